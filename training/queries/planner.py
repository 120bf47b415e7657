"""With what this person has, where may they practice, and what is missing elsewhere? Every jurisdiction at once.

Nothing here is stored or decided; a place whose rule nobody has adopted never counts as one to practice in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import TextChoices

from training.evaluation import (
    CheckFact,
    Clearance,
    CreditFact,
    Evaluation,
    Finding,
    LicenseFact,
    SessionFact,
    evaluate_clearance,
)
from training.evaluation.dates import OPEN
from training.evaluation.facts import Facts
from training.models import Jurisdiction
from training.queries.all_rules import Law, laws
from training.queries.gaps import Gap, gaps_of, size
from training.queries.my_facts import MyFacts
from training.queries.standing import tolerance
from training.queries.waits import every

LICENSE = "implied.license"
FEW = 3  # more lines than this and one are folded away


class Group(TextChoices):
    """Where a place stands for this person, the best first."""

    MAY = "may", "May practice"
    LOOK = "look", "May practice, once we look at the license again"
    LICENSE = "license", "Training complete, license missing"
    BEGIN = "begin", "Enough to begin provisionally, license missing"
    MISSING = "missing", "Something is missing"
    BARRED = "barred", "The license there does not count"
    OPEN = "open", "Nobody can say yet"
    PROHIBITED = "prohibited", "Not permitted"


@dataclass(frozen=True, slots=True)
class Outlook:
    """One place for one person. `gaps` is what full practice asks for besides a license, `lacks_license` whether that
    is missing too, `barred` why one that is on record there does not count: then no other is planned.

    `evaluation` is the answer with such a license; under a law that is only researched it clears nobody.
    """

    law: Law
    group: Group
    evaluation: Evaluation
    gaps: tuple[Gap, ...]
    lacks_license: bool
    check_due: bool
    barred: str = ""

    @property
    def jurisdiction(self) -> Jurisdiction:
        return self.law.jurisdiction

    @property
    def is_researched(self) -> bool:
        return self.law.is_researched

    @property
    def size(self) -> tuple:
        return size(self.gaps)

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset().union(*(gap.kinds for gap in self.gaps))

    @property
    def left(self) -> tuple[Gap, ...]:
        """The gaps that somebody can fill."""
        return tuple(gap for gap in self.gaps if not gap.is_unread)

    @property
    def first(self) -> tuple[Gap, ...]:
        """Those that a list names at once."""
        return self.left if len(self.left) <= FEW + 1 else self.left[:FEW]

    @property
    def rest(self) -> tuple[Gap, ...]:
        return self.left[len(self.first) :]

    @property
    def unread(self) -> tuple[Gap, ...]:
        """The lines that nobody has read yet."""
        return tuple(gap for gap in self.gaps if gap.is_unread)

    @property
    def is_told(self) -> bool:
        """Whether the law, adopted or as researched, permits it and so says what it asks for."""
        return self.law.version is not None and self.law.version.stance == "permitted"

    @property
    def is_dark(self) -> bool:
        """Whether nobody knows of anything that is missing, or that nothing is."""
        return not self.is_told or (not self.left and bool(self.unread))

    @property
    def is_filled(self) -> bool:
        """Whether nothing that was read, besides a license, is missing."""
        return self.is_told and not self.left and not self.barred

    @property
    def is_provisional(self) -> bool:
        return self.evaluation.outcome is Clearance.PROVISIONAL

    @property
    def due_on(self) -> date | None:
        """The last day for a paper that may still be filed in time."""
        return min((each.due_on for each in self.evaluation.findings if each.due_on), default=None)


@dataclass(frozen=True, slots=True)
class Course:
    """A course that somebody thinks about: minutes by subject and mode, what it teaches, sessions that go with it."""

    minutes: tuple[tuple[str, str, int], ...] = ()
    taught: tuple[str, ...] = ()
    sessions: int = 0
    regions: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()

    def added_to(self, facts: Facts, day: date) -> Facts:
        """The facts as if the course had been taken, and its sessions signed, on the day."""
        credit = CreditFact(id="planned", on=day, minutes=self.minutes, taught=self.taught)
        sessions = tuple(self.session(number, day) for number in range(self.sessions))
        credits = (credit,) if self.minutes or self.taught else ()
        return replace(facts, credits=(*facts.credits, *credits), sessions=(*facts.sessions, *sessions))

    def session(self, number: int, day: date) -> SessionFact:
        """One signed session in person, under a supervisor with every qualification that a rule can ask for."""
        return SessionFact(
            id=f"planned {number}",
            on=day,
            supervision="hands_on",
            regions=self.regions,
            qualifications=self.qualifications,
        )


@dataclass(frozen=True, slots=True)
class Change:
    """What a course would change in one place."""

    before: Outlook
    after: Outlook

    @property
    def jurisdiction(self) -> Jurisdiction:
        return self.before.jurisdiction

    @property
    def is_reached(self) -> bool:
        """Whether the course completes what is asked there, as far as it was read."""
        return self.is_nearer and self.after.is_filled and not self.before.is_filled

    @property
    def is_begun(self) -> bool:
        """Whether the course is enough to begin provisionally, though not for all."""
        return self.is_nearer and self.after.is_provisional and not self.before.evaluation.outcome.may_practice

    @property
    def is_full(self) -> bool:
        """Whether provisional practice becomes practice without a time limit."""
        return self.is_reached and self.before.is_provisional

    @property
    def is_nearer(self) -> bool:
        """Whether a line that is missing has more in it. A time limit that only starts anew gives nothing."""
        after = {each.id: each for each in every(self.after.evaluation.findings)}
        return any(gained(line, after.get(line.id)) for gap in self.before.gaps for line in gap.lines)


class Planner:
    """The outlook of one person on one day, place by place."""

    def __init__(self, known: MyFacts, day: date):
        self.known, self.day = known, day
        self.review = tolerance()

    @cached_property
    def laws(self) -> list[Law]:
        return laws(self.known.practitioner.profession, self.day)

    @cached_property
    def outlooks(self) -> list[Outlook]:
        """Every jurisdiction by its name."""
        return self.under(self.known.counted)

    def under(self, facts: Facts) -> list[Outlook]:
        return [self.outlook(law, facts) for law in self.laws]

    def changes(self, course: Course) -> list[Change]:
        """What the course would change: where it completes what is asked first, adopted rules before others."""
        after = self.under(course.added_to(self.known.counted, self.day))
        found = [Change(*pair) for pair in zip(self.outlooks, after, strict=True)]
        mine = (each for each in found if each.is_nearer)
        return sorted(mine, key=lambda each: (not each.is_reached, not each.is_begun, each.before.is_researched))

    def outlook(self, law: Law, facts: Facts) -> Outlook:
        now = self.evaluate(law, facts)
        licensed = next((each for each in now.findings if each.id == LICENSE), None)
        lacks = licensed is not None and licensed.truth != "met"
        barred = bar_of(facts, law.jurisdiction, self.day) if lacks else ""
        plans = lacks and not barred
        best = self.evaluate(law, with_license(facts, law.jurisdiction, self.day)) if plans else now
        gaps = gaps_of(best, law.version) if law.version and best.outcome is not Clearance.CLEARED else ()
        check_due = lacks and licensed.check_due
        group = group_of(law, now, best, gaps, barred)
        return Outlook(law, group, best, gaps, plans and not check_due, check_due, barred)

    def evaluate(self, law: Law, facts: Facts) -> Evaluation:
        versions = (law.version,) if law.version else ()
        return evaluate_clearance(versions, facts, self.day, self.review, self.known.names)


def gained(before: Finding, after: Finding | None) -> bool:
    """Whether more of a line is there than before, whatever stands in the time for a filing."""
    if after is None or before.truth == "met" or before.unit == "filing" or before.children:
        return False
    return after.have > before.have or after.truth == "met"


def bar_of(facts: Facts, place: Jurisdiction, day: date) -> str:
    """Why a license of theirs there does not count, by the newest look at it; empty where no look says so."""
    mine = (each for each in facts.licenses if each.jurisdiction == place.code and each.profession == facts.profession)
    looks = ([look for look in each.checks if look.checked_on <= day] for each in mine)
    newest = (max(found, key=lambda look: (look.checked_on, look.sequence)) for found in looks if found)
    return next(filter(None, map(bar_in, newest)), "")


def bar_in(look: CheckFact) -> str:
    if look.encumbered:
        return "The last look at the license there showed a restriction"
    if not look.shows:
        return "The last look at the board did not show the license there"
    return "" if look.in_good_standing else "The last look did not show the license there in good standing"


def with_license(facts: Facts, place: Jurisdiction, day: date) -> Facts:
    """The facts as if a check had shown a new license there on the day."""
    check = CheckFact(checked_on=day, fresh_until=OPEN, issued_on=day)
    license = LicenseFact(id="planned", jurisdiction=place.code, profession=facts.profession, checks=(check,))
    return replace(facts, licenses=(*facts.licenses, license))


def group_of(law: Law, now: Evaluation, best: Evaluation, gaps: tuple[Gap, ...], barred: str) -> Group:
    """Where the place stands. Nothing but an adopted rule lets anybody practice."""
    if best.outcome is Clearance.PROHIBITED:
        return Group.PROHIBITED
    if law.is_researched or law.version is None or law.version.stance == "undecided":
        return Group.OPEN
    if now.outcome.may_practice:
        return Group.MAY
    if barred:
        return Group.BARRED
    if best.outcome.may_practice and now.outcome is Clearance.CHECK_DUE:
        return Group.LOOK
    if best.outcome.may_practice:
        return Group.BEGIN if best.outcome is Clearance.PROVISIONAL else Group.LICENSE
    return Group.MISSING if any(not gap.is_unread for gap in gaps) else Group.OPEN


def grouped(outlooks: Iterable[Outlook]) -> dict[Group, list[Outlook]]:
    """The places of each group, the smallest gap first, then by name; groups without one are left out.

    A place of which nothing is known comes after all whose gap is.
    """
    found = {group: [] for group in Group}
    for each in outlooks:
        found[each.group].append(each)
    return {
        group: sorted(rows, key=lambda each: (each.is_dark, each.size, each.jurisdiction.name))
        for group, rows in found.items()
        if rows
    }
