"""Recording an adverse event, correcting it, reporting it to the board, closing it. It changes no standing."""

import re
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from training.actions import Refused
from training.actions.adverse_mail import tell_managers
from training.actions.audit import record
from training.actions.once import held
from training.adverse_duty import YES, Duty, duty_of, meets
from training.evaluation.dates import OLDEST, long_date
from training.models import (
    AdverseCare,
    AdverseEvent,
    AdverseGrade,
    AdverseKind,
    AdverseState,
    AdverseStep,
    ClosedAs,
    Meets,
    Practitioner,
    StepKind,
)
from training.queries.adverse import handled_by

GIVEN = ("session", "happened_on", "noticed_on", "clinic", "grade", "kind", "regions", "care", "outcome", "comment")
REPORT = ("reported_on", "way", "reporter", "file_number")
MEDICAL = {AdverseCare.PHYSICIAN, AdverseCare.EMERGENCY, AdverseCare.HOSPITAL}
SENT_ON = {AdverseCare.PHYSICIAN, AdverseCare.HOSPITAL}
NUMBER = re.compile(r"[A-Za-z0-9 ./#-]*\d[A-Za-z0-9 ./#-]*")
NOT_YOURS = "Only the managers of the clinic where it happened do this, and nobody on their own event."


def flaws(*, practitioner: Practitioner, values: dict, now: datetime) -> dict[str, str]:
    """What is wrong with an event: a sentence for each field."""
    found, clinic = {}, values.get("clinic")
    happened, noticed = values.get("happened_on"), values.get("noticed_on")
    if happened and clinic:
        found |= flaws_of_days(happened, noticed, clinic, now)
        if not found and not worked_there(practitioner, clinic, happened):
            found["clinic"] = f"You did not work there on {long_date(happened)}."
    if values.get("grade") and values.get("grade") != AdverseGrade.MAJOR and MEDICAL & set(values.get("care") or ()):
        found["grade"] = "Whatever needed medical care is major, even if it turned out well."
    return found | flaws_of_kind(values)


def flaws_of_days(happened: date, noticed: date | None, clinic, now: datetime) -> dict[str, str]:
    """“In the future” is judged where the clinic is."""
    today = now.astimezone(ZoneInfo(clinic.time_zone)).date()
    if happened > today:
        return {"happened_on": "This date has not come yet."}
    if happened < OLDEST:
        return {"happened_on": "This date is too long ago. Look at the year."}
    if noticed and noticed < happened:
        return {"noticed_on": "It cannot be noticed before it happened."}
    return {"noticed_on": "This date has not come yet."} if noticed and noticed > today else {}


def flaws_of_kind(values: dict) -> dict[str, str]:
    lung = {AdverseKind.PNEUMOTHORAX, AdverseKind.PNEUMOTHORAX_SURE}
    if values.get("kind") in lung and values.get("grade") not in (None, "", AdverseGrade.MAJOR):
        return {"grade": "A pneumothorax, suspected or confirmed, is major."}
    return {}


def worked_there(practitioner: Practitioner, clinic, day: date) -> bool:
    rows = practitioner.assignments.filter(clinic=clinic, starts_on__lte=day)
    return rows.exclude(ends_on__lt=day).exists()


def flaws_of_answers(duty: Duty | None, answers: dict[str, str], values: dict) -> dict[str, str]:
    """Who was sent on was sent on. A question without an answer stays open, and the days run."""
    if duty and answers.get("referred") not in (None, "", YES) and SENT_ON & set(values.get("care") or ()):
        return {"referred": "You wrote that the patient was sent on, so the answer is yes."}
    return {}


@transaction.atomic
def add(
    *,
    by,
    practitioner: Practitioner,
    values: dict,
    answers: dict[str, str],
    page: UUID | None = None,
    now: datetime,
) -> AdverseEvent:
    """A new event of the person's own; the managers of the clinic are told. `values` holds `GIVEN`, `answers` one of
    `adverse_duty.ANSWERS` for each element of the definition. One page makes one event."""
    person = held(practitioner)
    known = page and AdverseEvent.objects.filter(practitioner=person, made_on_page=page).first()
    if known:
        return known
    event = written(by, person, values, answers, now)
    event.made_on_page = page
    event.save(force_insert=True)
    noted("adverse.record", by, event, now)
    step(event, StepKind.RECORDED, by, now)
    told(event, now)
    return event


@transaction.atomic
def correct(*, by, event: AdverseEvent, values: dict, answers: dict[str, str], now: datetime) -> AdverseEvent:
    """A new version. The old one stays as it was; what was closed is open again, what was reported stays reported."""
    old = locked(event)
    new = written(by, old.practitioner, values, answers, now)
    new.corrects, new.original_id, new.state = old, old.first_pk, after_correction(old)
    if AdverseEvent.objects.filter(pk=old.pk, superseded_at=None).update(superseded_at=now) != 1:
        raise Refused("This event has just been corrected on another page. Look at it again.")
    new.save(force_insert=True)
    noted("adverse.correct", by, new, now)
    step(new, StepKind.CORRECTED, by, now)
    told(new, now)
    return new


def after_correction(event: AdverseEvent) -> str:
    same = AdverseStep.objects.filter(event__in=[event.pk, event.first_pk, *versions(event)])
    return AdverseState.REPORTED if same.filter(kind=StepKind.REPORTED).exists() else AdverseState.OPEN


