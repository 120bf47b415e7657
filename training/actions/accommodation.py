"""Extra time at quizzes: granted by a manager, replaced or taken back, never edited. A try that runs keeps its time.

The person hears of each by a letter, which does not say what it rests on.
"""

from datetime import date, datetime

from django.db import transaction

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.mail import address_of, queue_mail
from training.actions.once import held, just_made
from training.evaluation.dates import long_date
from training.models import Accommodation, Practitioner
from training.permissions import may_manage

FIELDS = ["extra_percent", "basis", "starts_on", "ends_on"]


@transaction.atomic
def grant(
    *,
    by,
    practitioner: Practitioner,
    extra_percent: int,
    basis: str,
    starts_on: date,
    ends_on: date | None,
    now: datetime,
    today: date,
) -> Accommodation:
    """So many percent more time at each quiz that begins between two days (inclusive). It replaces what was granted."""
    require(may_manage(by, practitioner, today))
    if ends_on and ends_on < starts_on:
        raise Refused(f"This date is before the first day, {long_date(starts_on)}.", field="ends_on")
    person = held(practitioner)
    values = {"extra_percent": extra_percent, "basis": basis, "starts_on": starts_on, "ends_on": ends_on}
    if known := just_made(Accommodation.objects.current().filter(practitioner=person), now, recorded_by=by, **values):
        return known
    require_no_gap(person, starts_on, today)
    before = close(person, by, now)
    made = Accommodation.objects.create(practitioner=person, recorded_at=now, recorded_by=by, **values)
    told = {name: str(value) for name, value in values.items()}
    record(action="accommodation.grant", by=by, subject=made, practitioner=person, fields=FIELDS, values=told, now=now)
    tell_granted(made, before, now, today)
    return made


def require_no_gap(person: Practitioner, starts_on: date, today: date) -> None:
    """What is granted now would end at once, and the new one not begin yet."""
    current = Accommodation.objects.current().filter(practitioner=person).first()
    if current and starts_on > today and (current.ends_on is None or current.ends_on >= today):
        words = "This replaces what is granted now, from today on. Enter it on its first day."
        raise Refused(words, field="starts_on")


@transaction.atomic
def withdraw(*, by, practitioner: Practitioner, now: datetime, today: date) -> Accommodation | None:
    """End the extra time from now on; None where there is none, as on a second click."""
    require(may_manage(by, practitioner, today))
    person = held(practitioner)
    row = close(person, by, now)
    if row:
        fields = ["superseded_at"]
        record(action="accommodation.withdraw", by=by, subject=row, practitioner=person, fields=fields, now=now)
        tell_ended(row, now, today)
    return row


def close(person: Practitioner, by, now: datetime) -> Accommodation | None:
    """Close the row that is current, if there is one."""
    row = Accommodation.objects.current().filter(practitioner=person).first()
    if row:
        Accommodation.objects.filter(pk=row.pk).update(superseded_at=now, superseded_by=by)
    return row


def tell_granted(made: Accommodation, before: Accommodation | None, now: datetime, today: date) -> None:
    """Write to the person, unless nothing changes for them."""
    before = before if before and not is_over(before, today) else None
    if before and means(before, today) == means(made, today):
        return
    subject = "Your extra time at quizzes has changed" if before else "You have extra time at quizzes"
    write(made, "granted", subject, now, changed=before is not None)


def tell_ended(row: Accommodation, now: datetime, today: date) -> None:
    """Write to the person, unless it was over anyway."""
    if not is_over(row, today):
        write(row, "ended", "Your extra time at quizzes has ended", now)


def is_over(row: Accommodation, today: date) -> bool:
    return row.ends_on is not None and row.ends_on < today


def means(row: Accommodation, today: date) -> tuple:
    """What a row means to the person from today on."""
    return row.extra_percent, max(row.starts_on, today), row.ends_on


def write(row: Accommodation, act: str, subject: str, now: datetime, **more) -> None:
    queue_mail(
        key=f"extra-time:{row.pk}:{act}",
        to=address_of(row.practitioner),
        subject=subject,
        template=f"extra_time_{act}",
        context={"practitioner": row.practitioner, "granted": row, **more},
        practitioner=row.practitioner,
        now=now,
    )
