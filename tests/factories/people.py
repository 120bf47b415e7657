"""Logins, clinics and practitioners."""

from datetime import timedelta

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from tests.factories.days import NOW, PASSWORD, days
from training import models
from training.permissions import ADMINISTRATOR, EDITOR, MANAGER

ROLES = {"manager": MANAGER, "editor": EDITOR, "administrator": ADMINISTRATOR}


class UserFactory(DjangoModelFactory):
    """A login with a verified address; `role="manager"` puts it into that group."""

    class Meta:
        model = models.User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@pinpoint.example")
    first_name = "Ruth"
    last_name = "Lindqvist"

    @classmethod
    def _create(cls, model_class, *args, password=PASSWORD, **kwargs):
        return model_class.objects.create_user(password=password, **kwargs)

    @factory.post_generation
    def verified(self, create, extracted, **kwargs):
        if extracted is not False:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)

    @factory.post_generation
    def role(self, create, extracted, **kwargs):
        if extracted:
            self.groups.add(Group.objects.get_or_create(name=ROLES[extracted])[0])


class JurisdictionFactory(DjangoModelFactory):
    class Meta:
        model = models.Jurisdiction
        django_get_or_create = ("code",)

    code = "US-FL"
    name = factory.LazyAttribute(lambda row: {"US-FL": "Florida", "US-CO": "Colorado"}.get(row.code, row.code))
    status = models.LawStatus.PERMITTED
    source = "Fla. Admin. Code 64B17-6.008"
    confidence = models.Confidence.CONFIRMED


class ClinicFactory(DjangoModelFactory):
    """A clinic; `manager=user` lets them answer for its people."""

    class Meta:
        model = models.Clinic
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Clinic {n}")
    jurisdiction = factory.SubFactory(JurisdictionFactory)
    time_zone = "America/New_York"
    city = "Tampa"

    @factory.post_generation
    def manager(self, create, extracted, **kwargs):
        if extracted:
            models.ClinicManager.objects.create(user=extracted, clinic=self)


class PractitionerFactory(DjangoModelFactory):
    """A record, admitted unless `admitted=False`; `login=True` adds a login, `clinic=` an assignment."""

    class Meta:
        model = models.Practitioner
        skip_postgeneration_save = True

    class Params:
        login = factory.Trait(user=factory.SubFactory(UserFactory))
        admitted = True
        supervisor = False

    full_name = factory.Sequence(lambda n: f"Inés Zamora {n}")
    sort_name = factory.LazyAttribute(lambda row: ", ".join(reversed(row.full_name.split(" ", 1))))
    email = factory.LazyAttribute(
        lambda row: row.user.email if row.user else f"{row.full_name.split()[-1]}@record.example"
    )
    user = None
    recorded_at = NOW - timedelta(days=900)
    name_confirmed_at = NOW - timedelta(days=900)
    admitted_at = factory.LazyAttribute(lambda row: NOW - timedelta(days=900) if row.admitted else None)
    admitted_by = factory.Maybe("admitted", factory.SubFactory(UserFactory), None)
    supervisor_at = factory.LazyAttribute(lambda row: NOW - timedelta(days=900) if row.supervisor else None)
    supervisor_by = factory.Maybe("supervisor", factory.SubFactory(UserFactory), None)

    @factory.post_generation
    def clinic(self, create, extracted, **kwargs):
        if extracted:
            AssignmentFactory(practitioner=self, clinic=extracted, **kwargs)


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Assignment

    practitioner = factory.SubFactory(PractitionerFactory)
    clinic = factory.SubFactory(ClinicFactory)
    starts_on = days(-900)
    recorded_at = NOW - timedelta(days=900)
    recorded_by = factory.SubFactory(UserFactory)
