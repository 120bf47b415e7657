"""A request that began before the settings were changed, and writes after it."""

from contextvars import Context

import pytest

from tests.factories import NOW, ClinicFactory, UserFactory
from tests.training.rule_story import adopted, draft, therapist
from training.actions.organization import save_organization
from training.actions.standing import changing
from training.models import Organization
from training.queries.integrity import standing_differences
from training.queries.organization import read_once

pytestmark = pytest.mark.django_db


def by_somebody_else(**settings):
    """Another request, which shares nothing with this one."""
    row = Organization.objects.get()
    for name, value in settings.items():
        setattr(row, name, value)
    Context().run(save_organization, by=UserFactory(role="administrator"), organization=row, now=NOW)


def test_its_answers_rest_on_the_new_settings():
    Organization.objects.create(review_tolerance_days=90)
    row = adopted(draft(requirements=[]))
    person = therapist(ClinicFactory(jurisdiction=row.jurisdiction))
    with read_once():
        by_somebody_else(review_tolerance_days=10)
        with changing(person):
            pass
    assert list(standing_differences()) == []
