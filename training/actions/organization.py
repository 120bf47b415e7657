"""Keeping the organization's settings. Some of them are what every clearance rests on."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from training.actions import require
from training.actions.audit import changed, record
from training.actions.refreshing import answer_anew, hold_all
from training.models import FormerSetting, Jurisdiction, Organization, Scheme
from training.permissions import may_administer
from training.queries.organization import read_once

KEPT = ("name", "time_zone", "contact_email", "phone", "check_good_for_days", "review_tolerance_days")
# What each of them turns: how long a rule answers after its review date; the day on which a decision was made.
RESTS_ON = {"review_tolerance_days": Jurisdiction, "time_zone": Scheme}  # the fields of `FormerSetting`


@transaction.atomic
def save_organization(*, by, organization: Organization, now: datetime) -> Organization:
    """Write the settings as a form has them, and answer everybody anew where answers rest on what changed."""
    require(may_administer(by))
    fields = changed(organization, KEPT)
    turned = [model for name, model in RESTS_ON.items() if name in fields]
    if turned:
        keep_former(organization, now)
    organization.save()
    count_up(turned)
    if fields:
        values = {name: str(getattr(organization, name)) for name in fields}
        record(action="organization.update", by=by, subject=organization, fields=fields, values=values, now=now)
    if turned:
        with read_once():  # the request read the settings as they were before
            answer_anew(now=now)
    return organization


def keep_former(organization: Organization, now: datetime) -> None:
    """What was in force until now stays on record: answers by what was known then rest on it."""
    before = Organization.objects.select_for_update().filter(pk=organization.pk).first() or Organization()
    values = {name: getattr(before, name) for name in RESTS_ON}
    FormerSetting.objects.create(recorded_at=now, **values)


def count_up(turned: list[type[Jurisdiction] | type[Scheme]]) -> None:
    """Count the rules of every jurisdiction or scheme up."""
    for model in turned:
        model.objects.filter(pk__in=hold_all(model)).update(rules_version=F("rules_version") + 1)
