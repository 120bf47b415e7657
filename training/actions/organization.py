"""Keeping the organization's settings. Some of them are what every clearance rests on."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import F

from training.actions import require
from training.actions.audit import changed, record
from training.actions.standing import rebuild_stale
from training.models import Jurisdiction, Organization, StandingPair
from training.permissions import may_administer
from training.queries.organization import read_once

AT_ONCE = 200
KEPT = ("name", "time_zone", "contact_email", "phone", "check_good_for_days", "review_tolerance_days")
CLEARANCES_REST_ON = {"review_tolerance_days"}


@transaction.atomic
def save_organization(*, by, organization: Organization, now: datetime) -> Organization:
    """Write the settings as a form has them, and answer everybody anew where answers rest on what changed."""
    require(may_administer(by))
    fields = changed(organization, KEPT)
    organization.save()
    if fields:
        values = {name: str(getattr(organization, name)) for name in fields}
        record(action="organization.update", by=by, subject=organization, fields=fields, values=values, now=now)
    if CLEARANCES_REST_ON & {*fields}:
        answer_anew()
    return organization


def answer_anew() -> None:
    """Count the rules of every jurisdiction up; rebuild at once, or behind the screen when there are many."""
    from training.tasks import rebuild_stale_now

    Jurisdiction.objects.update(rules_version=F("rules_version") + 1)
    if StandingPair.objects.filter(jurisdiction__isnull=False).count() > AT_ONCE:
        transaction.on_commit(partial(rebuild_stale_now.enqueue))
    else:
        with read_once():  # the request read the settings as they were before
            rebuild_stale()
