"""The versions of a jurisdiction's rule beside the one in force: earlier, coming, and read by research alone."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from training.models import Jurisdiction, PracticeRule, Profession
from training.queries.checklist import Checklist, checklist_of_rule
from training.queries.code_names import CodeNames
from training.queries.read_rule import taken
from training.queries.research import is_as_loaded

PROFESSION = Profession.PHYSICAL_THERAPIST
IN_FORCE, COMING, EARLIER, RESEARCH = "in_force", "coming", "earlier", "research"
WORDS = {IN_FORCE: "In force", COMING: "Adopted for later", EARLIER: "Earlier", RESEARCH: "Research, not adopted"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One version as the public page shows it; `when` is its place in time, as we go by it."""

    rule: PracticeRule
    when: str
    checklist: Checklist

    @property
    def words(self) -> str:
        return WORDS[self.when]

    @property
    def taken(self) -> list[tuple[str, str]]:
        return taken(self.rule)

    @property
    def is_open_law(self) -> bool:
        """The law leaves it open, and no position was taken."""
        return self.rule.status in ("silent", "unclear") and not self.rule.position


def shown_at(place: Jurisdiction, today: date) -> dict:
    """For the page: other versions for physical therapists, the first day of the next adopted one, other professions.

    Of the drafts only those that still say what research said are public.
    """
    names = CodeNames()
    shown = [Shown(rule, when(rule, today), checklist_of_rule(rule, names)) for rule in public(place)]
    others = [each for each in shown if each.rule.profession != PROFESSION]
    coming = [each.rule.effective_from for each in shown if each.rule.profession == PROFESSION and each.when == COMING]
    return {
        "coming_from": min(coming, default=None),
        "versions": [each for each in shown if each.rule.profession == PROFESSION and each.when != IN_FORCE],
        "professions": [
            (Profession(profession).label, list(each))
            for profession, each in groupby(others, lambda each: each.rule.profession)
        ],
    }


def public(place: Jurisdiction) -> list[PracticeRule]:
    """What was adopted, and what research alone has written, by profession and in the order of their time."""
    rules = list(place.rules.exclude(state=PracticeRule.State.WITHDRAWN).order_by("profession", "number"))
    for rule in rules:
        rule.jurisdiction = place
    found = [rule for rule in rules if rule.state == PracticeRule.State.ADOPTED or is_research(rule)]
    return sorted(found, key=place_in_time)


def place_in_time(rule: PracticeRule) -> tuple:
    """Adopted versions by their first day, then research's in the order of its file."""
    is_adopted = rule.state == PracticeRule.State.ADOPTED
    return rule.profession, not is_adopted, rule.effective_from if is_adopted else date.min, rule.number


def is_research(rule: PracticeRule) -> bool:
    return bool(rule.research_key) and is_as_loaded(rule)


def when(rule: PracticeRule, today: date) -> str:
    if rule.state != PracticeRule.State.ADOPTED:
        return RESEARCH
    if rule.effective_from > today:
        return COMING
    return EARLIER if rule.effective_until and rule.effective_until < today else IN_FORCE
