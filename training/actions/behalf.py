"""For somebody who has no sign-in: a manager enters what they said on paper, under the manager's own name."""

from datetime import date, datetime, time

from django.db import transaction

from training.actions import Refused, enrollment, require
from training.actions.audit import record
from training.evaluation.dates import long_date
from training.models import Enrollment, Practitioner, Scheme
from training.permissions import may_enter_for
from training.queries.organization import zone


@transaction.atomic
def confirm_name(*, by, practitioner: Practitioner, now: datetime, today: date) -> Practitioner:
    """The manager has compared the name with the license. Said once, it stays."""
    require(may_enter_for(by, practitioner, today))
    person = Practitioner.objects.select_for_update().get(pk=practitioner.pk)
    if person.name_confirmed_at is None:
        person.name_confirmed_at = now
        person.save(update_fields=["name_confirmed_at"])
        record(
            action="practitioner.confirm_name_for",
            by=by,
            subject=person,
            practitioner=person,
            fields=["name_confirmed_at"],
            values={"full_name": person.full_name},
            now=now,
        )
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
