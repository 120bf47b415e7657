"""The roster: who may practice where, on any date. Answers come from stored spans by indexed ranges."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import (
    Case,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from training.evaluation.dates import OPEN, day_after
from training.evaluation.outcomes import Certification, Clearance
from training.keys import among_keys
from training.models import Assignment, Clinic, Cycle, License, Practitioner, Scheme, Standing, StandingPair
from training.queries.cycle_ends import with_last_day
from training.queries.filings_due import by_place, limited_lines
from training.queries.license_ends import End, end_of, shown_looks, with_end
from training.queries.lines import PROVISIONAL
from training.queries.scopes import limit_words
from training.queries.standing import CODE_VERSION
from training.queries.until import clearance_until
from training.words import short_date

WORK, LICENSE = "work", "license"
MAY_NOT = "may_not"
FORBIDDING = (Clearance.NOT_CLEARED.value, Clearance.PROHIBITED.value)
# Of a jurisdiction a line says the name; the rest is long and the same on every line.
NOT_IN_LINES = [f"jurisdiction__{name}" for name in ("citation", "source", "notes", "lookup_url")]
HELD = [each.value for each in Certification if each.is_held]


@dataclass(frozen=True, slots=True)
class Question:
    """What a roster is asked: the day, where (`work`, `license`, or a jurisdiction's code), and for which scheme."""

    as_of: date
    where: str = WORK
    scheme: Scheme | None = None


def people(user, as_of: date, today: date | None = None) -> QuerySet[Practitioner]:
    """Everybody on record whom this manager answers for and who had not left practice by the day.

    As of a day before `today` only who had been assigned to a clinic by then.
    """
    rows = Practitioner.objects.visible_to(user).filter(admitted_at__isnull=False)
    rows = rows.filter(Q(retired_on=None) | Q(retired_on__gte=as_of))
    if today is None or as_of >= today:
        return rows
    return rows.filter(Exists(Assignment.objects.filter(practitioner=OuterRef("pk"), starts_on__lte=as_of)))


def current_assignments(day: date) -> QuerySet[Assignment]:
    """Assignments that cover the day."""
    return Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


def on_day(rows: QuerySet[Standing], day: date) -> QuerySet[Standing]:
    return rows.filter(starts_on__lte=day, ends_on__gte=day)


def clearances(question: Question) -> QuerySet[Standing]:
    """The stored clearances of the day that the question is about."""
    rows = on_day(Standing.objects.filter(jurisdiction__isnull=False), question.as_of)
    if question.where == WORK:
        return rows.filter(Exists(workplaces(question.as_of)))
    if question.where == LICENSE:
        return rows.filter(Exists(licensed_there()))
    return rows.filter(jurisdiction__code=question.where)


def workplaces(day: date) -> QuerySet[Assignment]:
    """Assignments of the day that make a standing's jurisdiction a place of work."""
    return current_assignments(day).filter(
        practitioner=OuterRef("practitioner"), clinic__jurisdiction=OuterRef("jurisdiction")
    )


def licensed_there() -> QuerySet[License]:
    return License.objects.current().filter(
        practitioner=OuterRef("practitioner"), jurisdiction=OuterRef("jurisdiction")
    )


def with_clearance(value: str, question: Question) -> Q:
    """People by their worst clearance among those asked about; `MAY_NOT` stands for both that forbid practice."""
    found, outcomes = clearances(question), FORBIDDING if value == MAY_NOT else (value,)
    worse = [each.value for each in Clearance if each.rank < min(Clearance(outcome).rank for outcome in outcomes)]
    has = Q(pk__in=found.filter(outcome__in=outcomes).values("practitioner"))
    if not worse or question.where not in (WORK, LICENSE):  # in one place there is one answer a day
        return has
    return has & ~Q(Exists(found.filter(outcome__in=worse, practitioner=OuterRef("pk"))))


def certifications(question: Question) -> QuerySet[Standing]:
    """The stored certifications of the day in the scheme asked about."""
    return on_day(Standing.objects.filter(scheme=question.scheme), question.as_of)


def with_certification(outcome: str, question: Question) -> Q:
    """People with this status in the scheme; who never enrolled has none."""
    rows = certifications(question)
    if outcome == Certification.NONE:
        return ~Q(pk__in=rows.exclude(outcome=outcome).values("practitioner"))
    return Q(pk__in=rows.filter(outcome=outcome).values("practitioner"))


def certification_ends(question: Question, before: date) -> Q:
    """People whose certification is held on the day and ends by another, with no following cycle decided."""
    rows = certifications(question).filter(outcome__in=HELD, deadline__lte=before)
    return Q(pk__in=rows.filter(~Exists(following_cycles(question.as_of))).values("practitioner"))


def following_cycles(as_of: date) -> QuerySet[Cycle]:
    """Decided cycles of a standing's person and scheme that begin after the day."""
    return Cycle.objects.filter(practitioner=OuterRef("practitioner"), scheme=OuterRef("scheme"), starts_on__gt=as_of)


def licenses_at_work(as_of: date) -> QuerySet[License]:
    """Licenses of the places where their holders work on the day."""
    return License.objects.current().filter(Exists(workplaces(as_of)))


def license_ends(as_of: date, *, after: date | None = None, before: date | None = None) -> Q:
    """People whose earliest such expiry lies in the range, both days inclusive."""
    rows, found = with_end(licenses_at_work(as_of).filter(practitioner=OuterRef("pk")), as_of), Q()
    if before:
        found &= Q(Exists(rows.filter(ends_on__lte=before)))
    if after:
        found &= Q(Exists(rows.filter(ends_on__gte=after)))
        found &= ~Q(Exists(rows.filter(ends_on__lt=after)))
    return found


def sortable(rows: QuerySet[Practitioner], name: str, question: Question) -> QuerySet[Practitioner]:
    """The rows with the value that the column `name` sorts by, when it is not a column of the person."""
    values = {
        "clinic": clinic_name(question),
        "clearance": worst_rank(question),
        "certification": certification_rank(question),
        "valid_until": valid_until(question),
        "license": earliest_expiry(question),
    }
    return rows.annotate(sort_value=values[name]) if name in values else rows


def clinic_name(question: Question):
    mine = current_assignments(question.as_of).filter(practitioner=OuterRef("pk"))
    return Subquery(mine.order_by("clinic__name").values("clinic__name")[:1])


def worst_rank(question: Question):
    rows = clearances(question).filter(practitioner=OuterRef("pk")).annotate(rank=rank(Clearance))
    return Subquery(rows.order_by("rank").values("rank")[:1])


def certification_rank(question: Question):
    rows = certifications(question).filter(practitioner=OuterRef("pk")).annotate(rank=rank(Certification))
    return Subquery(rows.values("rank")[:1])


def valid_until(question: Question):
    rows = cycles(question).filter(practitioner=OuterRef("pk"))
    return Subquery(rows.order_by("-starts_on").values("ending_on")[:1])


def cycles(question: Question) -> QuerySet[Cycle]:
    """The cycles of the scheme asked about that had begun by the day, with their last valid day as of then."""
    rows = Cycle.objects.filter(scheme=question.scheme, starts_on__lte=question.as_of)
    return with_last_day(rows, question.as_of)


def earliest_expiry(question: Question):
    rows = licenses_at_work(question.as_of).filter(practitioner=OuterRef("pk"))
    first = with_end(rows, question.as_of).order_by(F("ends_on").asc(nulls_last=True))
    return Subquery(first.values("ends_on")[:1], output_field=DateField())


def rank(outcomes):
    cases = [When(outcome=each.value, then=Value(each.rank)) for each in outcomes]
    return Case(*cases, output_field=IntegerField())


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
        return "both" if len(self.clearances) == 2 else f"all {len(self.clearances)}"

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
        return {(person, clinic.jurisdiction_id) for person, line in found.items() for clinic in line.clinics}
    if question.where == LICENSE:
        rows = License.objects.current().filter(among_keys(found))
        return set(rows.values_list("practitioner_id", "jurisdiction_id"))
    return set()


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
    """The earliest end of each person's licenses."""
    rows = licenses_at_work(question.as_of).filter(among_keys(found)).order_by("pk")
    rows = rows.select_related("home").only("practitioner", "expires_on", "home__expires_on")
    for row in rows.prefetch_related(*shown_looks(question.as_of)):
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
