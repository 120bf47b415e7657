"""Reading a module and taking its quiz, always against a frozen revision. Grading happens here and nowhere else."""

import logging
from datetime import date, datetime
from random import SystemRandom

from django.db import transaction

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.erratum import tell_of_attempt
from training.actions.once import held
from training.actions.reattestation import settle
from training.actions.standing import changing
from training.draw import drawn, option_orders
from training.models import Answer, Attempt, Completion, LessonRead, Module, ModuleRevision, Practitioner
from training.models.learning import GRACE
from training.queries.organization import today as today_at
from training.queries.progress import Progress, progress
from training.queries.quiz_time import time_allowed
from training.question_kinds import is_right, kind_of

log = logging.getLogger(__name__)

LUCK = SystemRandom()


def read_lesson(*, by, practitioner: Practitioner, revision: ModuleRevision, lesson: str, now: datetime) -> LessonRead:
    """The person reached the end of a lesson. Reading it again changes nothing."""
    if lesson not in {each["id"] for each in revision.lessons}:
        raise Refused("This module has no such lesson.")
    row, _ = LessonRead.objects.get_or_create(
        practitioner=practitioner, revision=revision, lesson=lesson, defaults={"read_at": now}
    )
    return row


@transaction.atomic
def start(*, by, practitioner: Practitioner, module: Module, now: datetime) -> Attempt:
    """Begin the quiz, or return the try that is open: a person has one at a time for a module."""
    person = held(practitioner)
    standing = progress_now(practitioner=person, module=module, now=now)
    if standing is None:
        raise Refused("This module is not offered at the moment.")
    if standing.open_attempt:
        return standing.open_attempt
    require(standing.may_start)
    last = Attempt.objects.filter(practitioner=person, module=module).order_by("-number").first()
    attempt = Attempt.objects.create(
        practitioner=person,
        module=module,
        revision=standing.revision,
        number=last.number + 1 if last else 1,
        started_at=now,
        **drawn_from(standing.revision),
        **clock_of(person, standing.revision, now),
    )
    record(action="attempt.start", by=by, subject=attempt, practitioner=person, fields=["revision"], now=now)
    return attempt


def drawn_from(revision: ModuleRevision) -> dict:
    """The questions of a new try and the order of their options. The attempt keeps both, whatever happens later."""
    asked = drawn(revision.questions, revision.draws, shuffle=revision.shuffle_questions, luck=LUCK)
    mixed = [each for each in revision.questions if revision.shuffle_options and each["id"] in asked]
    return {"questions": asked, "options": option_orders(mixed, LUCK)}


def clock_of(person: Practitioner, revision: ModuleRevision, now: datetime) -> dict:
    """When time ends for a try that begins now, and the extra time in it. Both stay, whatever is granted later."""
    allowed = time_allowed(person, revision, today_at(now))
    return {"due_at": now + allowed.length, "accommodation": allowed.accommodation} if allowed else {}


@transaction.atomic
def answer(*, by, attempt: Attempt, chosen: dict[str, list[str]], now: datetime) -> int:
    """Save what was chosen or written, by question; how many are saved. What is no answer to it is refused.

    An answer that stays the same keeps the moment at which it was given.
    """
    held(attempt.practitioner)
    if not Attempt.objects.filter(pk=attempt.pk, submitted_at=None).exists():
        raise Refused("This quiz was handed in already. Its answers are closed.")
    if attempt.is_over(now):
        raise Refused("Time is up. What was saved before is graded.")
    asked = {question["id"]: question for question in attempt.revision.questions if question["id"] in attempt.questions}
    before = given_to(attempt)
    for question, given in chosen.items():
        words = taken(asked.get(question), given)
        if words != before.get(question):
            values = {"chosen": words, "saved_at": now}
            Answer.objects.update_or_create(attempt=attempt, question=question, defaults=values)
    return len(chosen)


def taken(question: dict | None, given: list[str]) -> list[str]:
    """What is kept of an answer; refused where it is none to this question."""
    if question is None:
        raise Refused("This quiz has no such question.")
    try:
        return kind_of(question).taken(question, given)
    except ValueError as flaw:
        raise Refused(str(flaw), field=question["id"]) from flaw


