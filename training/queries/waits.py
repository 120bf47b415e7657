"""What waits for others, line by line: the difference between what counts and what would, were it all accepted."""

from collections.abc import Iterator
from dataclasses import dataclass

from training.evaluation import Evaluation, Finding
from training.evaluation.describe import hours
from training.models import EvidenceState, SessionState
from training.queries.my_records import MyRecords, current
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
        pending = {str(row.pk) for row in current(records.sessions, state=SessionState.SUBMITTED)}
        ids = {id for kind, id in new_in(now, better) if kind == "session"} & pending
        return Wait(sessions_words(records, ids), "supervisor", is_all) if ids else None
    fresh = [row for row in submitted(records) if (row.kind, str(row.pk)) in new_in(now, better)]
    if now.unit == "minute" and fresh and better.have > now.have:
        return Wait(hours_words(min(better.have - now.have, sum(row.minutes for row in fresh))), "manager", is_all)
    if now.unit in ACCEPTED and better.truth == "met" and any(row.kind == now.unit for row in fresh):
        return Wait("It is submitted and waits for your compliance manager.", "manager", True)
    return None


def new_in(now: Finding, better: Finding) -> set[tuple[str, str]]:
    """The evidence that counts only once it is accepted; a time limit that starts anew brings older evidence too."""
    return set(better.evidence) - set(now.evidence)


def submitted(records: MyRecords) -> list:
    return current(records.evidence, state=EvidenceState.SUBMITTED)


def hours_words(minutes: int) -> str:
    one = minutes == MINUTES
    return f"{hours(minutes)} {'hour waits' if one else 'hours wait'} for your compliance manager."


def sessions_words(records: MyRecords, ids: set[str]) -> str:
    """How many sessions wait, and the names of those who may sign them."""
    names = {str(row.supervisor) for row in records.sessions if str(row.pk) in ids}
    return f"{len(ids)} {'session waits' if len(ids) == 1 else 'sessions wait'} for {joined_words(sorted(names))}."
