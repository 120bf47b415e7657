"""A jurisdiction's dated rule about dry needling, as the organization adopted it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .dates import OPEN
from .facts import PRACTICE_TYPES
from .node import Node
from .requirements import ANCHORS, ActiveLicense, AllOf, lines, numbered, prefixed
from .scope import Taught
from .steps import Steps, merge
from .timed import timed

STATUSES = ("permitted", "prohibited", "silent", "unclear")
POSITIONS = ("permitted", "prohibited", None)
REVIEW_TOLERANCE_DAYS = 90


@dataclass(frozen=True)
class Stage:
    """Provisional practice: what must be met for it, and for how many months from the anchor it lasts.

    The time runs from the very first course (or session) that the rule counts; a later one does not start it anew.
    """

    tree: Node
    months: int
    anchor: str = "first_course"
    scope: tuple[str, ...] = ()

    def __post_init__(self):
        if type(self.months) is not int or self.months <= 0:
            raise ValueError("a stage needs a deadline: its months must be above zero")
        if self.anchor not in ANCHORS:
            raise ValueError("a stage's deadline needs an anchor: first_course or first_session")


@dataclass(frozen=True, kw_only=True)
class Reviewed(Node):
    """The rule was read again in time. Never part of a written tree: it comes from the version's review date."""

    kind = "reviewed"
    review_on: date
    last_day: date
    who: str = "manager"


@dataclass(frozen=True, kw_only=True)
class RuleVersion:
    """One version of a practice rule between two dates, inclusive.

    It judges nobody until it is adopted (`adopted_on`); adopting closes its unknowns, so a permitted version without
    a tree asks for nothing but the license. `position` is what the organization adopts where the law is silent or
    unclear; a prohibition stands whatever the position. House policy joins the rule and cannot loosen it.
    Where house policy begins or ends within it, it is cut: `whole` then holds the first and last day of all of it.

    `scope` are the codes of the only body regions and techniques that the rule opens, empty for all. With
    `scope_from_training` (South Dakota: only the body parts of the course) it opens of them only what the courses
    that it counts have taught by the day; while no course on record says what it taught, that is unknown.
    """

    id: str
    status: str
    effective_from: date | None = None
    effective_until: date | None = None
    adopted_on: date | None = None
    tree: Node | None = None
    provisional: Stage | None = None
    house: Node | None = None
    position: str | None = None
    review_on: date | None = None
    citation: str = ""
    duties: tuple[str, ...] = ()
    jurisdiction: str = ""
    profession: str = ""
    scope: tuple[str, ...] = ()
    scope_from_training: bool = False
    whole: tuple[date | None, date | None] | None = None

    def __post_init__(self):
        if self.status not in STATUSES or self.position not in POSITIONS:
            raise ValueError(f"rule {self.id}: unknown status or position")
        if self.adopted_on and not self.effective_from:
            raise ValueError(f"rule {self.id}: an adopted rule needs its effective date")
        if self.effective_from and self.effective_until and self.effective_until < self.effective_from:
            raise ValueError(f"rule {self.id}: it ends before it begins")

    @property
    def law_days(self) -> tuple[date | None, date | None]:
        """The first and last day of the law itself, whatever house policy does meanwhile."""
        return self.whole or (self.effective_from, self.effective_until)

    @property
    def stance(self) -> str:
        """What counts: `permitted`, `prohibited`, or `undecided` where law and organization both leave it open."""
        if self.status in ("silent", "unclear"):
            return self.position or "undecided"
        return self.status

    @cached_property
    def checklist(self) -> tuple[Node, ...]:
        """All that full practice asks for, line by line: license, rule, house policy."""
        return self._with_implied(self.tree and numbered(self.tree, "rule"), self.taught)

    @cached_property
    def provisional_checklist(self) -> tuple[Node, ...]:
        """All that provisional practice asks for, line by line; empty without such a stage."""
        if not self.provisional:
            return ()
        return self._with_implied(prefixed(self.provisional.tree, "provisional"), self.provisional_taught)

    @cached_property
    def taught(self) -> Taught | None:
        """The line about what the courses taught, where the rule opens only that."""
        return self._taught_within(self.scope)

    @cached_property
    def provisional_taught(self) -> Taught | None:
        """The same for provisional practice, which may have a scope of its own."""
        return self._taught_within(self.provisional_scope) if self.provisional else None

    @property
    def provisional_scope(self) -> tuple[str, ...]:
        """What the rule opens for provisional practice: the scope of the stage, or else its own."""
        return (self.provisional and self.provisional.scope) or self.scope

    def _taught_within(self, scope):
        if not self.scope_from_training:
            return None
        trees = tuple(filter(None, (self.tree, self.provisional and self.provisional.tree)))
        tree = AllOf(trees) if trees else None
        return Taught(tree=tree, scope=scope, id="implied.scope", citation=self.citation)

    def review_line(self, tolerance_days) -> tuple[Node, ...]:
        """The line that says whether the rule's review is overdue; empty without a review date."""
        if not self.review_on:
            return ()
        last_day = min(self.review_on.toordinal() + tolerance_days, OPEN.toordinal())
        return (
            Reviewed(
                id="implied.review",
                label="The rule was read again in time",
                review_on=self.review_on,
                last_day=date.fromordinal(last_day),
            ),
        )

    def _with_implied(self, tree, taught):
        license = ActiveLicense(
            self.jurisdiction,
            types=PRACTICE_TYPES,
            professions=(self.profession,) if self.profession else (),
            id="implied.license",
            label="A license in good standing or a compact privilege here",
            citation=self.citation,
        )
        trees = [tree, self.house and prefixed(self.house, "house")]
        asked = (line for each in trees if each for line in lines(timed(each, self.tree)))
        return (license, *asked, *([taught] if taught else []))


def in_force(versions, profession) -> Steps:
    """The place in `versions` of the one that judges each day, or None before the first and in gaps.

    Only adopted versions for the profession count. Should two overlap, the one that took effect later stands.
    """
    mine = [
        (each.effective_from, each.id, place)
        for place, each in enumerate(versions)
        if each.adopted_on and each.profession in ("", profession)
    ]
    spans = (
        Steps.between(starts_on, versions[place].effective_until, place, None) for starts_on, _, place in sorted(mine)
    )
    return merge(_last_of, (Steps.always(None), *spans))


def _last_of(*places):
    return next((place for place in reversed(places) if place is not None), None)
