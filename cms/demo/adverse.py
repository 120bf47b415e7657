"""Two adverse events of the demo: a bruise in Colorado that is closed, a faint in Florida whose report runs."""

from datetime import date, timedelta

from cms.demo.acts import at
from training.actions import adverse
from training.models import AdverseGrade, AdverseKind, AdverseOutcome, Clinic, ClosedAs, Practitioner

BRUISE = {"kind": AdverseKind.BLEEDING, "grade": AdverseGrade.MILD, "regions": ["thigh"]}
BRUISE |= {"care": ["needles_out", "advice"], "outcome": AdverseOutcome.WELL, "comment": ""}
FAINT = {"kind": AdverseKind.FAINT, "grade": AdverseGrade.MODERATE, "regions": ["neck", "upper_back"]}
FAINT |= {"care": ["needles_out", "first_aid", "watched"], "outcome": AdverseOutcome.BETTER}
FAINT |= {"comment": "I do not know yet whether this was prolonged. I will ask on Monday."}


def record_events(*, by, today: date) -> None:
    """`by` closes the first; what the second means under Florida's definition is not known yet."""
    bruise = recorded("US-CO", today - timedelta(days=12), BRUISE, {})
    adverse.close(by=by, event=bruise, closed_as=ClosedAs.NO_DUTY, now=at(today - timedelta(days=10)))
    recorded("US-FL", today - timedelta(days=9), FAINT, {"controlled": "yes", "tied": "yes", "condition": "unsure"})


def recorded(code: str, day: date, about: dict, answers: dict):
    """By the last in the list who works there, signs in and is no supervisor."""
    clinic = Clinic.objects.filter(jurisdiction__code=code).first()
    people = Practitioner.objects.filter(user__is_active=True, supervisor_at=None, retired_on=None)
    here = people.filter(assignments__clinic=clinic, assignments__starts_on__lte=day, assignments__ends_on=None)
    person = here.exclude(user__email="therapist@pinpoint.example").last()
    values = {"session": None, "happened_on": day, "noticed_on": day, "clinic": clinic, **about}
    return adverse.add(by=person.user, practitioner=person, values=values, answers=answers, now=at(day, 17))
