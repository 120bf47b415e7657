"""What the rules say on one day: the outcome with a finding for every line, in a form that can be stored."""

import json
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from hashlib import sha256

from .answers import UNITS, answer, attempts, filing_windows, is_held_on_a_day
from .dates import OPEN, long_date
from .describe import anchor_words, describe
from .items import is_counted, items
from .licenses import counted_for, matching, standing
from .outcomes import Certification, Clearance, Truth
from .requirements import lines
from .scope import teaching
from .steps import truth


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of an evaluation.

    `truth` is met, missing or unknown and holds from `since` to `until` inclusive (None: for ever). `have` and `need`
    are in `unit` (course time in minutes). `evidence` names what counted as (kind, id); `who` acts next, empty
    when nobody must. `check_due` marks a line that was met when last looked at and only the look is overdue.
    `due_on` is the last day of a line that is met though something is still to be filed: a task with a date.
    `children` are the options of an alternative, or the parts of a line with a time limit.
    """

    id: str
    label: str
    truth: str
    have: int
    need: int
    unit: str
    since: date | None = None
    until: date | None = None
    citation: str = ""
    evidence: tuple[tuple[str, str], ...] = ()
    who: str = ""
    note: str = ""
    check_due: bool = False
    children: tuple["Finding", ...] = ()
    due_on: date | None = None


@dataclass(frozen=True)
class Evaluation:
    """The answer as of a day. The outcome holds from `since` to `until` inclusive (None: for ever).

    `next_change_on` is the first later day with another outcome, `next_outcome` what it then is; both assume that
    nothing else happens. `deadline` is the day that the outcome runs to (provisional practice, a valid-until date).
    """

    as_of: date
    outcome: Clearance | Certification
    findings: tuple[Finding, ...]
    since: date | None = None
    until: date | None = None
    deadline: date | None = None
    next_change_on: date | None = None
    next_outcome: Clearance | Certification | None = None
    unmet: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    rule: str = ""
    duties: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of the canonical JSON of everything else: equal digests, equal evaluations."""
        return sha256(canonical(_plain(self)).encode()).hexdigest()

    def to_json(self) -> dict:
        """The whole evaluation as plain data, as stored with a decision; its digest included."""
        return _plain(self) | {"digest": self.digest}


