"""Adverse events."""

import factory
from factory.django import DjangoModelFactory

from tests.factories.days import NOW, days
from tests.factories.people import AssignmentFactory, UserFactory
from training import models


class AdverseEventFactory(DjangoModelFactory):
    """A faint in Florida, recorded today and not reported; nobody has said whether the definition means it."""

    class Meta:
        model = models.AdverseEvent

    practitioner = factory.LazyAttribute(lambda row: AssignmentFactory(clinic=row.clinic).practitioner)
    clinic = factory.SubFactory("tests.factories.people.ClinicFactory")
    jurisdiction = factory.SelfAttribute("clinic.jurisdiction")
    happened_on = days(-5)
    noticed_on = days(-5)
    grade = models.AdverseGrade.MODERATE
    kind = models.AdverseKind.FAINT
    regions = ["neck"]
    care = ["needles_out"]
    outcome = models.AdverseOutcome.WELL
    meets = models.Meets.UNCLEAR
    citation = "Fla. Admin. Code 64B17-6.008(1)(a)"
    due_on = days(10)
    due_citation = "pphc.co/resources"
    due_confidence = models.Confidence.SECONDARY
    recorded_at = NOW
    recorded_by = factory.SubFactory(UserFactory)


class AdverseStepFactory(DjangoModelFactory):
    class Meta:
        model = models.AdverseStep

    event = factory.SubFactory(AdverseEventFactory)
    kind = models.StepKind.RECORDED
    at = NOW
    by = factory.SubFactory(UserFactory)
