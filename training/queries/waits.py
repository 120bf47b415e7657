"""What waits for others, line by line: the difference between what counts and what would, were it all accepted."""

from collections.abc import Iterator
from dataclasses import dataclass

from training.evaluation import Evaluation, Finding
from training.evaluation.describe import hours
from training.models import EvidenceState, SessionState, StatementState, SupervisedSession
from training.queries.my_records import MyRecords, awaited, current
from training.queries.statement_facts import fact_id
from training.words import joined_words

MINUTES = 60
ACCEPTED = {"exam", "credential", "filing", "attestation"}


@dataclass(frozen=True, slots=True)
class Wait:
    """A sentence about what waits, who acts on it, and whether the line is met once they did."""

    words: str
    who: str
    is_all: bool


def waits_of(records: MyRecords, evaluation: Evaluation, hoped: Evaluation) -> dict[str, Wait]:
    """By the id of each finding that is not met, what is on its way to it."""
    counted = {finding.id: finding for finding in every(evaluation.findings)}
    found = {}
    for better in every(hoped.findings):
        now = counted.get(better.id)
        if now and now.truth != "met" and (wait := wait_of(records, now, better)):
            found[now.id] = wait
    return found


def every(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """The findings and all below them."""
    for finding in findings:
        yield finding
        yield from every(finding.children)


def wait_of(records: MyRecords, now: Finding, better: Finding) -> Wait | None:
    is_all = better.truth == "met"
    if now.unit == "session":
        new = {id for kind, id in new_in(now, better) if kind == "session"}
        waiting = [row for row in awaited(records) if str(row.pk) in new]
        return Wait(sessions_words(waiting), who_signs(waiting), is_all) if waiting else None
    fresh = [row for row in submitted(records) if (row.kind, str(row.pk)) in new_in(now, better)]
    if now.unit == "minute" and fresh and better.have > now.have:
        return Wait(hours_words(min(better.have - now.have, sum(row.minutes for row in fresh))), "manager", is_all)
    if now.unit in ACCEPTED and better.truth == "met" and any(row.kind == now.unit for row in fresh):
        return Wait("It is submitted and waits for your compliance manager.", "manager", True)
    return wait_for_statement(records, now, better) if now.unit == "attestation" else None


def wait_for_statement(records: MyRecords, now: Finding, better: Finding) -> Wait | None:
    """A statement that a supervisor is asked for."""
    new = {id for _, id in new_in(now, better)}
    asked = (row for row in current(records.statements, state=StatementState.ASKED) if fact_id(row.pk) in new)
    row = next(asked, None)
    return row and Wait(f"It waits for {row.supervisor} to sign it.", "supervisor", True)


def new_in(now: Finding, better: Finding) -> set[tuple[str, str]]:
    """The evidence that counts only once it is accepted; a time limit that starts anew brings older evidence too."""
    return set(better.evidence) - set(now.evidence)


def submitted(records: MyRecords) -> list:
    return current(records.evidence, state=EvidenceState.SUBMITTED)


def hours_words(minutes: int) -> str:
    one = minutes == MINUTES
    return f"{hours(minutes)} {'hour waits' if one else 'hours wait'} for your compliance manager."


def who_signs(waiting: list[SupervisedSession]) -> str:
    """The supervisor, or the manager where only signatures are left to verify."""
    return "supervisor" if any(row.state == SessionState.SUBMITTED for row in waiting) else "manager"


def sessions_words(waiting: list[SupervisedSession]) -> str:
    """How many sessions wait, and for whom: those who may sign them, or the manager who verifies a signature."""
    unsigned = [row for row in waiting if row.state == SessionState.SUBMITTED]
    names = sorted({str(row.supervisor) for row in unsigned})
    verified_next = len(waiting) - len(unsigned)
    parts = [
        f"{many(len(unsigned), 'session waits', 'sessions wait')} for {joined_words(names)}." if unsigned else "",
        f"{many(verified_next, 'signature waits', 'signatures wait')} to be verified by your compliance manager."
        if verified_next
        else "",
    ]
    return " ".join(filter(None, parts))


def many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
