"""The lines of one page of the roster: each person with their answers of the day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from training.evaluation.dates import OPEN, day_after
from training.evaluation.outcomes import Certification, Clearance
from training.keys import among_keys
from training.models import Clinic, Cycle, License, Practitioner, Standing, StandingPair
from training.queries.filings_due import by_place, limited_lines
from training.queries.license_ends import End, end_of, read_shown_looks
from training.queries.lines import PROVISIONAL
from training.queries.roster import LICENSE, WORK, Question, current_assignments, cycles, on_day
from training.queries.scopes import limit_words
from training.queries.standing import CODE_VERSION
from training.queries.until import clearance_until
from training.words import short_date

# Of a jurisdiction a line says the name; the rest is long and the same on every line.
NOT_IN_LINES = [f"jurisdiction__{name}" for name in ("citation", "source", "notes", "lookup_url")]


@dataclass(slots=True)
class Line:
    """One person on the roster."""

    practitioner: Practitioner
    clinics: list[Clinic] = field(default_factory=list)
    clearances: list[Standing] = field(default_factory=list)
    then: dict[int, str] = field(default_factory=dict)
    to_file: set[int] = field(default_factory=set)
    certification: Standing | None = None
    cycle: Cycle | None = None
    license_end: End | None = None
    stale: bool = False

    @property
    def clearance(self) -> Standing | None:
        """The worst of those asked about."""
        return min(self.clearances, key=lambda row: Clearance(row.outcome).rank, default=None)

    @property
    def about(self) -> str:
        """Where the worst clearance holds, when several are asked about: there, or in all of them alike."""
        if len(self.clearances) < 2:
            return ""
        if len({row.outcome for row in self.clearances}) > 1:
            return str(self.clearance.jurisdiction)
        return "in both places" if len(self.clearances) == 2 else f"in all {len(self.clearances)} places"

    @property
    def missing(self) -> int:
        """How many requirements stand in the way there; an overdue look is told by its own word."""
        return missing(self.clearance) if self.clearance else 0

    @property
    def until_words(self) -> str:
        """What ends the worst clearance."""
        return self.until(self.clearance) if self.clearance else ""

    def until(self, row: Standing) -> str:
        """In words; a paper that may still be filed is what ends it."""
        if row.pk in self.to_file:
            return f"a paper to file by {short_date(row.ends_on)}"
        return clearance_until(row.outcome, row.deadline, ends_on(row), self.then.get(row.pk), short_date)

    @property
    def valid_until(self) -> date | None:
        """The last valid day of the cycle that began last."""
        return self.cycle and self.cycle.ending_on

    @property
    def valid_words(self) -> str:
        """What else is to be said of that day: it may be in a grace, or only be printed."""
        outcome = self.certification.outcome if self.certification else ""
        if outcome == Certification.GRACE:
            return f"grace until {short_date(self.cycle.grace_until)}"
        if self.cycle and outcome in PRINTED_ONLY:
            return "as printed"
        return "extended" if self.cycle and self.cycle.ending_on > self.cycle.valid_until else ""

    @property
    def limit(self) -> str:
        """What alone the certification covers, in words; empty without a limit."""
        return limit_words(self.certification.scope) if self.certification else ""


PRINTED_ONLY = (Certification.INACTIVE, Certification.SUSPENDED, Certification.REVOKED)


def missing(row: Standing) -> int:
    return len(row.unmet) if row.outcome == Clearance.NOT_CLEARED else 0


def open_lines(row: Standing) -> int:
    """How many lines are open, as the file counts them: who practices provisionally lacks some, too."""
    counted = row.outcome in (Clearance.NOT_CLEARED, Clearance.PROVISIONAL)
    return sum(line != PROVISIONAL for line in row.unmet) if counted else 0


def ends_on(row: Standing) -> date | None:
    """The last day of a stored answer, None while nothing ends it."""
    return row.ends_on if row.ends_on < OPEN else None


def lines(page: Iterable[Practitioner], question: Question) -> list[Line]:
    """The people of one page with their answers: the same number of queries for one or for thirty."""
    found = {person.pk: Line(person) for person in page}
    working = current_assignments(question.as_of).filter(among_keys(found)).select_related("clinic")
    for row in working.only("practitioner", "clinic__name", "clinic__jurisdiction"):
        found[row.practitioner_id].clinics.append(row.clinic)
    places = asked_places(found, question)
    for row in answers(found, question):
        if row.scheme_id:
            found[row.practitioner_id].certification = row
        elif (row.practitioner_id, row.jurisdiction_id) in places or row.jurisdiction.code == question.where:
            found[row.practitioner_id].clearances.append(row)
    for row in cycles(question).filter(among_keys(found)).order_by("starts_on") if question.scheme else ():
        found[row.practitioner_id].cycle = row
    add_what_follows(found, question.as_of)
    add_expiries(found, question)
    add_staleness(found)
    return list(found.values())


def asked_places(found: dict[int, Line], question: Question) -> set[tuple[int, int]]:
    """Who works where, or is licensed where, as pairs of keys; none where the question names one jurisdiction."""
    if question.where == WORK:
        return worked(found)
    if question.where == LICENSE:
        rows = License.objects.current().filter(among_keys(found))
        return set(rows.values_list("practitioner_id", "jurisdiction_id"))
    return set()


def worked(found: dict[int, Line]) -> set[tuple[int, int]]:
    """Who works where, as pairs of keys."""
    return {(person, clinic.jurisdiction_id) for person, line in found.items() for clinic in line.clinics}


def answers(people: Iterable[int], question: Question) -> QuerySet[Standing]:
    """Of these people every clearance of the day, and the certification in the scheme asked about."""
    rows = on_day(Standing.objects.filter(among_keys(people)), question.as_of)
    rows = rows.filter(Q(scheme=None) | Q(scheme=question.scheme))
    return rows.select_related("jurisdiction").defer(*NOT_IN_LINES).order_by("jurisdiction__name")


def add_what_follows(found: dict[int, Line], as_of: date) -> None:
    """What each clearance that ends turns into: only a look that goes stale is no end, and a paper can be filed."""
    ending = [(line, row) for line in found.values() for row in line.clearances if ends_on(row)]
    keys = {(row.practitioner_id, row.jurisdiction_id, day_after(row.ends_on)): (line, row) for line, row in ending}
    days = {day for _, _, day in keys}
    rows = Standing.objects.filter(among_keys(found), jurisdiction__isnull=False, starts_on__in=days).order_by()
    limited = by_place(limited_lines(as_of)) if keys else {}
    columns = ("practitioner_id", "jurisdiction_id", "starts_on", "outcome", "unmet")
    for *key, outcome, unmet in rows.values_list(*columns) if keys else ():
        if tuple(key) in keys:
            line, row = keys[tuple(key)]
            line.then[row.pk] = outcome
            papers = limited.get((row.jurisdiction_id, line.practitioner.profession), ())
            if any(id in papers for id in set(unmet) - set(row.unmet)):
                line.to_file.add(row.pk)


def add_expiries(found: dict[int, Line], question: Question) -> None:
    """The earliest end of each person's licenses where they work."""
    licenses = License.objects.current().filter(among_keys(found)).select_related("home").order_by("pk")
    columns, places = ("practitioner", "jurisdiction", "expires_on", "home__expires_on"), worked(found)
    rows = [row for row in licenses.only(*columns) if (row.practitioner_id, row.jurisdiction_id) in places]
    read_shown_looks(rows, question.as_of)
    for row in rows:
        line, end = found[row.practitioner_id], end_of(row, question.as_of)
        if end and (line.license_end is None or end.on < line.license_end.on):
            line.license_end = end


def add_staleness(found: dict[int, Line]) -> None:
    """Mark people whose stored answers are older than their facts, the rules, or the code."""
    rules = Coalesce(F("jurisdiction__rules_version"), F("scheme__rules_version"))
    same = Q(facts_version=F("practitioner__facts_version"), rules_version=rules, code_version=CODE_VERSION)
    stale = StandingPair.objects.filter(~same, among_keys(found))
    for pk in stale.values_list("practitioner", flat=True):
        found[pk].stale = True
