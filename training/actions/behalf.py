"""For somebody who has no sign-in: a manager enters what they said on paper, under the manager's own name."""

from datetime import date, datetime, time

from django.db import transaction

from training.actions import Refused, enrollment, require
from training.actions.once import held
from training.actions.profile import keep_confirmed
from training.evaluation.dates import long_date
from training.models import Enrollment, Practitioner, Scheme
from training.permissions import may_enter_for
from training.queries.organization import zone


@transaction.atomic
def confirm_name(*, by, practitioner: Practitioner, now: datetime, today: date) -> Practitioner:
    """The manager has compared the name with the license. Said once, it stays."""
    require(may_enter_for(by, practitioner, today))
    person = held(practitioner)
    keep_confirmed(person, by, "practitioner.confirm_name_for", now)
    return person


def enroll(
    *, by, practitioner: Practitioner, scheme: Scheme, agreed_on: date, now: datetime, today: date
) -> Enrollment:
    """Enroll somebody who agreed on paper on that day."""
    require(may_enter_for(by, practitioner, today))
    if agreed_on > today:
        raise Refused(f"This date has not come yet. Today is {long_date(today)}.", field="agreed_on")
    noon = datetime.combine(agreed_on, time(12), tzinfo=zone())
    return enrollment.enroll(
        by=by, practitioner=practitioner, scheme=scheme, agreed_at=min(noon, now), now=now, today=today
    )
