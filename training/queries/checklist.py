"""A rule as people read it: one line for each thing it asks for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from training import labels
from training.evaluation.describe import anchor_words, describe
from training.evaluation.requirements import Unknown, children, lines, walk
from training.evaluation.rules import RuleVersion
from training.models import HousePolicy, PracticeRule, scope_words
from training.queries.rules import piece, version_of
from training.rule_fields import CONSENT_UNKNOWN

TAUGHT = "taught"  # the scope says it in words of its own, so it is no line


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a rule asks for; an unknown one is never a pass, a house one is our own.

    `below` are the parts of a group that has words of its own; `is_choice` says that one of them is enough.
    """

    words: str
    citation: str = ""
    unknown: bool = False
    house: bool = False
    below: tuple["Line", ...] = ()
    is_choice: bool = False

    @property
    def unknowns(self) -> int:
        return sum(line.unknowns for line in self.below) if self.below else int(self.unknown)


@dataclass(frozen=True, slots=True)
class Checklist:
    """All that a version asks for and what it opens; what opens practice before that, for how long, and how much.

    `scope` and `stage_scope` are words, empty without a limit; `from_training` limits to what the courses taught.
    `duties` are shown, never counted; `is_consent_open` says that nobody has read whether consent must be in writing.
    """

    lines: tuple[Line, ...]
    provisional: tuple[Line, ...] = ()
    months: int | None = None
    anchor: str = ""
    scope: str = ""
    stage_scope: str = ""
    from_training: bool = False
    duties: tuple[str, ...] = ()
    is_consent_open: bool = False

    @property
    def unknowns(self) -> int:
        return sum(line.unknowns for line in self.lines)


def checklist_of(version: RuleVersion, words: dict[str, str]) -> Checklist:
    """The checklist of a version as evaluation reads it, house policy included."""
    first, stage = version.provisional_checklist[1:], version.provisional  # the license is said once, above
    return Checklist(
        lines=lines_of((node for node in version.checklist if node.kind != TAUGHT), words),
        provisional=lines_of(first, words),
        months=stage and stage.months,
        anchor=anchor_words(stage.anchor) if stage else "",
        scope=scope_words(version.scope),
        stage_scope=scope_words(stage.scope) if stage else "",
        from_training=version.scope_from_training,
        duties=tuple(duty for duty in version.duties if duty != CONSENT_UNKNOWN),
        is_consent_open=CONSENT_UNKNOWN in version.duties,
    )


def checklist_of_rule(
    rule: PracticeRule, words: dict[str, str], policies: Iterable[HousePolicy] = (), day: date | None = None
) -> Checklist:
    """The checklist of a row, draft or adopted, with those of the house policies that are in force on the day."""
    version = version_of(rule, rule.jurisdiction, rule.effective_until)
    policies = list(policies) if day else []
    return checklist_of(piece(version, day, rule.effective_until, policies) if policies else version, words)


def lines_of(nodes, words) -> tuple[Line, ...]:
    return tuple(line_of(node, words) for node in nodes)


def line_of(node, words) -> Line:
    below = lines_of(parts(node), words) if node.label else ()
    return Line(
        words=capital(with_amount(node, words)),
        citation=node.citation,
        unknown=not below and any(isinstance(each, Unknown) for each in walk(node)),
        house=node.id.startswith("house."),
        below=below,
        is_choice=node.kind == "any_of",
    )


def with_amount(node, words) -> str:
    """The line as written, and beside a label that does not say the amount what the line asks for."""
    label = describe(node, words)
    if not node.label or labels.says(label, node):
        return label
    return f"{label} ({lowered(describe(replace(node, label=''), words))})"


def parts(node) -> tuple:
    """What a group is made of; groups of groups that must all hold are laid flat."""
    of = children(node)
    return of if node.kind == "any_of" else tuple(line for each in of for line in lines(each))


def lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def capital(words: str) -> str:
    """A line begins with a capital."""
    return words[:1].upper() + words[1:]
