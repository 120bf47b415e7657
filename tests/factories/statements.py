"""Statements of supervisors, asked for or signed."""

import hashlib
from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from tests.factories.days import NOW, TODAY
from tests.factories.people import JurisdictionFactory, PractitionerFactory, UserFactory
from training import models


class StatementFactory(DjangoModelFactory):
    """One that waits; `signed=True` makes it a signed one."""

    class Meta:
        model = models.Statement

    class Params:
        signed = factory.Trait(
            state=models.StatementState.SIGNED,
            signed_at=NOW - timedelta(days=2),
            signed_by=factory.SubFactory(UserFactory),
            stated_on=TODAY - timedelta(days=2),
            printed_name=factory.LazyAttribute(lambda row: row.supervisor.full_name),
            wording="No additional supervised sessions are needed.",
            content_hash=hashlib.sha256(b"words").hexdigest(),
            meaning="I make this statement.",
            proof="password",
            proved_at=NOW - timedelta(days=2),
        )

    practitioner = factory.SubFactory(PractitionerFactory)
    supervisor = factory.SubFactory(PractitionerFactory, supervisor=True, login=True)
    jurisdiction = factory.SubFactory(JurisdictionFactory)
    kind = models.StatementKind.FINDING
    name = "Supervisor's statement that no more supervised sessions are needed"
    recorded_at = NOW - timedelta(days=3)
    recorded_by = factory.SubFactory(UserFactory)
