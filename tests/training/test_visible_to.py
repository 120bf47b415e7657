"""Whom a manager sees is found in two ways, for few clinics and for many. Both find the same people."""

import pytest

from tests.factories import (
    NOW,
    AssignmentFactory,
    ClinicFactory,
    LicenseFactory,
    PractitionerFactory,
    UserFactory,
    days,
)
from training import querysets
from training.models import JoinRequest, License, Practitioner

pytestmark = pytest.mark.django_db

FEW, MANY = 0, 1000  # 0: no number of clinics is a good part of all


@pytest.fixture
def manager():
    return UserFactory(role="manager")


@pytest.fixture
def seen(manager):
    """Somebody at two of the clinics, somebody who left, somebody who asks, and the manager's own record."""
    here, there = ClinicFactory(manager=manager), ClinicFactory(manager=manager)
    twice, left, asking, own = (PractitionerFactory(clinic=ClinicFactory()) for _ in range(4))
    AssignmentFactory(practitioner=twice, clinic=here)
    AssignmentFactory(practitioner=twice, clinic=there)
    AssignmentFactory(practitioner=left, clinic=here, ends_on=days(-30))
    JoinRequest.objects.create(practitioner=asking, clinic=there, requested_at=NOW)
    Practitioner.objects.filter(pk=own.pk).update(user=manager)
    return {twice.pk, left.pk, asking.pk, own.pk}


@pytest.mark.parametrize("part", [FEW, MANY])
def test_both_ways_find_the_same_people(manager, seen, part, monkeypatch):
    monkeypatch.setattr(querysets, "MANY", part)
    for person in Practitioner.objects.all():
        LicenseFactory(practitioner=person)
    LicenseFactory()
    assert sorted(Practitioner.objects.visible_to(manager).values_list("pk", flat=True)) == sorted(seen)
    assert sorted(License.objects.visible_to(manager).values_list("practitioner", flat=True)) == sorted(seen)
    assert Practitioner.objects.visible_to(manager).filter(pk__in=seen)[:2].count() == 2


@pytest.mark.parametrize("part", [FEW, MANY])
def test_a_manager_of_no_clinic_sees_their_own_record(manager, part, monkeypatch):
    monkeypatch.setattr(querysets, "MANY", part)
    own = PractitionerFactory(clinic=ClinicFactory())
    Practitioner.objects.filter(pk=own.pk).update(user=manager)
    PractitionerFactory()
    assert list(Practitioner.objects.visible_to(manager)) == [own]