def canonical(data) -> str:
    """JSON of which there is only one for the same data: sorted keys, no spaces, no escapes."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def evaluation_of(states, as_of, findings, **extra) -> Evaluation:
    """The evaluation that a line of states says on a day."""
    state = states.value_on(as_of)
    outcomes = states.map(lambda each: each.outcome)
    since, until = outcomes.run_on(as_of)
    change = outcomes.next_change_after(as_of)
    return Evaluation(
        as_of=as_of,
        outcome=state.outcome,
        findings=tuple(findings),
        since=_unless(date.min, since),
        until=_unless(OPEN, until),
        deadline=state.deadline,
        next_change_on=change,
        next_outcome=change and outcomes.value_on(change),
        unmet=state.unmet,
        scope=state.scope,
        **extra,
    )


def finding(node, facts, as_of, names=None) -> Finding:
    """What one requirement says on a day, with the evidence behind it; `names` maps codes to what people call them."""
    line = answer(node, facts)
    said, (since, until) = line.value_on(as_of), truth(line).run_on(as_of)
    stale = said.truth is Truth.STALE
    below = _children(node, facts, as_of, names)
    due_on = _due_on(node, facts, as_of, below) if said.truth is Truth.MET else None
    return Finding(
        id=node.id,
        label=describe(node, names),
        truth=said.truth.word,
        have=said.have,
        need=node.needed,
        unit=UNITS[node.kind],
        since=_unless(date.min, since),
        until=_unless(OPEN, until),
        citation=node.citation,
        evidence=_evidence(node, facts, as_of),
        who="" if said.truth is Truth.MET and not due_on else _who(node, said.truth),
        note=f"Check due since {long_date(since)}" if stale else _NOTES.get(node.kind, _no_note)(node, facts, as_of),
        check_due=stale,
        children=below,
        due_on=due_on,
    )


def _who(node, truth):
    if truth is Truth.STALE:
        return "manager"
    return "therapist" if node.kind == "taught" and truth is Truth.NOT_MET else node.who


def checklist_findings(checklist, facts, as_of, names=None) -> tuple[Finding, ...]:
    """A finding for each line of a checklist."""
    return tuple(finding(line, facts, as_of, names) for line in checklist)


def _unless(end, day):
    return None if day == end else day


def _evidence(node, facts, as_of):
    if is_counted(node):
        return tuple((each.kind, each.id) for each in items(node, facts) if each.starts_on <= as_of <= each.ends_on)
    if node.kind == "taught":
        courses = (each for each in teaching(node, facts) if each.on <= as_of)
        return tuple(("completion" if hasattr(each, "module") else "credit", each.id) for each in courses)
    if node.kind == "active_license":
        good = (each.id for each in matching(node, facts) if standing(each, facts).value_on(as_of) >= Truth.STALE)
        return tuple(("license", id) for id in sorted(good))
    if node.kind == "licensed_for":
        return tuple(("license", id) for id in counted_for(facts, node.jurisdiction, as_of))
    return ()


def _children(node, facts, as_of, names):
    if node.kind == "any_of" or node.kind == "all_of":
        return checklist_findings(node.of, facts, as_of, names)
    if node.kind == "within":
        _, _, since = _attempt(node, facts, as_of)
        parts = ((line, facts if is_held_on_a_day(line) else since) for line in lines(node.of))
        return tuple(finding(line, seen, as_of, names) for line, seen in parts)
    return ()


def _due_on(node, facts, as_of, below):
    """The last day of a met line that still waits for a filing, or None: an alternative takes its latest way."""
    if node.kind == "timed_filing":
        return _filing_due(node, facts, as_of)
    dues = [each.due_on for each in below if each.truth == "met"]
    if node.kind == "any_of":
        return max(dues) if dues and all(dues) else None
    return min(filter(None, dues), default=None)


def _filing_due(node, facts, as_of):
    """The last day to file in time, past or to come; None when it is filed or the time has not begun."""
    begun = [end for start, end in filing_windows(node, facts) if start <= as_of]
    return begun[-1] if begun and not _evidence(node, facts, as_of) else None


def _attempt(node, facts, as_of):
    """The start that speaks for a time limit on a day: one that was in time, else the earliest still running."""
    tried = [each for each in attempts(node, facts) if each[0] <= as_of]
    for start, deadline, since in tried:
        reached = truth(answer(node.of, since))
        if any(begins <= min(as_of, deadline) and value is Truth.MET for begins, _, value in reached.spans()):
            return start, deadline, since
    running = [each for each in tried if each[1] >= as_of]
    return (running or tried[-1:] or [(None, None, facts)])[0]


def _within_note(node, facts, as_of):
    start, deadline, _ = _attempt(node, facts, as_of)
    if start is None:
        return f"The time runs from {node.anchor.replace('_', ' ').replace('first', 'the first')}"
    return f"Counted from {long_date(start)}, due by {long_date(deadline)}"


def _filing_note(node, facts, as_of):
    due = _filing_due(node, facts, as_of)
    if due:
        return f"File by {long_date(due)}" if as_of <= due else f"Was due by {long_date(due)}"
    if _evidence(node, facts, as_of):
        return ""
    return f"The time runs from {anchor_words(node.anchor)}"


def _no_note(node, facts, as_of):
    return ""


def _reviewed_note(node, facts, as_of):
    return f"Review due since {long_date(node.review_on)}" if as_of > node.review_on else ""


def _taught_note(node, facts, as_of):
    said = answer(node, facts).value_on(as_of).truth
    return {
        Truth.UNKNOWN: "No course on record says what it taught",
        Truth.NOT_MET: "What the courses taught lies outside what the rule opens",
    }.get(said, "")


_NOTES = {"taught": _taught_note, "within": _within_note, "reviewed": _reviewed_note, "timed_filing": _filing_note}
_ONLY_WHEN_SET = {"due_on"}  # fields that came later: an evaluation without them keeps the digest that it had


def _plain(value):
    if isinstance(value, (Evaluation, Finding)):
        said = {item.name: getattr(value, item.name) for item in fields(value)}
        return {name: _plain(each) for name, each in said.items() if each is not None or name not in _ONLY_WHEN_SET}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
