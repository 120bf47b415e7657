"""A request that began before the settings were changed, and writes after it."""

from contextvars import Context
from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import NOW, ClinicFactory, CycleFactory, DecisionFactory, UserFactory, days
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


@pytest.mark.parametrize("settings", [{"review_tolerance_days": 10}, {"time_zone": "Pacific/Kiritimati"}])
def test_its_answers_rest_on_the_new_settings(settings):
    Organization.objects.create(review_tolerance_days=90, time_zone="Pacific/Pago_Pago")
    row = adopted(draft(requirements=[]))
    person = therapist(ClinicFactory(jurisdiction=row.jurisdiction))
    cycle = CycleFactory(practitioner=person)
    evening = datetime.combine(days(-30), datetime.min.time(), UTC) + timedelta(hours=20)
    cycle.decision.decided_at = evening
    cycle.decision.save()
    DecisionFactory(practitioner=person, scheme=cycle.scheme, kind="revoke", effective_on=days(-30), decided_at=evening)
    with read_once():
        by_somebody_else(**settings)
        with changing(person):
            pass
    assert list(standing_differences()) == []
