"""Findings as people read them: what is missing or since when it is met, the proof, the citation, who acts next.

Every page that draws an evaluation says the same about the same finding; only the address of who acts next differs.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from training.evaluation import Evaluation, Finding
from training.evaluation.dates import long_date
from training.evaluation.describe import hours
from training.evaluation.outcomes import Certification, Clearance
from training.models import Jurisdiction, Practitioner
from training.queries.license_words import licenses_in, why_none_counts
from training.queries.proofs import Proof, folded, proofs_of
from training.queries.waits import Wait
from training.rule_fields import SMALLEST

MINUTES = 60
LEFT_OPEN = ("The law is silent", "The law is unclear")
UNITS = {"minute": "hours", "session": "sessions", "module": "modules", "month": "months", "requirement": "parts"}
MARKS = {"met": "met", "missing": "missing", "unknown": "needs_review"}
# While these hold, what is missing can still be done in time.
TIME_LEFT = {
    Clearance.PROVISIONAL,
    Certification.NONE,
    Certification.IN_PROGRESS,
    Certification.ACTIVE,
    Certification.RENEWAL_OPEN,
    Certification.GRACE,
}
# Who acts next, as the therapist reads it and as the desk does.
WHO = {
    "you": {
        "therapist": "you",
        "supervisor": "your supervisor",
        "manager": "your compliance manager",
        "board": "the board",
    },
    "desk": {
        "therapist": "the therapist",
        "supervisor": "a supervisor",
        "manager": "a compliance manager",
        "board": "the board",
    },
}
MORE = {
    "session": (
        "1 more session, signed by an eligible supervisor.",
        "{} more sessions, signed by an eligible supervisor.",
    ),
    "module": ("1 more module.", "{} more modules."),
    "requirement": ("1 part is missing.", "{} parts are missing."),
}
NOTHING_YET = {
    "exam": "No accepted result yet.",
    "credential": "No accepted card or degree yet.",
    "filing": "No accepted filing yet.",
    "attestation": "No statement yet that still counts.",
    "license": "No check shows such a license in good standing.",
    "certification": "Not held on this date.",
    "option": "None of the ways is complete yet.",
    "rule": "",
    "review": "The rule has to be read again.",
}
PROVISIONAL = "implied.provisional"
LICENSE = "implied.license"
NOT_NEEDED = "Not needed: the line is met without it."


@dataclass(frozen=True, slots=True)
class Act:
    """What to press on a line that is missing: the address of the form, filled in as far as the line says."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """A finding ready to be drawn. `have` and `need` are in `unit`; `need` is empty where there is nothing to count.

    `state` is met, met for now (something is to be filed in time), missing, unknown, not permitted (by the law itself)
    or not needed (a part of a line that is met without it); `mark` names its mark and tone; `due` says that there is
    time left; `waiting` tells what is on its way and for whom it waits; `uncounted` why some of what is on
    record does not count.
    """

    state: str
    mark: str
    label: str
    words: str
    note: str = ""
    citation: str = ""
    have: str = ""
    need: str = ""
    unit: str = ""
    due: bool = False
    who: str = ""
    waiting: str = ""
    uncounted: str = ""
    proofs: tuple[Proof, ...] = ()
    children: tuple["Line", ...] = ()
    counts: bool = True
    act: Act | None = None


def lines_of(
    practitioner: Practitioner,
    evaluation: Evaluation,
    *,
    reader: str,
    known: dict | None = None,
    waits: dict[str, Wait] | None = None,
    place: Jurisdiction | None = None,
    acts: dict[str, Act] | None = None,
    uncounted: dict[str, str] | None = None,
) -> tuple[Line, ...]:
    """The findings of an evaluation of this person, missing ones first, each with the evidence that counts in it.

    `reader` is "you" (the therapist) or "desk". `known` is what `proofs_of` read, where several evaluations are drawn;
    `waits` tells by a finding's id what is on its way; `place` is where a clearance is about; `acts` tells what
    to press, `uncounted` why records do not count.
    """
    draw = Draw(
        WHO[reader], proofs_of(practitioner) if known is None else known, evaluation, waits or {}, place, acts or {}
    )
    draw.uncounted = uncounted or {}
    findings = shown(evaluation.findings, reader)
    return tuple(sorted(map(draw.line, findings), key=lambda line: line.state == "met"))


def shown(findings: tuple[Finding, ...], reader: str = "you") -> tuple[Finding, ...]:
    """Without what says nothing: provisional practice once the training is complete, and to the therapist the look at
    the rule itself, which is the desk's matter unless it is overdue."""
    asked = (finding for finding in findings if finding.id not in (PROVISIONAL, LICENSE) and finding.unit != "review")
    hidden = {PROVISIONAL} if all(finding.truth == "met" for finding in asked) else set()
    kept = (finding for finding in findings if finding.id not in hidden)
    return tuple(each for each in kept if reader == "desk" or each.unit != "review" or each.truth != "met")


def met_of(lines: tuple[Line, ...]) -> int:
    return sum(line.state == "met" for line in lines if line.counts)


def open_of(lines: tuple[Line, ...]) -> int:
    return sum(line.state != "met" for line in lines if line.counts)


