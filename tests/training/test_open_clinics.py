"""When a clinic is open: until the day before `closed_on`, said in one place and the same wherever one chooses."""

from types import SimpleNamespace

import pytest

from cms.forms import ConsultationForm
from tests.factories import NOW, TODAY, ClinicFactory, JurisdictionFactory, PractitionerFactory, UserFactory, days
from training.filters.find import with_clinics
from training.forms.assignment import my_clinics
from training.forms.managers import AppointForm
from training.forms.profile import JoinForm
from training.models import Clinic
from training.queries.find import at_work

pytestmark = pytest.mark.django_db


def chosen_from(day) -> list[bool]:
    """Whether each place that offers clinics offers the one there is."""
    place = JurisdictionFactory()
    request = SimpleNamespace(today=day, now=NOW)
    return [
        Clinic.objects.open_on(day).exists(),
        my_clinics(UserFactory(role="administrator"), day).exists(),
        JoinForm(today=day).fields["clinic"].queryset.exists(),
        AppointForm(today=day).fields["clinics"].queryset.exists(),
        ConsultationForm(today=day).fields["clinic"].queryset.exists(),
        at_work(day).exists(),
        with_clinics(request).filter(pk=place.pk).exists(),
    ]


@pytest.mark.parametrize(
    ("closed_on", "is_open"), [(None, True), (days(-1), False), (TODAY, False), (days(1), True), (days(90), True)]
)
def test_the_closing_day_is_the_first_on_which_nobody_works_there(closed_on, is_open):
    clinic = ClinicFactory(closed_on=closed_on)
    PractitionerFactory(clinic=clinic, listed=True)
    assert chosen_from(TODAY) == [is_open] * 7
