"""The organization's settings: for administrators, within sense, on record, and answered anew."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.factories import (
    TODAY,
    CycleFactory,
    DecisionFactory,
    LicenseFactory,
    PracticeRuleFactory,
    PractitionerFactory,
    UserFactory,
)
from training.actions.standing import refresh_all
from training.models import AuditEvent, Organization, Standing, StandingPair

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    return Organization.objects.create(name="Larkspur", contact_email="desk@larkspur.example")


@pytest.fixture
def administrator():
    return UserFactory(role="administrator")


def send(user, organization, **changes):
    kept = ("name", "time_zone", "contact_email", "phone", "check_good_for_days", "review_tolerance_days")
    client = Client()
    client.force_login(user)
    address = reverse("wagtailsettings:edit", args=["training", "organization", organization.pk])
    return client.post(address, {name: getattr(organization, name) for name in kept} | changes)


def test_an_administrator_changes_it_on_record(administrator, organization):
    assert send(administrator, organization, phone="813 555 0100", check_good_for_days="90").status_code == 302
    organization.refresh_from_db()
    assert (organization.phone, organization.check_good_for_days) == ("813 555 0100", 90)
    event = AuditEvent.objects.get()
    assert (event.action, event.actor_id) == ("organization.update", administrator.pk)
    assert event.fields == ["check_good_for_days", "phone"]


def test_a_manager_does_not(organization):
    send(UserFactory(role="manager"), organization, name="Mine")
    organization.refresh_from_db()
    assert organization.name == "Larkspur"
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [{"check_good_for_days": "367"}, {"check_good_for_days": "0"}, {"review_tolerance_days": "181"}],
)
def test_no_look_holds_for_ever(administrator, organization, changes):
    assert send(administrator, organization, **changes).status_code == 200
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("many", [False, True])
def test_the_tolerance_is_answered_anew(
    administrator, organization, monkeypatch, many, django_capture_on_commit_callbacks
):
    rule = PracticeRuleFactory(review_on=TODAY - timedelta(days=30))
    person = PractitionerFactory()
    LicenseFactory(practitioner=person, jurisdiction=rule.jurisdiction, checked=True)
    refresh_all([person.pk])
    before = outcome(person)
    if many:
        monkeypatch.setattr("training.actions.refreshing.AT_ONCE", 0)
    with django_capture_on_commit_callbacks(execute=True):
        send(administrator, organization, review_tolerance_days="10")
    rule.jurisdiction.refresh_from_db()
    pair = StandingPair.objects.get(practitioner=person, jurisdiction=rule.jurisdiction)
    assert rule.jurisdiction.rules_version == 1
    assert pair.rules_version == 1
    assert (before, outcome(person)) == ("cleared", "check_due")


def test_another_zone_moves_no_decision_to_another_day(administrator, organization, django_capture_on_commit_callbacks):
    """Awarded on the day of the revocation: in the zone of now it would be the day after it."""
    awarded = CycleFactory()  # decided at midnight UTC
    person, scheme = awarded.practitioner, awarded.scheme
    the_day_before = awarded.starts_on - timedelta(days=1)
    DecisionFactory(
        practitioner=person,
        scheme=scheme,
        kind="revoke",
        effective_on=the_day_before,
        decided_at=awarded.decision.decided_at - timedelta(hours=3),
    )
    refresh_all([person.pk])
    with django_capture_on_commit_callbacks(execute=True):
        send(administrator, organization, time_zone="Asia/Tokyo")
    refresh_all([person.pk])
    assert outcome(person) == "revoked"


def outcome(person) -> str:
    return Standing.objects.get(practitioner=person, starts_on__lte=TODAY, ends_on__gte=TODAY).outcome


def test_another_setting_asks_nobody_anew(administrator, organization):
    rule = PracticeRuleFactory()
    send(administrator, organization, name="Larkspur Dry Needling")
    rule.jurisdiction.refresh_from_db()
    assert rule.jurisdiction.rules_version == 0


@pytest.mark.parametrize("has_preferences", [False, True])
def test_the_editor_tells_times_in_the_organizations_zone(administrator, organization, has_preferences):
    """Wagtail would take the server's zone, or one that a person chose there."""
    if has_preferences:
        UserProfile.objects.create(user=administrator, current_time_zone="Asia/Tokyo")
    rule = PracticeRuleFactory(adopted_at=datetime(2027, 3, 1, 2, tzinfo=UTC))  # evening in New York
    client = Client()
    client.force_login(administrator)
    page = client.get(reverse("wagtailsnippets_training_practicerule:inspect", args=[rule.pk])).content.decode()
    assert "Feb. 28, 2027" in page or "February 28, 2027" in page
    assert "March 1, 2027" not in page
    assert UserProfile.objects.filter(current_time_zone="Asia/Tokyo").exists() == has_preferences
