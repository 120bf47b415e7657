"""Requests to void a signed session, and tasks to look at again what rests on something void."""

import factory
from factory.django import DjangoModelFactory

from tests.factories.days import NOW
from tests.factories.people import UserFactory
from tests.factories.records import LicenseCheckFactory, SessionFactory
from training import models


class SessionVoidFactory(DjangoModelFactory):
    """A request that waits, as the therapist made it."""

    class Meta:
        model = models.SessionVoid

    session = factory.SubFactory(SessionFactory, signed=True)
    practitioner = factory.SelfAttribute("session.practitioner")
    reason = "It was another day."
    asked_at = NOW
    asked_by = factory.SubFactory(UserFactory)
    asked_as = models.VoidRole.THERAPIST


class ReviewTaskFactory(DjangoModelFactory):
    """About a look that was voided; it names nothing."""

    class Meta:
        model = models.ReviewTask

    check_of_license = factory.SubFactory(LicenseCheckFactory)
    practitioner = factory.SelfAttribute("check_of_license.license.practitioner")
    cause = models.ReviewCause.CHECK_VOID
    opened_at = NOW