class Draw:
    """Makes the lines of one evaluation for one reader."""

    def __init__(self, who: dict[str, str], known: dict, evaluation: Evaluation, waits: dict[str, Wait], place, acts):
        self.who, self.known, self.waits, self.acts = who, known, waits, acts
        self.place, self.as_of = place, evaluation.as_of
        self.uncounted: dict[str, str] = {}
        self.time_left = evaluation.outcome in TIME_LEFT
        self.deadline = evaluation.deadline if self.time_left else None

    def line(self, finding: Finding) -> Line:
        to_file, wait = bool(finding.due_on), self.waits.get(finding.id)
        missing = finding.truth != "met" or to_file
        have, need, unit = amounts(finding)
        return Line(
            state="met for now" if to_file else state_of(finding),
            mark="check_due" if finding.check_due else "missing" if to_file else MARKS[finding.truth],
            label=finding.label[:1].upper() + finding.label[1:],
            words=self.why_no_license if self.lacks_license(finding) else said(finding, self.deadline),
            note=sentence(finding.note),
            citation=finding.citation,
            have=have,
            need=need,
            unit=unit,
            due=to_file or (missing and self.time_left),
            who=self.who_acts(finding) if missing else "",
            waiting=wait.words if missing and wait else "",
            uncounted=self.uncounted.get(finding.id, ""),
            proofs=self.failing if self.lacks_license(finding) else self.counting(finding),
            children=tuple(self.part(child, finding) for child in finding.children),
            counts=finding.id != PROVISIONAL,
            act=self.acts.get(finding.id) if missing else None,
        )

    def who_acts(self, finding: Finding) -> str:
        """Who acts next on a line that is not met; of a line with parts, whoever all the missing ones wait for."""
        wait = self.waits.get(finding.id)
        if wait and wait.is_all:
            return self.who.get(wait.who, "")
        missing = {self.who_acts(part) for part in finding.children if part.truth != "met"}
        return missing.pop() if finding.unit == "requirement" and len(missing) == 1 else self.who.get(finding.who, "")

    def counting(self, finding: Finding) -> tuple[Proof, ...]:
        return folded(self.known[key] for key in finding.evidence if key in self.known)

    def lacks_license(self, finding: Finding) -> bool:
        """Whether it is the line about the license there, and none is good on the day."""
        return finding.id == LICENSE and self.place is not None and finding.truth == "missing"

    @property
    def why_no_license(self) -> str:
        return why_none_counts((proof.license for proof in self.failing), self.as_of)

    @cached_property
    def failing(self) -> tuple[Proof, ...]:
        """The licenses on record there, which lead to their checks."""
        rows = {proof.license: proof for proof in self.known.values() if proof.license}
        return tuple(rows[row] for row in licenses_in(rows, self.place))

    def part(self, finding: Finding, whole: Finding) -> Line:
        """A part of a line. What a met line does not need asks nobody for anything."""
        line = self.line(finding)
        if whole.truth != "met" or finding.truth == "met":
            return line
        return replace(line, state="not needed", mark="not_needed", words=NOT_NEEDED, due=False, who="")


def state_of(finding: Finding) -> str:
    """Its truth; a law that stands against it is not missing."""
    return "not permitted" if finding.unit == "rule" and finding.truth == "missing" else finding.truth


def names_no_number(finding: Finding) -> bool:
    """Whether it is about hours of which the rule names no number: the least that can be written stands for any."""
    return finding.unit == "minute" and finding.need == MINUTES * Decimal(SMALLEST)


def amounts(finding: Finding) -> tuple[str, str, str]:
    """Have, need and unit as they are written; minutes as hours."""
    if names_no_number(finding):
        return "", "", ""
    if finding.unit not in UNITS or (finding.need <= 1 and finding.unit != "minute"):
        return "", "", ""
    if finding.unit == "minute":
        return hours(finding.have), hours(finding.need), UNITS[finding.unit]
    return str(finding.have), str(finding.need), UNITS[finding.unit]


def said(finding: Finding, deadline: date | None) -> str:
    """What the finding says, in a sentence."""
    if finding.due_on:
        return "There is still time."
    if finding.truth == "met":
        return met_words(finding)
    if finding.check_due:
        return ""
    if finding.truth == "unknown" and finding.unit == "rule":
        return "" if finding.label not in LEFT_OPEN else "We have taken no position on it."
    if finding.truth == "unknown":
        told = finding.note or finding.label.startswith("Not known yet")
        return "" if told else "Nobody has read yet what the rule asks here."
    return missing_words(finding, f" by {long_date(deadline)}" if deadline else "")


def met_words(finding: Finding) -> str:
    since = f"Met since {long_date(finding.since)}." if finding.since else ""
    until = f"Holds until {long_date(finding.until)}." if finding.until else ""
    if finding.unit == "review" and until:
        until = f"{until[:-1]}, some time past the day for reading it again."
    return " ".join(filter(None, [since, until]))


def missing_words(finding: Finding, by: str) -> str:
    if names_no_number(finding):
        return "No accepted course in it yet."
    rest = finding.need - finding.have
    if finding.unit == "requirement" and finding.children:
        rest = sum(child.truth != "met" for child in finding.children)
    if finding.unit == "minute":
        return f"{hours(rest)} more {'hour' if rest == MINUTES else 'hours'}{by}."
    if finding.unit == "month":
        return f"{rest} more {'month' if rest == 1 else 'months'} of license that a check has shown."
    if finding.unit in MORE:
        one, many = MORE[finding.unit]
        return one if rest == 1 else many.format(rest)
    return NOTHING_YET.get(finding.unit, "")


def sentence(note: str) -> str:
    return f"{note.rstrip('.')}." if note else ""
