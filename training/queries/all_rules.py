"""The rules of every jurisdiction for one profession, in a fixed number of queries.

Where nothing is adopted, what research drafted stands in: it is read by nobody at its source, so it clears nobody.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from training.evaluation.rules import RuleVersion, in_force
from training.models import HousePolicy, Jurisdiction, PracticeRule
from training.queries.rules import adopted, pieces, version_of


@dataclass(frozen=True, slots=True)
class Law:
    """The version that judges a place on a day, and its row. `is_researched`: a draft that nobody has adopted."""

    jurisdiction: Jurisdiction
    version: RuleVersion | None
    rule: PracticeRule | None
    is_researched: bool = False


def laws(profession: str, day: date) -> list[Law]:
    """For each jurisdiction the adopted version of the day, or else the draft that speaks for it. 4 queries."""
    rules, policies = defaultdict(list), all_policies()
    for row in adopted(of(profession), None):
        rules[row.jurisdiction_id].append(row)
    drafts = defaultdict(list)
    for row in of(profession).filter(state=PracticeRule.State.DRAFT).order_by("number"):
        drafts[row.jurisdiction_id].append(row)
    places = Jurisdiction.objects.order_by("name")
    return [law(place, rules[place.pk], drafts[place.pk], policies, profession, day) for place in places]


@dataclass(frozen=True, slots=True)
class Researched:
    """What research says of a place where nobody has adopted a rule: the status of the law, and where it stands."""

    status: str
    citation: str


def researched(place: Jurisdiction, profession: str, day: date) -> Researched:
    """The draft that speaks for the day, or else the row of research. One query."""
    drafts = of(profession).filter(state=PracticeRule.State.DRAFT, jurisdiction=place).order_by("number")
    row = speaking(drafts, day) or place
    return Researched(row.status, row.citation)


def of(profession: str):
    return PracticeRule.objects.filter(profession=profession).select_related("jurisdiction")


def all_policies() -> list[tuple[HousePolicy, set[int]]]:
    """The adopted house policies, each with the jurisdictions that it names (none: everywhere)."""
    rows = adopted(HousePolicy.objects.all(), None).prefetch_related("jurisdictions")
    return [(row, {place.pk for place in row.jurisdictions.all()}) for row in rows]


def law(place, rules, drafts, policies, profession, day) -> Law:
    here = [policy for policy, named in policies if not named or place.pk in named]
    versions = [piece for row in rules for piece in pieces(version_of(row, place, row.effective_until), here)]
    spot = in_force(versions, profession).value_on(day)
    if spot is not None:
        version = versions[spot]
        row = next(row for row in rules if str(row.pk) == version.id.split("+")[0])
        return Law(place, version, row)
    row = speaking(drafts, day)
    return Law(place, row and as_if_adopted(row, place), row, is_researched=row is not None)


def speaking(drafts: Iterable[PracticeRule], day: date) -> PracticeRule | None:
    """The draft for a day: the last that has begun by then and not ended, else the first without a date."""
    drafts = list(drafts)
    begun = [each for each in drafts if each.effective_from and each.effective_from <= day]
    running = [each for each in begun if each.effective_until is None or day <= each.effective_until]
    if running:
        return max(running, key=lambda each: (each.effective_from, each.number))
    return next((each for each in drafts if each.effective_from is None and not each.effective_until), None)


def as_if_adopted(row: PracticeRule, place: Jurisdiction) -> RuleVersion | None:
    """The draft as a version that judges every day; None where what stands in it cannot be meant yet."""
    try:
        version = version_of(row, place, None)
    except ValueError:
        return None
    always = {"effective_from": date.min, "effective_until": None, "review_on": None}
    return replace(version, adopted_on=date.min, **always)
