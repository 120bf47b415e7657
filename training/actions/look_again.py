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
from training.models import Decision, Evidence, LicenseCheck, ReviewCause, ReviewTask, SignOff, SupervisedSession
from training.permissions import may_manage
from training.queries.eligibility import is_good
from training.queries.resting import decisions_on, decisions_on_look, signatures_proven_by, signatures_unproven


def look_again_at_session(*, by, session: SupervisedSession, now: datetime) -> ReviewTask | None:
    """A task for the decisions that counted a session that was voided; none where nothing rests on it."""
    found = decisions_on(session.practitioner, {("session", str(session.pk))})
    about = {"cause": ReviewCause.SESSION_VOID, "session": session}
    return open_task(by, session.practitioner, about, rests(found), session.practitioner, now)


def look_again_at_evidence(*, by, evidence: Evidence, now: datetime) -> ReviewTask | None:
    """The same for evidence that was voided."""
    found = decisions_on(evidence.practitioner, {(evidence.kind, str(evidence.pk))})
    about = {"cause": ReviewCause.EVIDENCE_VOID, "evidence": evidence}
    return open_task(by, evidence.practitioner, about, rests(found), evidence.practitioner, now)


def look_again_at_void_check(*, by, check: LicenseCheck, now: datetime) -> list[ReviewTask]:
    """Tasks for the holder's decisions, and for each trainee whose session was signed on the strength of the look."""
    signed = {row.pk: row for row in signatures_proven_by(check)}
    signed |= {row.pk: row for row in signatures_unproven(check)}
    return open_for_check(by, ReviewCause.CHECK_VOID, check, decisions_on_look(check), list(signed.values()), now)


def look_again_if_against(*, by, check: LicenseCheck, now: datetime) -> list[ReviewTask]:
    """Tasks for signatures of the holder that a new look takes the proof from: the license was not good by then."""
    if is_good(check):
        return []
    return open_for_check(by, ReviewCause.CHECK_AGAINST, check, [], signatures_unproven(check), now)


def open_for_check(by, cause: str, check: LicenseCheck, decisions: list, signed: list[SignOff], now) -> list:
    """One task for each person on whose record something rests."""
    holder = check.license.practitioner
    about = {"cause": cause, "check_of_license": check}
    by_person: dict[int, list] = defaultdict(list)
    people = {holder.pk: holder}
    by_person[holder.pk] += rests(decisions)
    for row in signed:
        people[row.session.practitioner_id] = row.session.practitioner
        by_person[row.session.practitioner_id] += rests([row])
    made = (open_task(by, people[pk], about, named, holder, now) for pk, named in sorted(by_person.items()))
    return [task for task in made if task]


def rests(rows: list[Decision | SignOff]) -> list[dict]:
    """Decisions by their id, signatures by their session's."""
    return [
        {"kind": "decision", "id": row.pk} if isinstance(row, Decision) else {"kind": "session", "id": row.session_id}
        for row in rows
    ]


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
