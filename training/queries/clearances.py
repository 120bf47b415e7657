"""A clearance as every page tells it: since when, until when and why, to what it is limited, by which rule."""

from collections.abc import Iterable
from dataclasses import dataclass

from training.evaluation import Clearance, Evaluation
from training.evaluation.dates import long_date
from training.models import Jurisdiction, PracticeRule
from training.models.scope import scope_words
from training.queries.lines import Line, met_of, open_of
from training.words import CLEARANCE_WORDS


@dataclass(frozen=True, slots=True)
class Clearing:
    """The answer for one place with its lines. `reason` says what turns it next (`turning`), `rule` is the row that
    it was judged by."""

    jurisdiction: Jurisdiction
    evaluation: Evaluation
    reason: str
    rule: PracticeRule | None
    lines: tuple[Line, ...]

    @property
    def met(self) -> int:
        return met_of(self.lines)

    @property
    def open(self) -> int:
        return open_of(self.lines)

    @property
    def course(self) -> str:
        """“Cleared since May 4, 2025, until March 3, 2027, when the license in Florida ends; then not cleared.”"""
        return course(self.evaluation, self.reason)

    @property
    def scope(self) -> str:
        """The body regions and techniques that it is limited to; empty where it is not."""
        return scope_words(self.evaluation.scope)

    @property
    def position(self) -> str:
        """The organization's own position, where the law leaves it open."""
        if self.rule is None or not self.rule.position:
            return ""
        may = "may be practiced" if self.rule.position == "permitted" else "may not be practiced"
        return f"The law is {self.rule.status}; that it {may} there is our own position"

    @property
    def read_again(self) -> str:
        """When the rule is to be read again, and how long it answers without that."""
        line = next((each for each in self.evaluation.findings if each.unit == "review"), None)
        if self.rule is None or self.rule.review_on is None or line is None:
            return ""
        due = long_date(self.rule.review_on)
        if line.truth == "met":
            return f"To be read again on {due}; if nobody does, a check is due after {long_date(line.until)}."
        return f"It was to be read again on {due}; it answers no longer since {long_date(line.since)}."

    @property
    def stage(self) -> str:
        """The deadline of provisional practice, unless the answer ends on that day and so names it."""
        deadline = self.evaluation.deadline
        if self.evaluation.outcome is not Clearance.PROVISIONAL or not deadline or deadline == self.evaluation.until:
            return ""
        return f"Provisional practice lasts until {long_date(deadline)} at the latest."


def course(evaluation: Evaluation, reason: str) -> str:
    """The outcome with its first and last day, what ends it, and what it then is."""
    word = CLEARANCE_WORDS[evaluation.outcome.value]
    if evaluation.since:
        word += f" since {long_date(evaluation.since)}"
    if evaluation.next_change_on is None:
        return f"{word}. Nothing on record changes that by itself."
    when = f", when {reason}" if reason else ""
    comma = "," if evaluation.since else ""
    last = long_date(evaluation.until)
    return f"{word}{comma} until {last}{when}; then {CLEARANCE_WORDS[evaluation.next_outcome.value].lower()}."


def rules_behind(evaluations: Iterable[Evaluation]) -> dict[str, PracticeRule]:
    """By the rule's name in an evaluation (its row's key, then those of house policies), the row. One query."""
    names = {each.rule for each in evaluations if each.rule}
    keys = {name: int(name.split("+")[0]) for name in names}
    rows = PracticeRule.objects.select_related("adopted_by__practitioner").in_bulk(keys.values()) if keys else {}
    return {name: rows[key] for name, key in keys.items()}
