"""Where people work, who may supervise, who has left."""

from datetime import date, datetime

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.standing import changing
from training.evaluation.dates import OLDEST, OPEN, add_months, long_date
from training.lasting import lasting
from training.models import Assignment, Clinic, Practitioner
from training.permissions import is_administrator, may_manage, may_take_on, no


def assign(
    *, by, practitioner: Practitioner, clinic: Clinic, starts_on: date, ends_on: date | None, now: datetime, today: date
) -> Assignment:
    """Works at the clinic from a day, until a day (inclusive) or still. The same assignment twice is one row."""
    require(may_take_on(by, practitioner, today))
    require_my_clinic(by, clinic)
    if ends_on and ends_on < starts_on:
        raise Refused(f"This date is before the first day, {long_date(starts_on)}.", field="ends_on")
    with changing(practitioner) as person:
        return same(person, clinic, starts_on, ends_on) or begin(by, person, clinic, starts_on, ends_on, now)


def require_my_clinic(by, clinic: Clinic) -> None:
    """A manager assigns to the clinics that they answer for."""
    if not is_administrator(by) and not clinic.manager_rows.filter(user=by).exists():
        raise Refused(no("You do not manage this clinic."), field="clinic")


def same(person: Practitioner, clinic: Clinic, starts_on: date, ends_on: date | None) -> Assignment | None:
    return person.assignments.filter(clinic=clinic, starts_on=starts_on, ends_on=ends_on).first()


def begin(by, person: Practitioner, clinic: Clinic, starts_on: date, ends_on: date | None, now) -> Assignment:
    overlap = person.assignments.filter(lasting(starts_on), clinic=clinic)
    if overlap.filter(starts_on__lte=ends_on or OPEN).exists():
        raise Refused(f"{person} already works at {clinic} in this time.", field="starts_on")
    made = Assignment.objects.create(
        practitioner=person, clinic=clinic, starts_on=starts_on, ends_on=ends_on, recorded_at=now, recorded_by=by
    )
    audit("assignment.begin", by, made, person, ["clinic", "starts_on", "ends_on"], now)
    return made


def end(*, by, assignment: Assignment, ends_on: date, now: datetime, today: date) -> Assignment:
    """The last day at the clinic, inclusive. An ended one keeps its day."""
    require(may_manage(by, assignment.practitioner, today))
    if ends_on < assignment.starts_on:
        raise Refused(f"This date is before the first day, {long_date(assignment.starts_on)}.", field="ends_on")
    with changing(assignment.practitioner) as person:
        still = Assignment.objects.filter(pk=assignment.pk, ends_on=None)
        if still.update(ends_on=ends_on) == 1:
            audit("assignment.end", by, assignment, person, ["ends_on"], now)
    assignment.refresh_from_db()
    return assignment


def admit_supervisor(*, by, practitioner: Practitioner, now: datetime, today: date) -> Practitioner:
    """May supervise from now on; whether on a given day depends on the license checks of that day."""
    require(may_manage(by, practitioner, today))
    if not practitioner.admitted_at:
        raise Refused("Admit the person first.")
    with changing(practitioner) as person:
        if person.supervisor_at is None or person.supervisor_until:
            person.supervisor_at, person.supervisor_by, person.supervisor_until = now, by, None
            fields = ["supervisor_at", "supervisor_by", "supervisor_until"]
            person.save(update_fields=fields)
            audit("practitioner.admit_supervisor", by, person, person, fields, now)
    return person


def end_supervisor(*, by, practitioner: Practitioner, on: date, now: datetime, today: date) -> Practitioner:
    """The last day whose sessions this supervisor may sign. What is signed stays signed; an ended one keeps its day."""
    require(may_manage(by, practitioner, today))
    if not practitioner.is_supervisor:
        raise Refused(f"{practitioner} is not admitted as a supervisor.")
    check_last_day(on, today)
    with changing(practitioner) as person:
        if person.supervisor_until is None:
            person.supervisor_until = on
            person.save(update_fields=["supervisor_until"])
            audit("practitioner.end_supervisor", by, person, person, ["supervisor_until"], now)
    return person


def check_last_day(on: date, today: date) -> None:
    """A day that somebody can mean: not a slip of the year, and not more than a year ahead."""
    if on < OLDEST:
        raise Refused("This date is too long ago. Look at the year.", field="day")
    if on > add_months(today, 12):
        raise Refused("Choose a day within a year from today.", field="day")


def retire(*, by, practitioner: Practitioner, on: date, now: datetime, today: date) -> Practitioner:
    """Left practice on a day: the record stays, open assignments end with it."""
    require(may_manage(by, practitioner, today))
    check_last_day(on, today)
    with changing(practitioner) as person:
        if person.retired_on is None:
            late = person.assignments.filter(starts_on__gt=on, ends_on=None).first()
            if late:
                raise Refused(f"The assignment to {late.clinic} begins after this day.", field="retired_on")
            person.assignments.filter(ends_on=None).update(ends_on=on)
            person.retired_on = on
            person.save(update_fields=["retired_on"])
            audit("practitioner.retire", by, person, person, ["retired_on"], now)
    return person


def audit(action: str, by, subject, person: Practitioner, fields: list[str], now: datetime) -> None:
    values = {name: str(getattr(subject, name)) for name in fields}
    record(action=action, by=by, subject=subject, practitioner=person, fields=fields, values=values, now=now)
