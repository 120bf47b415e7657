"""Adverse events: who may read which, what waits, how many days are left."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from training.adverse_duty import Duty, duty_of
from training.evaluation.dates import long_date
from training.models import (
    AdverseEvent,
    AdverseGrade,
    AdverseState,
    AdverseStep,
    Meets,
    Practitioner,
    SessionState,
    StepKind,
    SupervisedSession,
    User,
)
from training.permissions import ADMINISTRATOR, MANAGER, is_administrator, is_manager
from training.queries.step import MANAGER as YOUR_MANAGER
from training.queries.step import YOU, Step

LATELY = timedelta(days=30)
UNSENT = (SessionState.DRAFT, SessionState.WITHDRAWN, SessionState.VOID)


@dataclass(frozen=True, slots=True)
class Timer:
    """How long a report may still take. `left` is negative once it is late."""

    due_on: date
    left: int

    @property
    def mark(self) -> str:
        return "not_cleared" if self.left < 0 else "check_due"

    @property
    def words(self) -> str:
        if self.left == 0:
            return "Due today"
        days = "1 day" if abs(self.left) == 1 else f"{abs(self.left)} days"
        return f"{days} left" if self.left > 0 else f"{days} overdue"


def timer(event: AdverseEvent, today: date) -> Timer | None:
    """None where nothing is to be reported, or it is done."""
    if event.due_on is None or event.state != AdverseState.OPEN:
        return None
    return Timer(event.due_on, (event.due_on - today).days)


def handled_by(user) -> QuerySet[AdverseEvent]:
    """The events of the clinics that the user manages now, of all clinics for an administrator; never one's own.

    Narrower than `visible_to`: an event is the affair of the clinic where it happened, not of each where the person
    works. All versions.
    """
    if not is_manager(user):
        return AdverseEvent.objects.none()
    rows = AdverseEvent.objects.filter(Q(practitioner__user=None) | ~Q(practitioner__user=user))
    if is_administrator(user):
        return rows
    return rows.filter(clinic__in=user.manager_rows.values("clinic"))


def own(practitioner: Practitioner) -> QuerySet[AdverseEvent]:
    """All versions of the events that the person recorded."""
    return AdverseEvent.objects.filter(practitioner=practitioner)


def waiting(user) -> QuerySet[AdverseEvent]:
    """What is not closed: overdue first, then the nearest last day; what is reported comes last."""
    return in_order(handled_by(user).current().exclude(state=AdverseState.CLOSED))


def in_order(rows: QuerySet[AdverseEvent]) -> QuerySet[AdverseEvent]:
    last = F("due_on").asc(nulls_last=True)
    is_open = Q(state=AdverseState.OPEN)
    return rows.alias(is_open=is_open).order_by(F("is_open").desc(), last, "happened_on", "pk")


def steps_of(event: AdverseEvent) -> QuerySet[AdverseStep]:
    """What was done, over all versions, the oldest first."""
    same = Q(event=event.first_pk) | Q(event__original=event.first_pk)
    return AdverseStep.objects.filter(same).select_related("by__practitioner")


def report_of(event: AdverseEvent) -> AdverseStep | None:
    return steps_of(event).filter(kind=StepKind.REPORTED).last()


def versions_of(event: AdverseEvent) -> QuerySet[AdverseEvent]:
    """The earlier versions, the newest first."""
    same = Q(pk=event.first_pk) | Q(original=event.first_pk)
    return AdverseEvent.objects.filter(same, pk__lt=event.pk).select_related("clinic").order_by("-pk")


def duty_for(event: AdverseEvent) -> Duty | None:
    return duty_of(event.jurisdiction.code, event.practitioner.profession, event.happened_on)


def managers_told(event: AdverseEvent) -> QuerySet[User]:
    """The managers of the clinic concerned, or the administrators where it has none; never the person."""
    rows = User.objects.filter(is_active=True).exclude(pk=event.practitioner.user_id or 0)
    groups = {"groups__name__in": [MANAGER, ADMINISTRATOR]}
    found = rows.filter(manager_rows__clinic=event.clinic_id, **groups).distinct()
    return found if found.exists() else rows.filter(groups__name=ADMINISTRATOR)


def adverse_steps(practitioner: Practitioner, sessions: list[SupervisedSession], today: date) -> Iterator[Step]:
    """What is still to do about events: report by a day, wait for a manager, record what one of `sessions` tells of."""
    for event in in_order(own(practitioner).current().filter(state=AdverseState.OPEN)):
        yield step_of(event, today)
    yield from unrecorded(sessions, today)


def step_of(event: AdverseEvent, today: date) -> Step:
    url, left = reverse("my:adverse_event", args=[event.pk]), timer(event, today)
    if left is None:
        words = "It is on record. Nothing more is asked of you until they answer."
        return Step(f"Close your adverse event of {long_date(event.happened_on)}", YOUR_MANAGER, words, url, "See it")
    unclear = " One question about it is not answered yet." if event.meets == Meets.UNCLEAR else ""
    words = f"{left.words}.{unclear} Do it together with your manager."
    return Step(f"Report the adverse event by {long_date(event.due_on)}", YOU, words, url, "Open it")


def unrecorded(sessions: list[SupervisedSession], today: date) -> Iterator[Step]:
    """Submitted sessions of late that tell of more than a mild event, without its own record."""
    for session in without_record([row for row in sessions if is_told(row, today)]):
        url = f"{reverse('my:adverse_new')}?session={session.pk}"
        words = "Your session says that something unwanted happened. A report never counts against you."
        action = f"Record the adverse event of {long_date(session.happened_on)}"
        yield Step(action, YOU, words, url, "Record it")


def is_told(session: SupervisedSession, today: date) -> bool:
    is_bad = session.adverse_grade in (AdverseGrade.MODERATE, AdverseGrade.MAJOR)
    return is_bad and session.state not in UNSENT and session.happened_on >= today - LATELY


def without_record(sessions: list[SupervisedSession]) -> list[SupervisedSession]:
    """Neither the session nor the version that it amends has an event."""
    about = {row.pk for row in sessions} | {row.amends_id for row in sessions}
    known = set(AdverseEvent.objects.filter(session__in=about).values_list("session", flat=True)) if sessions else set()
    return [row for row in sessions if not {row.pk, row.amends_id} & known]
