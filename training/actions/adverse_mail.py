"""Letters about adverse events: that there is one and by when to report it. What happened stays on the page."""

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from training.actions.mail import address_of, queue_mail
from training.evaluation.dates import long_date
from training.models import AdverseEvent, AdverseState
from training.queries import organization
from training.queries.adverse import managers_told, timer

log = logging.getLogger(__name__)

STAGES = (7, 2, 0)


def tell_managers(event: AdverseEvent, now: datetime) -> int:
    """A letter to each manager of the clinic, once a version. Returns how many were written."""
    verb = "corrected" if event.original_id else "recorded"
    letters = [
        queue_mail(
            key=f"adverse:{event.pk}:{verb}:{manager.pk}",
            to=manager.email,
            subject=f"An adverse event was {verb}",
            template="adverse_recorded",
            context={"event": event, "verb": verb},
            now=now,
        )
        for manager in managers_told(event)
    ]
    return sum(letter is not None for letter in letters)


def remind_of_reports(*, now: datetime) -> int:
    """Letters 7 and 2 days before the last day to report, and on it, to the therapist and the managers.

    A day that was missed is caught up with one letter, the newest due. Returns how many events failed.
    """
    today, failed = organization.today(now), 0
    for event in to_report(today).iterator(500):
        try:
            remind(event, today, now)
        except Exception:
            log.exception("The reminders of adverse event %s could not be written", event.pk)
            failed += 1
    return failed


def to_report(today: date):
    rows = AdverseEvent.objects.current().filter(state=AdverseState.OPEN, due_on__lte=today + timedelta(days=STAGES[0]))
    return rows.select_related("practitioner__user", "clinic").order_by("pk")


def remind(event: AdverseEvent, today: date, now: datetime) -> None:
    stage = min(days for days in STAGES if days >= (event.due_on - today).days)
    for reader, address, page in readers(event):
        queue_mail(
            key=f"adverse:{event.first_pk}:{stage}d:{event.due_on}:{reader}",
            to=address,
            subject=f"A report to the board is due by {long_date(event.due_on)}",
            template="adverse_reminder",
            context={"event": event, "timer": timer(event, today), "page": page},
            now=now,
        )


def readers(event: AdverseEvent) -> Iterator[tuple[str, str, str]]:
    """Whom to remind: a name for the key, the address, and which page the letter leads to."""
    yield "therapist", address_of(event.practitioner), "my:adverse_event"
    for manager in managers_told(event):
        yield f"m{manager.pk}", manager.email, "desk:adverse_event"