def versions(event: AdverseEvent) -> list[int]:
    return list(AdverseEvent.objects.filter(original=event.first_pk).values_list("pk", flat=True))


def written(by, person: Practitioner, values: dict, answers: dict, now: datetime) -> AdverseEvent:
    """A version that is not saved yet, with what follows from its answers."""
    duty = duty_of(values["clinic"].jurisdiction.code, person.profession, values["happened_on"])
    found = flaws(practitioner=person, values=values, now=now) | flaws_of_answers(duty, answers, values)
    for field, sentence in found.items():
        raise Refused(sentence, field=field)
    if values["session"] and values["session"].practitioner_id != person.pk:
        raise Refused("This session is not yours.", field="session")
    given = {name: values[name] for name in GIVEN}
    given |= {"jurisdiction": values["clinic"].jurisdiction, "recorded_at": now, "recorded_by": by}
    return AdverseEvent(practitioner=person, **given, **judged(duty, answers, values["happened_on"]))


def judged(duty: Duty | None, answers: dict[str, str], happened_on: date) -> dict:
    """The questions with their answers, whether the definition is met, and by when it is to be reported."""
    if duty is None:
        return {}
    asked = [{"id": each.id, "question": each.question, "answer": answers.get(each.id, "")} for each in duty.elements]
    found = {"elements": asked, "meets": meets(duty, answers), "citation": duty.citation}
    if found["meets"] == Meets.NO:
        return found
    due = {"due_citation": duty.days_citation, "due_confidence": duty.days_confidence}
    return found | due | {"due_on": duty.last_day(happened_on)}


@transaction.atomic
def report(*, by, event: AdverseEvent, given: dict, now: datetime, today: date) -> AdverseStep:
    """Write down that the board was told: when, how, by whom, under which number. By the therapist or a manager."""
    event = locked(event)
    if event.practitioner.user_id != by.pk and not handled_by(by).filter(pk=event.pk).exists():
        raise Refused(NOT_YOURS)
    if not event.happened_on <= given["reported_on"] <= today:
        raise Refused("Choose a day between the event and today.", field="reported_on")
    if given["file_number"] and not NUMBER.fullmatch(given["file_number"]):
        raise Refused("Write the board's number only: letters, digits, dashes.", field="file_number")
    move(event, AdverseState.OPEN, AdverseState.REPORTED)
    noted("adverse.report", by, event, now, fields=REPORT)
    return step(event, StepKind.REPORTED, by, now, **{name: given[name] for name in REPORT})


@transaction.atomic
def close(*, by, event: AdverseEvent, closed_as: str, now: datetime) -> AdverseStep:
    """End the work on an event, by a manager. What may have to be reported is reported first."""
    event = locked(event)
    if not handled_by(by).filter(pk=event.pk).exists():
        raise Refused(NOT_YOURS)
    if closed_as not in ways_to_close(event):
        raise Refused("It has to be reported first, or the answers corrected if the definition does not mean it.")
    move(event, event.state, AdverseState.CLOSED)
    noted("adverse.close", by, event, now, fields=["state"])
    return step(event, StepKind.CLOSED, by, now, closed_as=closed_as)


def ways_to_close(event: AdverseEvent) -> list[str]:
    """As what it may be closed today: none while a report is due."""
    if event.state == AdverseState.REPORTED:
        return [ClosedAs.REPORTED]
    if event.state == AdverseState.CLOSED or event.due_on:
        return []
    return [ClosedAs.NOT_MEANT] if event.meets == Meets.NO else [ClosedAs.NO_DUTY]


@transaction.atomic
def open_for_manager(*, by, event: AdverseEvent, now: datetime) -> None:
    """Every opening by somebody else is an event of the audit record."""
    if not handled_by(by).filter(pk=event.pk).exists():
        raise Refused(NOT_YOURS)
    held(event.practitioner)
    record(action="adverse.open", by=by, subject=event, practitioner=event.practitioner, now=now)


@transaction.atomic
def export(*, by, event: AdverseEvent, now: datetime) -> None:
    """A copy left the product: by whom and when."""
    held(event.practitioner)
    record(action="adverse.export", by=by, subject=event, practitioner=event.practitioner, now=now)


def locked(event: AdverseEvent) -> AdverseEvent:
    """The version as it is now, with its person's row locked: one act at a time."""
    held(event.practitioner)
    found = AdverseEvent.objects.select_related("practitioner", "clinic", "jurisdiction").get(pk=event.pk)
    if found.superseded_at:
        raise Refused("This event has just been corrected. Look at its newest version.")
    return found


def move(event: AdverseEvent, old: str, new: str) -> None:
    """By compare-and-swap: who comes second hears so."""
    if AdverseEvent.objects.filter(pk=event.pk, state=old, superseded_at=None).update(state=new) != 1:
        raise Refused("This event has just been changed by somebody else. Look at it again.")
    event.state = new


def step(event: AdverseEvent, kind: str, by, now: datetime, **given) -> AdverseStep:
    return AdverseStep.objects.create(event=event, kind=kind, by=by, at=now, **given)


def told(event: AdverseEvent, now: datetime) -> None:
    if tell_managers(event, now):
        step(event, StepKind.TOLD, None, now)


def noted(action: str, by, event: AdverseEvent, now: datetime, fields=None) -> None:
    names = GIVEN if fields is None else fields
    record(action=action, by=by, subject=event, practitioner=event.practitioner, fields=names, now=now)
