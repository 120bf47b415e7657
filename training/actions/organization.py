"""Keeping the organization's settings. Some of them are what every clearance rests on."""

from datetime import datetime

from django.db import transaction

from training.actions import require
from training.actions.audit import changed, record
from training.actions.refreshing import jurisdictions_changed
from training.models import FormerSetting, Jurisdiction, Organization
from training.permissions import may_administer
from training.queries.organization import read_once

KEPT = ("name", "time_zone", "contact_email", "phone", "check_good_for_days", "review_tolerance_days")
ANSWERS_REST_ON = {"time_zone", "review_tolerance_days"}  # the fields of `FormerSetting`
CLEARANCES_REST_ON = {"review_tolerance_days"}


@transaction.atomic
def save_organization(*, by, organization: Organization, now: datetime) -> Organization:
    """Write the settings as a form has them, and answer everybody anew where answers rest on what changed."""
    require(may_administer(by))
    fields = changed(organization, KEPT)
    if ANSWERS_REST_ON & {*fields}:
        keep_former(organization, now)
    organization.save()
    if fields:
        values = {name: str(getattr(organization, name)) for name in fields}
        record(action="organization.update", by=by, subject=organization, fields=fields, values=values, now=now)
    if CLEARANCES_REST_ON & {*fields}:
        answer_clearances_anew(now=now)
    return organization


def keep_former(organization: Organization, now: datetime) -> None:
    """What was in force until now stays on record: answers by what was known then rest on it."""
    before = Organization.objects.select_for_update().filter(pk=organization.pk).first() or Organization()
    values = {name: getattr(before, name) for name in ANSWERS_REST_ON}
    FormerSetting.objects.create(recorded_at=now, **values)


def answer_clearances_anew(*, now: datetime) -> None:
    """Count the rules of every jurisdiction up and rebuild."""
    with read_once():  # the request read the settings as they were before
        jurisdictions_changed(Jurisdiction.objects.all(), now=now)
