"""Keeping the organization's settings. Some of them are what every clearance rests on."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from training.actions import require
from training.actions.audit import changed, record
from training.actions.refreshing import answer_anew, hold_places
from training.models import FormerSetting, Jurisdiction, Organization
from training.permissions import may_administer
from training.queries.organization import read_once

KEPT = ("name", "time_zone", "contact_email", "phone", "check_good_for_days", "review_tolerance_days")
TOLERANCE = "review_tolerance_days"
# The fields of `FormerSetting`. Only the first turns answers: what was decided in a zone stays on its day there.
RESTS_ON = (TOLERANCE, "time_zone")


@transaction.atomic
def save_organization(*, by, organization: Organization, now: datetime) -> Organization:
    """Write the settings as a form has them, and answer everybody anew where answers rest on what changed."""
    require(may_administer(by))
    fields = changed(organization, KEPT)
    if {*fields} & {*RESTS_ON}:
        keep_former(organization, now)
    organization.save()
    if TOLERANCE in fields:
        Jurisdiction.objects.filter(pk__in=hold_places()).update(rules_version=F("rules_version") + 1)
    if fields:
        values = {name: str(getattr(organization, name)) for name in fields}
        record(action="organization.update", by=by, subject=organization, fields=fields, values=values, now=now)
    if TOLERANCE in fields:
        with read_once():  # the request read the settings as they were before
            answer_anew(now=now)
    return organization


def keep_former(organization: Organization, now: datetime) -> None:
    """What was in force until now stays on record: answers by what was known then rest on it."""
    before = Organization.objects.select_for_update().filter(pk=organization.pk).first() or Organization()
    values = {name: getattr(before, name) for name in RESTS_ON}
    FormerSetting.objects.create(recorded_at=now, **values)
