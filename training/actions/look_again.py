"""Opening and closing tasks: what rests on a void or on a contradiction is looked at again by a person.

Nothing is undone by itself. An event about the opening stands in the chain of whoever the cause is about: the chains
of several people are never held together.
"""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.once import held
from training.models import (
    Decision,
    Evidence,
    LicenseCheck,
    Practitioner,
    ReviewCause,
    ReviewTask,
    SignOff,
    Statement,
    SupervisedSession,
)
from training.permissions import may_manage
from training.queries.eligibility import is_good
from training.queries.resting import (
    decisions_on,
    decisions_on_look,
    decisions_on_session,
    name_of,
    person_of,
    signatures_proven_by,
    signatures_unproven,
    signed_short_of,
    statements_on_session,
    statements_proven_by,
)


def look_again_at_session(*, by, session: SupervisedSession, now: datetime) -> list[ReviewTask]:
    """Tasks for what rests on a session that was voided; none where nothing does.

    One for the decisions and statements about its person. And where that person supervises, and without the session
    has too few of their own, one for each whose sessions they signed.
    """
    stated = statements_on_session(session)
    named = rests([*decisions_on_session(session, stated), *stated])
    about = {"cause": ReviewCause.SESSION_VOID, "session": session}
    own = open_task(by, session.practitioner, about, named, session.practitioner, now)
    short = open_for_each(
        by, about | {"cause": ReviewCause.COUNT_VOID}, session.practitioner, signed_short_of(session), now
    )
    return [own, *short] if own else short


def look_again_at_evidence(*, by, evidence: Evidence, now: datetime) -> ReviewTask | None:
    """The same for evidence that was voided."""
    found = decisions_on(evidence.practitioner, {(evidence.kind, str(evidence.pk))})
    about = {"cause": ReviewCause.EVIDENCE_VOID, "evidence": evidence}
    return open_task(by, evidence.practitioner, about, rests(found), evidence.practitioner, now)


def look_again_at_void_check(*, by, check: LicenseCheck, now: datetime) -> list[ReviewTask]:
    """Tasks for the holder's decisions, and for each person about whom something was signed on the strength of it."""
    signed = [*signatures_proven_by(check), *signatures_unproven(check), *statements_proven_by(check)]
    signed = {name_of(row): row for row in signed}
    return open_for_check(by, ReviewCause.CHECK_VOID, check, [*decisions_on_look(check), *signed.values()], now)


def look_again_if_against(*, by, check: LicenseCheck, now: datetime) -> list[ReviewTask]:
    """Tasks for signatures of the holder that a new look takes the proof from: the license was not good by then."""
    if is_good(check):
        return []
    return open_for_check(by, ReviewCause.CHECK_AGAINST, check, signatures_unproven(check), now)


def open_for_check(by, cause: str, check: LicenseCheck, found: list, now) -> list[ReviewTask]:
    return open_for_each(by, {"cause": cause, "check_of_license": check}, check.license.practitioner, found, now)


def open_for_each(by, about: dict, holder: Practitioner, found: list, now: datetime) -> list[ReviewTask]:
    """One task for each person on whose record something rests; the audit record has them in the holder's chain."""
    by_person: dict[int, list] = defaultdict(list)
    people = {}
    for row in found:
        person = holder if isinstance(row, Decision) else person_of(row)
        people[person.pk] = person
        by_person[person.pk] += rests([row])
    made = (open_task(by, people[pk], about, named, holder, now) for pk, named in sorted(by_person.items()))
    return [task for task in made if task]


def rests(rows: list[Decision | SignOff | Statement]) -> list[dict]:
    """What a task names: decisions and statements by their id, signatures by their session's."""
    return [{"kind": kind, "id": id} for kind, id in map(name_of, rows)]


def open_task(by, practitioner, about: dict, named: list[dict], chain, now: datetime) -> ReviewTask | None:
    if not named:
        return None
    task = ReviewTask.objects.create(practitioner=practitioner, rests_on=named, opened_at=now, **about)
    fields = ["cause", "rests_on"]
    values = {"cause": task.cause, "rests_on": named}
    record(action="review.open", by=by, subject=task, practitioner=chain, fields=fields, values=values, now=now)
    return task


def close(*, by, task: ReviewTask, words: str, now: datetime, today: date) -> ReviewTask:
    """Say what was found and what was done about it. A second click changes nothing."""
    words = words.strip()
    if not words:
        raise Refused("Say what you found, and what you did about it.", field="words")
    require(may_manage(by, task.practitioner, today))
    with transaction.atomic():
        person = held(task.practitioner)
        closed = {"closed_at": now, "closed_by": by, "words": words}
        if ReviewTask.objects.filter(pk=task.pk, closed_at=None).update(**closed) == 1:
            fields, values = ["closed_at", "words"], {"words": words}
            record(
                action="review.close", by=by, subject=task, practitioner=person, fields=fields, values=values, now=now
            )
    task.refresh_from_db()
    if (task.closed_by_id, task.words) != (by.pk, words):
        raise Refused("Somebody has closed this meanwhile. Nothing was written.")
    return task
