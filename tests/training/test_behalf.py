"""A manager enters for somebody without a sign-in what is on paper."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import (
    NOW,
    TODAY,
    ClinicFactory,
    PractitionerFactory,
    SchemeVersionFactory,
    UserFactory,
    days,
)
from training.actions import Refused, behalf
from training.models import AuditEvent, Enrollment, Evidence, License

pytestmark = pytest.mark.django_db
ADDRESSES = [("license_for", []), ("evidence_for", ["attestation"])]


@pytest.fixture
def clinic():
    return ClinicFactory()


@pytest.fixture
def manager(clinic):
    user = UserFactory(role="manager")
    clinic.managers.add(user)
    return user


@pytest.fixture
def desk(client, manager, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(manager)
    return client


@pytest.fixture
def person(clinic):
    return PractitionerFactory(clinic=clinic, name_confirmed_at=None)


@pytest.fixture
def signed_up(clinic):
    return PractitionerFactory(clinic=clinic, login=True)


def address(name, person, *rest):
    return reverse(f"desk:{name}", args=[person.pk, *rest])


def actor_of(action):
    return AuditEvent.objects.get(action=action).actor


def test_a_license_is_on_record_under_the_managers_name(desk, manager, clinic, person):
    given = {"type": "license", "jurisdiction": clinic.jurisdiction.pk, "number": "PT 1", "home": ""}
    reply = desk.post(address("license_for", person), given | {"issued_on": "", "expires_on": ""})
    assert reply.url == reverse("desk:practitioner", args=[person.pk])
    row = License.objects.get(practitioner=person)
    assert (row.recorded_by, actor_of("license.add")) == (manager, manager)


def test_evidence_waits_to_be_accepted_also_by_who_entered_it(desk, manager, person):
    given = {"title": "Clean needle statement", "happened_on": "2027-02-01"}
    asked = desk.get(address("evidence_for", person, "attestation")).context["form"].names
    given |= {"asked": "*"} if asked else {}
    reply = desk.post(address("evidence_for", person, "attestation"), given)
    row = Evidence.objects.get(practitioner=person)
    assert reply.url == reverse("desk:evidence_item", args=[row.pk])
    assert (row.state, actor_of("evidence.submit")) == ("submitted", manager)
    assert desk.get(reply.url).status_code == 200
    desk.post(reverse("desk:evidence_accept", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == "accepted"


def test_a_mistake_is_shown_beside_its_field(desk, person):
    reply = desk.post(address("license_for", person), {"type": "license"})
    assert (reply.status_code, "number" in reply.context["form"].errors) == (422, True)
    reply = desk.post(address("evidence_for", person, "attestation"), {"happened_on": "2127-02-01"})
    assert reply.status_code == 422
    assert not Evidence.objects.exists()


def test_an_enrollment_says_when_they_agreed(desk, manager, person):
    scheme = SchemeVersionFactory().scheme
    given = {"scheme": scheme.pk, "agreed_on": days(-9).isoformat()}
    assert desk.post(address("enroll_for", person), given).status_code == 302
    row = Enrollment.objects.get(practitioner=person)
    assert (row.agreed_at.date(), row.enrolled_on) == (days(-9), TODAY)
    assert actor_of("enrollment.begin") == manager


def test_nobody_agrees_tomorrow(desk, person):
    scheme = SchemeVersionFactory().scheme
    given = {"scheme": scheme.pk, "agreed_on": days(1).isoformat()}
    assert "This date has not come yet." in desk.post(address("enroll_for", person), given).content.decode()
    assert not Enrollment.objects.exists()


def test_the_name_is_confirmed_once_it_was_compared(desk, manager, person):
    assert "Compare it with the license first." in desk.post(address("confirm_name_for", person)).content.decode()
    desk.post(address("confirm_name_for", person), {"compared": "on"})
    person.refresh_from_db()
    assert person.name_confirmed_at == NOW
    assert actor_of("practitioner.confirm_name_for") == manager


def test_whoever_has_a_sign_in_enters_alone(desk, signed_up):
    for name, rest in ADDRESSES:
        page = desk.get(address(name, signed_up, *rest), follow=True)
        assert "has a sign-in and enters this alone" in page.content.decode()
    assert "Enter for them" not in desk.get(reverse("desk:practitioner", args=[signed_up.pk])).content.decode()


def test_the_file_offers_what_is_open(desk, person):
    SchemeVersionFactory()
    page = desk.get(reverse("desk:practitioner", args=[person.pk])).content.decode()
    for name, rest in [*ADDRESSES, ("enroll_for", []), ("confirm_name_for", [])]:
        assert address(name, person, *rest) in page


def test_the_acts_refuse_too(manager, signed_up):
    scheme, when = SchemeVersionFactory().scheme, {"now": NOW, "today": TODAY}
    with pytest.raises(Refused, match="enters this alone"):
        behalf.enroll(by=manager, practitioner=signed_up, scheme=scheme, agreed_on=date(2027, 1, 1), **when)
    with pytest.raises(Refused, match="enters this alone"):
        behalf.confirm_name(by=manager, practitioner=signed_up, **when)
