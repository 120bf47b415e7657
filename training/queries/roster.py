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

from training.evaluation.outcomes import Certification, Clearance
from training.models import Assignment, Clinic, License, Practitioner, Scheme, Standing, StandingPair
from training.queries.license_ends import READ_WITH, End, end_of, with_end
from training.queries.standing import CODE_VERSION

WORK, LICENSE = "work", "license"


@dataclass(frozen=True, slots=True)
class Question:
    """What a roster is asked: the day, where (`work`, `license`, or a jurisdiction's code), and for which scheme."""

    as_of: date
    where: str = WORK
    scheme: Scheme | None = None


def people(user, as_of: date) -> QuerySet[Practitioner]:
    """Everybody on record whom this manager answers for and who had not left practice by the day."""
    rows = Practitioner.objects.visible_to(user).filter(admitted_at__isnull=False)
    return rows.filter(Q(retired_on=None) | Q(retired_on__gte=as_of))


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


def with_worst_clearance(outcome: str, question: Question) -> Q:
    """People whose worst clearance among those asked about is `outcome`."""
    found = clearances(question)
    worse = [each.value for each in Clearance if each.rank < Clearance(outcome).rank]
    has = Q(pk__in=found.filter(outcome=outcome).values("practitioner"))
    return has & ~Q(Exists(found.filter(outcome__in=worse, practitioner=OuterRef("pk")))) if worse else has


def certifications(question: Question) -> QuerySet[Standing]:
    """The stored certifications of the day in the scheme asked about."""
    return on_day(Standing.objects.filter(scheme=question.scheme), question.as_of)


def with_certification(outcome: str, question: Question) -> Q:
    """People with this status in the scheme; who never enrolled has none."""
    rows = certifications(question)
    if outcome == Certification.NONE:
        return ~Q(pk__in=rows.exclude(outcome=outcome).values("practitioner"))
    return Q(pk__in=rows.filter(outcome=outcome).values("practitioner"))


def licenses_at_work(as_of: date) -> QuerySet[License]:
    """Licenses of the places where their holders work on the day."""
    return License.objects.current().filter(Exists(workplaces(as_of)))


def license_ends(as_of: date, *, after: date | None = None, before: date | None = None) -> Q:
    """People whose earliest such expiry lies in the range, both days inclusive."""
    rows, found = with_end(licenses_at_work(as_of), as_of), Q()
    if before:
        found &= Q(pk__in=rows.filter(ends_on__lte=before).values("practitioner"))
    if after:
        found &= Q(pk__in=rows.filter(ends_on__gte=after).values("practitioner"))
        found &= ~Q(pk__in=rows.filter(ends_on__lt=after).values("practitioner"))
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
    return Subquery(certifications(question).filter(practitioner=OuterRef("pk")).values("deadline")[:1])


def earliest_expiry(question: Question):
    rows = licenses_at_work(question.as_of).filter(practitioner=OuterRef("pk"))
    rows = with_end(rows, question.as_of).exclude(ends_on=None)
    return Subquery(rows.order_by("ends_on").values("ends_on")[:1], output_field=DateField())


def rank(outcomes):
    cases = [When(outcome=each.value, then=Value(each.rank)) for each in outcomes]
    return Case(*cases, output_field=IntegerField())


@dataclass(slots=True)
class Line:
    """One person on the roster."""

    practitioner: Practitioner
    clinics: list[Clinic] = field(default_factory=list)
    clearances: list[Standing] = field(default_factory=list)
    certification: Standing | None = None
    license_end: End | None = None
    stale: bool = False

    @property
    def clearance(self) -> Standing | None:
        """The worst of those asked about."""
        return min(self.clearances, key=lambda row: Clearance(row.outcome).rank, default=None)

    @property
    def missing(self) -> int:
        """How many requirements stand in the way there; an overdue look is told by its own word."""
        worst = self.clearance
        return len(worst.unmet) if worst and worst.outcome == Clearance.NOT_CLEARED else 0


def lines(page: Iterable[Practitioner], question: Question) -> list[Line]:
    """The people of one page with their answers: the same number of queries for one or for thirty."""
    found = {person.pk: Line(person) for person in page}
    for row in current_assignments(question.as_of).filter(practitioner__in=found).select_related("clinic"):
        found[row.practitioner_id].clinics.append(row.clinic)
    for row in clearances(question).filter(practitioner__in=found).select_related("jurisdiction"):
        found[row.practitioner_id].clearances.append(row)
    for row in certifications(question).filter(practitioner__in=found) if question.scheme else ():
        found[row.practitioner_id].certification = row
    add_expiries(found, question)
    add_staleness(found)
    return list(found.values())


def add_expiries(found: dict[int, Line], question: Question) -> None:
    """The earliest end of each person's licenses."""
    rows = licenses_at_work(question.as_of).filter(practitioner__in=found)
    for row in rows.select_related("home").prefetch_related(*READ_WITH):
        line, end = found[row.practitioner_id], end_of(row, question.as_of)
        if end and (line.license_end is None or end.on < line.license_end.on):
            line.license_end = end


def add_staleness(found: dict[int, Line]) -> None:
    """Mark people whose stored answers are older than their facts, the rules, or the code."""
    rules = Coalesce(F("jurisdiction__rules_version"), F("scheme__rules_version"))
    same = Q(facts_version=F("practitioner__facts_version"), rules_version=rules, code_version=CODE_VERSION)
    stale = StandingPair.objects.filter(~same, practitioner__in=found)
    for pk in stale.values_list("practitioner", flat=True):
        found[pk].stale = True
