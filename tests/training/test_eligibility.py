"""Whether a supervisor was eligible on a day."""

import pytest

from tests.factories import LicenseCheckFactory, LicenseFactory, PractitionerFactory, SessionFactory, days
from training.queries.eligibility import eligibility

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor():
    return PractitionerFactory(supervisor=True, full_name="Daniel Okafor")


def test_a_license_that_a_check_shows_for_the_day_makes_eligible(supervisor):
    row = LicenseFactory(practitioner=supervisor, checked=True, issued_on=days(-400), expires_on=days(100))
    answers = {day: eligibility(supervisor, days(day)).eligible for day in (-401, -400, 0, 100, 101)}
    assert answers == {-401: False, -400: True, 0: True, 100: True, 101: False}
    proof = eligibility(supervisor, days(0)).to_json()
    assert proof["license"]["number"] == row.number
    assert proof["qualifications"] == ["licensed_1y"]
    assert "seen in good standing" in proof["reason"]


def test_a_claimed_license_is_none(supervisor):
    LicenseFactory(practitioner=supervisor)
    proof = eligibility(supervisor, days(0))
    assert not proof
    assert proof.reason == "No check shows a license of Daniel Okafor in good standing on March 1, 2027."


@pytest.mark.parametrize(
    "bad",
    [{"shows": False, "in_good_standing": False}, {"in_good_standing": False}, {"encumbered": True}],
)
def test_a_later_bad_look_takes_the_days_after_it_away(supervisor, bad):
    row = LicenseFactory(practitioner=supervisor, checked=True, checked__checked_on=days(-30))
    LicenseCheckFactory(license=row, checked_on=days(-5), **bad)
    assert eligibility(supervisor, days(-6))
    assert not eligibility(supervisor, days(-5))


def test_a_privilege_falls_with_its_home_license(supervisor):
    home = LicenseFactory(practitioner=supervisor, checked=True, expires_on=days(10))
    LicenseFactory(
        practitioner=supervisor,
        jurisdiction__code="US-CO",
        type="compact_privilege",
        home=home,
        checked=True,
        expires_on=days(300),
    )
    assert eligibility(supervisor, days(5))
    assert not eligibility(supervisor, days(20))


def test_a_registration_alone_is_no_license(supervisor):
    LicenseFactory(practitioner=supervisor, type="registration", checked=True)
    assert not eligibility(supervisor, days(0))


def test_who_was_not_admitted_or_has_left_is_not_eligible(supervisor):
    other = PractitionerFactory()
    LicenseFactory(practitioner=other, checked=True)
    assert "not admitted" in eligibility(other, days(0)).reason
    LicenseFactory(practitioner=supervisor, checked=True)
    supervisor.retired_on = days(-1)
    assert eligibility(supervisor, days(-1))
    assert "left practice" in eligibility(supervisor, days(0)).reason


def test_qualifications_are_those_of_the_day(supervisor):
    LicenseFactory(practitioner=supervisor, checked=True, issued_on=days(-366))
    assert eligibility(supervisor, days(-2)).qualifications == ()
    for day in range(25):
        SessionFactory(practitioner=supervisor, signed=True, happened_on=days(-30 + day))
    assert "sessions_25" in eligibility(supervisor, days(0)).qualifications
    assert "sessions_25" not in eligibility(supervisor, days(-10)).qualifications
    assert "licensed_1y" in eligibility(supervisor, days(0)).qualifications
