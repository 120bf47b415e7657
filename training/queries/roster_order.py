"""What the columns of the roster sort by, where that is no column of the person."""

from django.db.models import Case, DateField, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When

from training.evaluation.outcomes import Certification, Clearance
from training.models import Practitioner
from training.queries.license_ends import with_end
from training.queries.roster import Question, certifications, clearances, current_assignments, cycles, licenses_at_work


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


def earliest_expiry(question: Question):
    rows = licenses_at_work(question.as_of).filter(practitioner=OuterRef("pk"))
    first = with_end(rows, question.as_of).order_by(F("ends_on").asc(nulls_last=True))
    return Subquery(first.values("ends_on")[:1], output_field=DateField())


def rank(outcomes):
    cases = [When(outcome=each.value, then=Value(each.rank)) for each in outcomes]
    return Case(*cases, output_field=IntegerField())
