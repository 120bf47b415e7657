"""Schemes, enrollments, decisions, cycles, adopted rules."""

from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from tests.factories.days import NOW, TODAY, days
from tests.factories.people import JurisdictionFactory, PractitionerFactory, UserFactory
from training import models
from training.evaluation.dates import cycle
from training.trees import block


class SchemeFactory(DjangoModelFactory):
    class Meta:
        model = models.Scheme

    name = factory.Sequence(lambda n: f"Dry needling practitioner {n}")
    slug = factory.Sequence(lambda n: f"dry-needling-{n}")
    summary = "Needles muscles safely."


class SchemeVersionFactory(DjangoModelFactory):
    """An adopted version that asks for 20 hours, and for 5 hours to renew; 24 months, window 3, grace 2."""

    class Meta:
        model = models.SchemeVersion

    scheme = factory.SubFactory(SchemeFactory)
    number = factory.LazyAttribute(lambda row: row.scheme.versions.count() + 1)
    effective_from = days(-2000)
    initial = [block("hours", "initial-hours", hours="20")]
    renewal = [block("hours", "renewal-hours", hours="5")]
    certificate_words = "has met the requirements"
    adopted_at = NOW - timedelta(days=2000)
    adopted_by = factory.SubFactory(UserFactory)


class EnrollmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Enrollment

    practitioner = factory.SubFactory(PractitionerFactory)
    version = factory.SubFactory(SchemeVersionFactory)
    scheme = factory.SelfAttribute("version.scheme")
    enrolled_on = days(-800)
    agreed_at = NOW - timedelta(days=800)
    recorded_at = NOW - timedelta(days=800)


class CycleFactory(DjangoModelFactory):
    """An awarded certification of an enrolled practitioner, valid 24 months from its anchor."""

    class Meta:
        model = models.Cycle

    class Params:
        dates = factory.LazyAttribute(lambda row: cycle(row.anchor, row.number, 24, 3, 2))

    practitioner = factory.SubFactory(PractitionerFactory)
    version = factory.SubFactory(SchemeVersionFactory)
    scheme = factory.SelfAttribute("version.scheme")
    anchor = days(-600)
    number = 0
    starts_on = factory.LazyAttribute(lambda row: row.dates.starts_on)
    valid_until = factory.LazyAttribute(lambda row: row.dates.valid_until)
    window_opens_on = factory.LazyAttribute(lambda row: row.dates.window_opens_on)
    grace_until = factory.LazyAttribute(lambda row: row.dates.grace_until)
    decision = factory.LazyAttribute(lambda row: awarded(row))


def awarded(row) -> models.Decision:
    """The decision behind a cycle; the enrollment behind the decision."""
    pair = {"practitioner": row.practitioner, "scheme": row.scheme}
    if not models.Enrollment.objects.filter(**pair).exists():
        EnrollmentFactory(**pair, version=row.version, enrolled_on=row.starts_on)
    return DecisionFactory(
        **pair,
        kind=models.DecisionKind.RENEW if row.number else models.DecisionKind.AWARD,
        effective_on=row.starts_on,
        decided_at=datetime.combine(row.starts_on, datetime.min.time(), UTC),
    )


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = models.Decision

    practitioner = factory.SubFactory(PractitionerFactory)
    scheme = factory.SubFactory(SchemeFactory)
    kind = models.DecisionKind.AWARD
    decided_at = NOW
    decided_by = factory.SubFactory(UserFactory)
    effective_on = TODAY
    reason = "All requirements are met."
    evaluation = {"outcome": "ready", "findings": []}
    evaluation_digest = "0" * 64


class PracticeRuleFactory(DjangoModelFactory):
    """An adopted rule that asks for nothing but the license that every rule implies; `requirements=` adds."""

    class Meta:
        model = models.PracticeRule

    jurisdiction = factory.SubFactory(JurisdictionFactory)
    number = factory.LazyAttribute(lambda row: row.jurisdiction.rules.count() + 1)
    state = models.PracticeRule.State.ADOPTED
    status = models.LawStatus.PERMITTED
    effective_from = days(-2000)
    citation = "Fla. Admin. Code 64B17-6.008"
    review_on = days(300)
    drafted_at = NOW - timedelta(days=400)
    adopted_at = NOW - timedelta(days=400)
    adopted_by = factory.SubFactory(UserFactory)
