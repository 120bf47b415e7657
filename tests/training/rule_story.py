"""What the tests of rules, `/where/` and `/find/` begin with."""

from datetime import date, timedelta

from tests import factories
from tests.factories import NOW, TODAY
from training.actions.rule import adopt
from training.actions.standing import refresh_all
from training.models import Jurisdiction, PracticeRule
from training.rule_fields import CONSENT, FIELDS, NOTHING, Answer
from training.trees import block

REVIEW = TODAY + timedelta(days=365)
KEYS = [field.key for field in FIELDS] + [CONSENT]


def manager(**given):
    return factories.UserFactory(role="manager", **given)


def place(code="US-FL", name="Florida", **given) -> Jurisdiction:
    return factories.JurisdictionFactory(code=code, name=name, **given)


def draft(jurisdiction=None, **given) -> PracticeRule:
    """A draft with 50 course hours and one unknown, the exam."""
    lines = [block("hours", "min_course_hours", hours="50"), block("unknown", "exam_required", what="Exam requirement")]
    jurisdiction = jurisdiction or place()
    values = {"status": jurisdiction.status, "requirements": lines, "effective_from": None, "review_on": None}
    adopted = {"state": "draft", "adopted_at": None, "adopted_by": None}
    return factories.PracticeRuleFactory(jurisdiction=jurisdiction, **values | adopted | given)


def all_nothing() -> dict[str, Answer]:
    return {key: Answer(NOTHING, None, "Read at the board") for key in KEYS}


def adopted(rule, *, by=None, effective_from=date(2021, 4, 19), answers=None, now=NOW, today=TODAY, **given):
    given = {"review_on": REVIEW, "duties": [], **given}
    by = by or manager()
    answers = {} if answers is None else answers
    return adopt(by=by, rule=rule, effective_from=effective_from, answers=answers, now=now, today=today, **given)


def therapist(clinic, name="Inés Zamora", *, minutes=3000, listed=True, **given):
    """Somebody with a checked license and a course, at work in the clinic."""
    person = factories.PractitionerFactory(full_name=name, listed=listed, clinic=clinic, **given)
    factories.LicenseFactory(practitioner=person, jurisdiction=clinic.jurisdiction, checked=True)
    if minutes:
        factories.EvidenceFactory(practitioner=person, minutes=minutes, accepted=True)
    refresh_all([person.pk])
    return person
