"""The demonstration's rules: research's versions, closed as a manager of a demonstration would close them.

Amounts, alternatives and citations are research's own (training/data/rules). Where it knows no first day, the
demonstration's stands in, and is said to be assumed; where nobody has read something, the demonstration's manager
answers “nothing required”, which a real one would read at the source first, or leaves it unknown.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from training.actions.rule import adopt
from training.models import Jurisdiction, PracticeRule, User
from training.rule_fields import BY_KEY, NOTHING, UNKNOWN, Answer, said
from training.unknowns import leaves_of

READ = "nowhere, this is a demonstration: read the citation before relying on it"
START = date(2021, 4, 19)
RESEARCHED = date(2026, 7, 1)  # after the newest sources: nobody adopts a rule before reading of it
SIGNED = date(2025, 8, 7)  # Oregon's House Bill 3824
NOT_ASKED = Answer(NOTHING, None, READ)


@dataclass(frozen=True, slots=True)
class Adoption:
    """One version to adopt: by research's key (empty: the draft of the table's row), and what stays unknown in it."""

    code: str
    key: str = ""
    starts_on: date = START
    unknown: tuple[str, ...] = ()


PENNSYLVANIA = {
    "duties": ["Obtain consent in writing: our own position asks for it."],
    "position": "permitted",
    "position_basis": "Demonstration: the practice act does not name dry needling; counsel reviews this each year.",
}
ADOPTED = (
    Adoption("US-FL", "rule-2021"),
    Adoption("US-FL", "chiropractic-2024", unknown=("supervised_sessions",)),
    Adoption("US-CO", "rule-1.5"),
    Adoption("US-PA"),
    Adoption("US-NY"),
    Adoption("US-OR", "until-rules", starts_on=SIGNED),
    Adoption("US-TN", "rule-22"),
    Adoption("US-UT", "law-2014"),
    Adoption("US-AZ", "rule-313"),
    Adoption("US-AZ", "rule-406"),
    Adoption("US-DE", "regulation-15.4"),
    Adoption("US-NJ", "law-2021-382", unknown=("line-practical_hours",)),
    Adoption("US-IL", "section-1.5", unknown=("line-items_4_5", "line-amended_2025")),
    Adoption("US-IN", "before-2023"),
    Adoption("US-IN", "rule-2023"),
    Adoption("US-IN", "rule-2024"),
    Adoption("US-SD", "rule-2018", unknown=("line-text_2018",)),
    Adoption("US-SD", "rule-2023"),
)


def adopt_all(*, by: User, now: datetime, today: date, review_on: date) -> None:
    """Adopt each version on this day, from its own first day on."""
    for each in ADOPTED:
        rule = draft_of(each)
        given = {"duties": rule.duties} | (PENNSYLVANIA if each.code == "US-PA" else {})
        adopt(
            by=by,
            rule=rule,
            effective_from=rule.effective_from or each.starts_on,
            effective_until=rule.effective_until,
            review_on=review_on,
            answers=answers_of(rule, each.unknown),
            now=now,
            today=today,
            demonstration=True,
            **given,
        )


def adopted_on(today: date) -> date:
    """The day of the adoptions: after the sources, and from two years to a month before today."""
    return max(min(RESEARCHED, today - timedelta(days=30)), today - timedelta(days=700))


def draft_of(adoption: Adoption) -> PracticeRule:
    return Jurisdiction.objects.get(code=adoption.code).rules.get(research_key=adoption.key)


def answers_of(rule: PracticeRule, unknown: tuple[str, ...]) -> dict[str, Answer]:
    """“Nothing required” for each thing that nobody has read, but for what is to stay unknown."""
    raw = list(rule.requirements.raw_data)
    keys = [key for key in BY_KEY if said(raw, key).kind == UNKNOWN] + [leaf.key for leaf in leaves_of(rule)]
    return {key: NOT_ASKED for key in keys if key not in unknown}