def submit(*, by, attempt: Attempt, now: datetime, today: date) -> Attempt:
    """Hand in and grade. Passing completes the revision. Handing in twice returns the first result.

    After time is up it is graded as `end_overdue` does.
    """
    with changing(attempt.practitioner) as person:
        attempt = Attempt.objects.select_related("revision").get(pk=attempt.pk)
        if attempt.submitted_at:
            return attempt
        if attempt.is_over(now):
            return end_overdue(attempt=attempt, now=now)
        given = given_to(attempt)
        require_all_answered(attempt, given)
        graded(attempt, given, now)
        record(action="attempt.submit", by=by, subject=attempt, practitioner=person, fields=["passed"], now=now)
        if attempt.passed:
            complete(by, person, attempt, now, today)
        tell_of_attempt(attempt=attempt, practitioner=person, now=now)
    return attempt


def end_overdue(*, attempt: Attempt, now: datetime) -> Attempt:
    """Grade what was saved before time was up, as handed in when it ended; an open question is wrong.

    The server does this, whoever comes first: the person's next request, or the tick. A second call changes nothing.
    """
    with changing(attempt.practitioner) as person:
        attempt = Attempt.objects.select_related("revision").get(pk=attempt.pk)
        if attempt.submitted_at or not attempt.is_over(now):
            return attempt
        graded(attempt, given_to(attempt), attempt.due_at)
        record(action="attempt.time_ended", by=None, subject=attempt, practitioner=person, fields=["passed"], now=now)
        if attempt.passed:
            complete(None, person, attempt, now, today_at(attempt.due_at))
        tell_of_attempt(attempt=attempt, practitioner=person, now=now)
    return attempt


def progress_now(*, practitioner: Practitioner, module: Module, now: datetime) -> Progress | None:
    """`progress`, with a try whose time is up ended first, if the tick has not ended it yet."""
    found = progress(practitioner, module, now)
    if found and found.open_attempt and found.open_attempt.is_over(now):
        end_overdue(attempt=found.open_attempt, now=now)
        found = progress(practitioner, module, now)
    return found


def end_all_overdue(*, now: datetime) -> None:
    """End every try whose time is up. One that cannot be ended stops no other."""
    failed = 0
    for attempt in Attempt.objects.filter(submitted_at=None, due_at__lt=now - GRACE).select_related("practitioner"):
        try:
            end_overdue(attempt=attempt, now=now)
        except Exception:
            log.exception("The try %s could not be ended", attempt.pk)
            failed += 1
    if failed:
        raise RuntimeError(f"{failed} tries could not be ended")


def given_to(attempt: Attempt) -> dict[str, list[str]]:
    """What was answered, by question."""
    return {row.question: row.chosen for row in attempt.answers.all()}


def require_all_answered(attempt: Attempt, given: dict[str, list[str]]) -> None:
    for question in attempt.questions:
        if not given.get(question):
            raise Refused("This question has no answer yet.", field=question)


def graded(attempt: Attempt, given: dict[str, list[str]], at: datetime) -> None:
    """Count what is right, and close the try as handed in at this instant. An open question is wrong."""
    questions = {question["id"]: question for question in attempt.revision.questions}
    correct = sum(is_right(questions[id], given.get(id, [])) for id in attempt.questions)
    passed = correct >= attempt.revision.pass_correct
    changes = {"submitted_at": at, "correct": correct, "passed": passed}
    if Attempt.objects.filter(pk=attempt.pk, submitted_at=None).update(**changes) != 1:
        raise Refused("This quiz was handed in already.")
    for name, value in changes.items():
        setattr(attempt, name, value)


def complete(by, person: Practitioner, attempt: Attempt, now: datetime, today: date) -> Completion:
    completion = Completion.objects.create(
        practitioner=person, revision=attempt.revision, attempt=attempt, completed_on=today, recorded_at=now
    )
    record(action="module.complete", by=by, subject=completion, practitioner=person, fields=["revision"], now=now)
    settle(person=person, revision=attempt.revision, now=now)
    return completion
