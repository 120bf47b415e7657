"""From a sign-in to a record, and keeping it current."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest
from django.urls import reverse

from tests import factories
from tests.training.my_story import browser_of, clinic, mine, noon, person  # noqa: F401
from training.models import AuditEvent, JoinRequest, OutgoingMail, Practitioner
from training.names import clean_name, suggested_sort_name

pytestmark = pytest.mark.django_db
PROFILE = "/my/profile/"
HIDDEN = "This name holds a character that cannot be seen. Type the name anew."


def given(at, **changes):
    return {
        "full_name": "Maya Lee Reyes",
        "confirmed": "on",
        "sort_name": "",
        "profession": "physical_therapist",
        "clinic": at.pk,
        "phone": "",
        **changes,
    }


@pytest.fixture
def newcomer(browser_of):
    user = factories.UserFactory(email="maya@pinpoint.example")
    return browser_of(user), user


def test_a_sign_in_without_a_record_is_led_to_the_profile(newcomer):
    client, _ = newcomer
    for name in ("my:standing", "my:sessions", "my:session_new", "my:records", "learn:catalog"):
        response = client.get(reverse(name))
        assert response.status_code == 302
        assert response.url == PROFILE


def test_a_stranger_is_led_to_the_sign_in(client, db):
    assert client.get("/my/").url == "/accounts/login/?next=/my/"


def test_the_profile_makes_a_record_that_waits_for_the_clinic(newcomer, clinic):
    client, user = newcomer
    manager = factories.UserFactory(role="manager")
    factories.people.models.ClinicManager.objects.create(user=manager, clinic=clinic)
    response = client.post(PROFILE, given(clinic))
    assert response.url == "/my/"
    record = Practitioner.objects.get(user=user)
    assert (record.full_name, record.sort_name, record.email) == ("Maya Lee Reyes", "Reyes, Maya Lee", user.email)
    assert record.admitted_at is None
    assert record.name_confirmed_at is not None
    request = JoinRequest.objects.get(practitioner=record)
    assert (request.clinic, request.outcome) == (clinic, "waiting")
    assert [mail.to for mail in OutgoingMail.objects.all()] == [manager.email]
    actions = list(AuditEvent.objects.filter(chain=f"p:{record.pk}").values_list("action", flat=True))
    assert actions == ["practitioner.create", "join.request"]


def test_a_double_click_makes_one_record(newcomer, clinic):
    client, user = newcomer
    client.post(PROFILE, given(clinic))
    from training.actions import profile

    again = profile.create(
        by=user, full_name="Other", sort_name="Other", profession="physical_therapist", phone="", clinic=clinic,
        now=factories.NOW,
    )  # fmt: skip
    assert again.full_name == "Maya Lee Reyes"
    assert Practitioner.objects.filter(user=user).count() == 1
    assert JoinRequest.objects.count() == 1


def test_the_page_says_who_must_act_until_somebody_is_admitted(newcomer, clinic):
    client, _ = newcomer
    client.post(PROFILE, given(clinic))
    page = client.get("/my/").content.decode()
    assert "Harbor Clinic has to <em>admit you</em> first." in page
    assert "Admit you to the clinic" in page
    assert "for your compliance manager" in page
    assert client.get("/learn/").status_code == 200
    assert client.get("/my/sessions/new/").status_code == 200


@pytest.mark.parametrize(
    "name",
    ["محمد عبد الله", "王小明", "अनन्या शर्मा", "สมชาย ใจดี", "Žofie Nováková", "O'Brien-Smith", "ก" * 300],
)
def test_a_name_in_any_script_is_kept_as_written(newcomer, clinic, name):
    client, user = newcomer
    assert client.post(PROFILE, given(clinic, full_name=name, sort_name=name)).status_code == 302
    assert Practitioner.objects.get(user=user).full_name == name


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"full_name": ""}, "full_name", "This field is required."),
        ({"full_name": "a" * 301}, "full_name", "Ensure this value has at most 300 characters (it has 301)."),
        ({"full_name": "12345"}, "full_name", "A name has at least one letter."),
        ({"full_name": "M\u202eR"}, "full_name", HIDDEN),
        ({"confirmed": ""}, "confirmed", "This field is required."),
        ({"clinic": "999999"}, "clinic", "Select a valid choice. That choice is not one of the available choices."),
        ({"profession": "wizard"}, "profession", "Select a valid choice. wizard is not one of the available choices."),
    ],
)  # fmt: skip
def test_bad_input_gets_a_sentence_beside_the_field(newcomer, clinic, changes, field, sentence):
    client, user = newcomer
    response = client.post(PROFILE, given(clinic, phone="555 0100", **changes))
    assert response.status_code == 422
    assert response.context["form"].errors[field] == [sentence]
    assert "555 0100" in response.content.decode()
    assert not Practitioner.objects.filter(user=user).exists()


def test_a_closed_clinic_cannot_be_asked(newcomer, clinic):
    client, _ = newcomer
    clinic.closed_on = factories.TODAY
    clinic.save()
    assert "clinic" in client.post(PROFILE, given(clinic)).context["form"].errors


def test_a_changed_name_keeps_the_former_one(mine, person):
    values = {"full_name": "Maya Reyes-Lindqvist", "sort_name": "", "profession": person.profession, "phone": "1"}
    assert mine.post(PROFILE, values).url == PROFILE
    person.refresh_from_db()
    assert (person.full_name, person.sort_name) == ("Maya Reyes-Lindqvist", "Reyes-Lindqvist, Maya")
    assert [row.full_name for row in person.former_names.all()] == ["Maya Reyes"]
    assert "Maya Reyes" in mine.get(PROFILE).content.decode()


def test_saving_nothing_new_writes_nothing(mine, person):
    values = {
        "full_name": person.full_name,
        "sort_name": person.sort_name,
        "profession": person.profession,
        "phone": "",
    }
    before = AuditEvent.objects.count()
    mine.post(PROFILE, values)
    assert AuditEvent.objects.count() == before


def test_while_one_clinic_has_not_answered_no_other_is_asked(newcomer, clinic):
    client, _ = newcomer
    client.post(PROFILE, given(clinic))
    other = factories.ClinicFactory(name="Mesa Clinic")
    response = client.post(PROFILE, {"join": "yes", "clinic": other.pk})
    assert response.status_code == 422
    assert "Harbor Clinic has not answered yet" in str(response.context["join"].errors)
    assert JoinRequest.objects.count() == 1


def test_after_a_refusal_another_clinic_can_be_asked(newcomer, clinic):
    client, _ = newcomer
    client.post(PROFILE, given(clinic))
    JoinRequest.objects.update(
        outcome="declined", decided_at=factories.NOW, decided_by=factories.UserFactory(), comment="We do not know you."
    )
    page = client.get(PROFILE).content.decode()
    assert "We do not know you." in page
    other = factories.ClinicFactory(name="Mesa Clinic")
    assert client.post(PROFILE, {"join": "yes", "clinic": other.pk}).url == PROFILE
    assert JoinRequest.objects.filter(outcome="waiting").get().clinic == other


def test_names():
    assert clean_name("  Maya   Reyes ") == "Maya Reyes"
    assert suggested_sort_name("Maya Lee Reyes") == "Reyes, Maya Lee"
    assert suggested_sort_name("王小明") == "王小明"
    assert suggested_sort_name("Reyes, Maya") == "Reyes, Maya"


@pytest.mark.parametrize(
    ("role", "target"), [("manager", "/desk/"), ("editor", "/admin/"), ("administrator", "/desk/"), ("", "/my/")]
)
def test_home_leads_by_role(browser_of, clinic, role, target):
    user = factories.UserFactory(**({"role": role} if role else {}))
    assert browser_of(user).get("/home/").url == target
