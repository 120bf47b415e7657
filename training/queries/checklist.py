"""A rule as people read it: one line for each thing it asks for."""

from dataclasses import dataclass

from training.evaluation.describe import describe
from training.evaluation.requirements import Unknown, walk
from training.evaluation.rules import RuleVersion
from training.models import PracticeRule
from training.queries.rules import version_of


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a rule asks for; an unknown one is never a pass, a house one is our own."""

    words: str
    citation: str = ""
    unknown: bool = False
    house: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """All that a version asks for, what opens practice before that, and for how many months."""

    lines: tuple[Line, ...]
    provisional: tuple[Line, ...] = ()
    months: int | None = None

    @property
    def unknowns(self) -> int:
        return sum(line.unknown for line in self.lines)


def checklist_of(version: RuleVersion, words: dict[str, str]) -> Checklist:
    """The checklist of a version as evaluation reads it, house policy included."""
    first = version.provisional_checklist[1:]  # the license is said once, above
    months = version.provisional.months if version.provisional else None
    return Checklist(lines_of(version.checklist, words), lines_of(first, words) if months else (), months)


def checklist_of_rule(rule: PracticeRule, words: dict[str, str]) -> Checklist:
    """The checklist of a row, draft or adopted, without house policy."""
    return checklist_of(version_of(rule, rule.jurisdiction, rule.effective_until), words)


def lines_of(nodes, words) -> tuple[Line, ...]:
    return tuple(
        Line(
            words=capital(describe(node, words)),
            citation=node.citation,
            unknown=any(isinstance(each, Unknown) for each in walk(node)),
            house=node.id.startswith("house."),
        )
        for node in nodes
    )


def capital(words: str) -> str:
    """A line begins with a capital."""
    return words[:1].upper() + words[1:]
