"""The roster: who may practice where, on any date. Answers come from stored spans by indexed ranges."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from training.evaluation.outcomes import Certification, Clearance
from training.lasting import in_practice, lasting
from training.models import Assignment, Cycle, License, Practitioner, Scheme, Standing
from training.queries.cycle_begins import that_begin
from training.queries.cycle_ends import with_last_day
from training.queries.license_ends import with_end

WORK, LICENSE = "work", "license"
MAY_NOT = "may_not"
FORBIDDING = (Clearance.NOT_CLEARED.value, Clearance.PROHIBITED.value)
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
    rows = rows.filter(in_practice(as_of, ""))
    if today is None or as_of >= today:
        return rows
    return rows.filter(Exists(Assignment.objects.filter(practitioner=OuterRef("pk"), starts_on__lte=as_of)))


def current_assignments(day: date) -> QuerySet[Assignment]:
    """Assignments that cover the day."""
    return Assignment.objects.filter(lasting(day), starts_on__lte=day)


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
    same = Cycle.objects.filter(practitioner=OuterRef("practitioner"), scheme=OuterRef("scheme"))
    return that_begin(same.filter(starts_on__gt=as_of))


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


def cycles(question: Question) -> QuerySet[Cycle]:
    """The cycles of the scheme asked about that had begun by the day, with their last valid day as of then."""
    rows = Cycle.objects.filter(scheme=question.scheme, starts_on__lte=question.as_of)
    return with_last_day(that_begin(rows), question.as_of)
