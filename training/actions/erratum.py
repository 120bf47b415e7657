"""A question was wrong: saying what is right, and telling everybody who was graded on it."""

import logging
import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.audit_many import record_each
from training.actions.mail import Letter, address_of, queue_many
from training.models import Attempt, Erratum, ErratumNotice, Module, Practitioner
from training.permissions import YES, Verdict, is_editor, no
from training.queries.errata import errata_of, holding, last_tries, passed_by, question_in, untold
from training.queries.organization import read_once
from training.queries.organization import today as today_at

log = logging.getLogger(__name__)

AT_A_TIME = 500  # people whose rows are locked together
SECONDS = 10  # that an editor waits for; the tick tells the rest
FRESH = timedelta(days=7)  # how long the tick looks whether somebody is left to be told
LOCKED = "You have not passed this quiz yet. What is right is told then, as its key is."


def may_publish(user) -> Verdict:
    return YES if is_editor(user) else no("Only an editor publishes a correction.")


def publish_erratum(*, by, module: Module, wording: str, words: str, forgives: bool, now: datetime) -> Erratum:
    """Correct a question in this wording (`training.wordings`) and tell everybody who was graded on it.

    The same correction a second time, as by a double click, is the first. Nothing is graded anew. Whoever has the
    question in an open try is told when that ends; of very many people the tick tells those who are left.
    """
    require(may_publish(by))
    erratum = kept(by=by, module=module, wording=wording, words=words.strip(), forgives=forgives, now=now)
    tell(erratum, now=now, people=untold(erratum, trying=True))
    return erratum


@transaction.atomic
def kept(*, by, module: Module, wording: str, words: str, forgives: bool, now: datetime) -> Erratum:
    """The row, made once. The module's row is locked, so that a second click waits for the first."""
    module = Module.objects.select_for_update(no_key=True).get(pk=module.pk)
    stands = holding(module, wording)
    if not stands:
        raise Refused("This module never asked the question in these words.", field="wording")
    if not words:
        raise Refused("Write what was wrong, and what is right.", field="words")
    values = {"module": module, "wording": wording, "words": words, "forgives": forgives}
    if known := Erratum.objects.filter(**values).first():
        return known
    question = question_in(stands[-1], wording)["id"]
    made = Erratum.objects.create(**values, revision=stands[-1], question=question, published_at=now, published_by=by)
    told = {"question": question, "wording": wording, "words": words, "forgives": forgives}
    record(action="erratum.publish", by=by, subject=made, fields=told, values=told, now=now)
    return made


def tell(erratum: Erratum, *, now: datetime, people: list[int], seconds: float = SECONDS) -> None:
    """Tell those of these people who were graded on the wording and do not know yet, for at most so long."""
    until = time.monotonic() + seconds
    for start in range(0, len(people), AT_A_TIME):
        tell_batch(erratum, people[start : start + AT_A_TIME], now)
        if time.monotonic() > until:
            return


@transaction.atomic
def tell_batch(erratum: Erratum, people: list[int], now: datetime) -> None:
    """Tell some hundreds of people, in their order, each once.

    Their rows are locked first, and only then the tries are read: somebody who is just handing in is done by then, and
    who begins to hand in later finds the erratum (`tell_of_attempt`).
    """
    rows = Practitioner.objects.select_for_update(no_key=True, of=("self",)).select_related("user")
    persons = list(rows.filter(pk__in=people).order_by("pk"))
    told = set(erratum.notices.filter(practitioner__in=people).values_list("practitioner", flat=True))
    last = last_tries(erratum, [each.pk for each in persons if each.pk not in told])
    concerned = [each for each in persons if each.pk in last]
    notify(erratum, concerned, last, passed_by(erratum.module_id, last), by=erratum.published_by, now=now)


def tell_of_attempt(*, attempt: Attempt, practitioner: Practitioner, now: datetime) -> None:
    """Tell a person whose try was just graded of the errata on what it asked; their row is locked by the caller."""
    errata = [each for found in errata_of(attempt).values() for each in found]
    if not errata:
        return
    told = set(practitioner.erratum_notices.filter(erratum__in=errata).values_list("erratum", flat=True))
    passed = passed_by(attempt.module_id, [practitioner.pk])
    for erratum in (each for each in errata if each.pk not in told):
        notify(erratum, [practitioner], {practitioner.pk: attempt}, passed, by=None, now=now)


def tell_those_left(*, now: datetime) -> None:
    """Tell whoever an act that was cut short, or took too long, has left out. The tick does this."""
    for erratum in Erratum.objects.filter(published_at__gt=now - FRESH).select_related("module", "published_by"):
        tell(erratum, now=now, people=untold(erratum, trying=False))


def notify(
    erratum: Erratum,
    people: Iterable[Practitioner],
    last: dict[int, Attempt],
    passed: set[int],
    *,
    by,
    now: datetime,
) -> None:
    """A notice, an event in the person's record and a letter each, with the same few statements for some hundreds."""
    rows = [ErratumNotice(erratum=erratum, practitioner=each, attempt=last[each.pk], noticed_at=now) for each in people]
    if not rows:
        return
    made = ErratumNotice.objects.bulk_create(rows)
    subjects = {row.practitioner_id: row for row in made}
    record_each(action="erratum.tell", by=by, subjects=subjects, fields=["erratum"], now=now)
    with read_once():
        said = {"erratum": erratum, "question": question_in(erratum.revision, erratum.wording)["text"]}
        said["corrected_on"] = today_at(erratum.published_at)
        letters = [letter_of(row, said | {"passed": row.practitioner_id in passed}) for row in made]
    queue_many(letters, now=now)


def letter_of(notice: ErratumNotice, said: dict) -> Letter:
    """What is right is written to those who have passed, as the key is shown to them alone."""
    person = notice.practitioner
    return Letter(
        key=f"erratum:{notice.erratum_id}:{person.pk}",
        to=address_of(person),
        subject=f"A question that you answered was corrected: {notice.erratum.module}",
        template="erratum",
        context=said | {"practitioner": person, "attempt": notice.attempt_id},
        practitioner=person,
    )


@transaction.atomic
def read_erratum(*, by, notice: ErratumNotice, now: datetime) -> ErratumNotice:
    """The person has read what is right; a second time changes nothing. Refused until they have passed the quiz."""
    person = notice.practitioner
    if not passed_by(notice.erratum.module_id, [person.pk]):
        raise Refused(LOCKED)
    if ErratumNotice.objects.filter(pk=notice.pk, seen_at=None).update(seen_at=now):
        notice.seen_at = now
        record(action="erratum.read", by=by, subject=notice, practitioner=person, fields=["seen_at"], now=now)
    return notice
