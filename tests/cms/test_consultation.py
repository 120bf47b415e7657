"""A stranger's request is stored once and mailed once; bad input loses nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from cms.actions.consultation import request_consultation
from cms.models import ConsultationRequest
from training.models import Organization, OutgoingMail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def organization():
    return Organization.objects.create(contact_email="desk@clinic.example")


def sent(**changes) -> dict:
    return {
        "token": str(uuid4()),
        "name": "Noor Haddad",
        "email": "noor@mail.example",
        "phone": "",
        "clinic": "",
        "when": "morning",
        "message": "Does it help a stiff neck?",
        "agreed": "on",
        "website": "",
        **changes,
    }


def test_a_request_is_stored_and_mailed_once_however_often_it_is_sent():
    form, client = sent(), Client()
    answers = [client.post("/consultation/", form) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == ["/consultation/thanks/"] * 2
    asked = ConsultationRequest.objects.get()
    mail = OutgoingMail.objects.get()
    assert (mail.key, mail.to) == (f"consultation:{asked.pk}", "desk@clinic.example")
    assert "Does it help a stiff neck?" in mail.body
    assert client.get("/consultation/thanks/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Tell us your name"),
        ({"email": "noor"}, "This is not an email address."),
        ({"email": ""}, "We need an email address"),
        ({"phone": "12"}, "at least 7 digits"),
        ({"agreed": ""}, "Without your consent"),
        ({"name": "x" * 300}, "This has 300 characters. At most 120 fit."),
        ({"message": "x" * 3000}, "This has 3,000 characters. At most 600 fit."),
        ({"clinic": "999"}, "This clinic is not open."),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(changes, words):
    answer = Client().post("/consultation/", sent(**changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Does it help a stiff neck?" in page or "message" in changes
    assert not ConsultationRequest.objects.exists()


def test_a_robot_is_thanked_and_nothing_is_kept():
    answer = Client().post("/consultation/", sent(website="http://spam.example"))
    assert answer.headers["Location"] == "/consultation/thanks/"
    assert not ConsultationRequest.objects.exists()


def test_a_broken_token_loses_nothing():
    assert Client().post("/consultation/", sent(token="not-a-token")).status_code == 302
    assert ConsultationRequest.objects.count() == 1


def test_a_nul_is_refused():
    assert Client().post("/consultation/", sent(name="a\0b")).status_code == 400


def test_a_name_in_any_script_arrives():
    Client().post("/consultation/", sent(name="ศิริพร ทองดี"))
    assert ConsultationRequest.objects.get().name == "ศิริพร ทองดี"


def test_the_sixth_request_within_an_hour_waits_and_loses_nothing(time_machine):
    time_machine.move_to("2027-03-01T17:05:00Z", tick=False)
    client = Client()
    first = sent()
    assert client.post("/consultation/", first).status_code == 302
    assert [client.post("/consultation/", sent()).status_code for _ in range(5)] == [302] * 4 + [429]
    answer = client.post("/consultation/", sent(name="Ann Later"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, str(55 * 60))
    assert "this one is not sent yet" in answer.content.decode()
    assert "Ann Later" in answer.content.decode()
    assert client.post("/consultation/", first).status_code == 302  # sent twice is taken once
    assert ConsultationRequest.objects.count() == 5
    time_machine.move_to("2027-03-01T18:00:00Z", tick=False)
    assert client.post("/consultation/", sent()).status_code == 302


def test_what_cannot_be_taken_anyway_does_not_count():
    client = Client()
    for _ in range(8):
        assert client.post("/consultation/", sent(email="")).status_code == 422
    assert client.post("/consultation/", sent()).status_code == 302


def test_a_flood_is_kept_and_does_not_reach_the_mailbox(now):
    for number in range(60):
        fields = {"name": "Noor", "email": "n@mail.example", "when": "any"}
        request_consultation(token=uuid4(), now=now + timedelta(minutes=number), **fields)
    assert (ConsultationRequest.objects.count(), OutgoingMail.objects.count()) == (60, 50)
    request_consultation(token=uuid4(), now=now + timedelta(days=2), **fields)
    assert OutgoingMail.objects.count() == 51
