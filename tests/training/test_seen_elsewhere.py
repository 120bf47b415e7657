"""The manager of another clinic reads that something rests on a look, and not on whose record."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest
from django.urls import reverse

from tests.factories import ClinicFactory, LicenseFactory, PractitionerFactory, UserFactory
from tests.training.my_story import browser_of, clinic, noon, person  # noqa: F401
from tests.training.signed_story import signed_session
from training.models import LicenseCheck

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("manages_both", [False, True])
def test_signatures_for_people_of_another_clinic_are_counted_and_not_named(browser_of, person, clinic, manages_both):
    here = ClinicFactory()
    signer = PractitionerFactory(login=True, supervisor=True, clinic=here)
    LicenseFactory(practitioner=signer, checked=True)
    signed_session(person, signer)
    manager = UserFactory(role="manager")
    manager.manager_rows.create(clinic=here)
    if manages_both:
        manager.manager_rows.create(clinic=clinic)
    look = LicenseCheck.objects.get(license__practitioner=signer)
    html = browser_of(manager).get(reverse("desk:check_void", args=[look.pk])).content.decode()
    assert (person.full_name in html, "of clinics that you do not manage" in html) == (manages_both, not manages_both)
