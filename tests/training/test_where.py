"""`/where/`: every jurisdiction, honestly labelled; a page for each."""

import re
from datetime import date
from pathlib import Path

import pytest
import time_machine
import yaml
from django.urls import reverse

from tests import factories
from tests.factories import NOW, PASSWORD
from tests.training.rule_story import adopted, all_nothing, draft, place, therapist
from training.actions.jurisdiction import load
from training.management.commands.load_jurisdictions import DATA
from training.models import Jurisdiction
from training.rule_fields import Answer
from training.trees import block

pytestmark = pytest.mark.django_db
MAP = "/where/"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


def shown(response) -> list[str]:
    return [entry.place.code for entry in response.context["entries"]]


def test_an_adopted_rule_is_what_the_table_says(client):
    rule = draft(
        place(status="unclear"), status="permitted", requirements=[block("hours", "min_course_hours", hours="80")]
    )
    assert shown(client.get(f"{MAP}?status=unclear")) == ["US-FL"]
    adopted(rule)
    response = client.get(f"{MAP}?status=permitted&hours=known")
    (entry,) = response.context["entries"]
    assert (entry.status, entry.hours, entry.asks) == ("permitted", 80, ["80 course hours"])
    assert "by us, to be read again" in response.content.decode()


def test_sources_become_links_and_nothing_else(client):
    evil = "A board (https://board.example/rule); <script>alert(1)</script>; javascript:alert(1)"
    load(rows=[], now=NOW)
    place(source=evil, notes="<b>bold</b> https://notes.example", citation="<i>x</i>")
    text = client.get("/where/US-FL/").content.decode()
    assert 'href="https://board.example/rule"' in text
    assert 'href="https://notes.example"' in text
    assert "<script>alert" not in text
    assert 'href="javascript' not in text
    assert "<b>bold" not in text


def test_the_adopted_rule_is_a_checklist_with_its_duties(client):
    answers = all_nothing() | {"min_course_hours": Answer("value", 50, "Rule")}
    rule = adopted(draft(), answers=answers, duties=["Keep a log."], provisional_hours=30, provisional_months=48)
    text = client.get("/where/us-fl/").content.decode()
    for words in (
        "A license in good standing or a compact privilege here",
        "50 course hours",
        "Keep a log.",
        "for 48 months from the first course",
        "to be read again on",
    ):
        assert words in text
    assert str(rule.adopted_by) not in text


def test_an_open_unknown_is_said(client):
    adopted(draft())
    assert "nobody has read this yet, so nobody passes it" in client.get("/where/US-FL/").content.decode()


def test_a_position_is_said_to_be_ours(client):
    rule = draft(place("US-PA", "Pennsylvania", status="silent"), requirements=[])
    adopted(rule, position="permitted", position_basis="Counsel's letter.")
    text = client.get("/where/US-PA/").content.decode()
    assert "Our own position: our people may practice it." in text
    assert "is our own position and no permission by law" in text
    assert "We permit" not in text
    assert "if nobody does, a check is due after" in text
    assert "Counsel&#x27;s letter." in text


def test_a_coming_version_is_announced(client):
    adopted(draft(), effective_from=date(2027, 7, 1))
    text = client.get("/where/US-FL/").content.decode()
    assert "July 1, 2027" in text
    assert "None yet." in text


@pytest.mark.parametrize("code", ["XX", "US", "US-ZZ", "x" * 200, "%27", "🙂"])
def test_an_unknown_code_is_not_found(client, code):
    place()
    assert client.get(f"/where/{code}/").status_code == 404


def test_a_stranger_is_asked_nothing_and_a_practitioner_is_answered(client):
    rule = adopted(draft(requirements=[]))
    assert "And you?" not in client.get("/where/US-FL/").content.decode()
    person = therapist(factories.ClinicFactory(jurisdiction=rule.jurisdiction), login=True)
    assert client.login(email=person.user.email, password=PASSWORD)
    text = client.get("/where/US-FL/").content.decode()
    assert "You <em>may practice</em> dry needling in Florida" in text
    assert reverse("my:clearance", args=["US-FL"]) in text


def test_only_reading_is_possible(client):
    place()
    assert client.post(MAP).status_code == client.post("/where/US-FL/").status_code == 405
    assert Jurisdiction.objects.count() == 1


def test_hours_in_person_are_told_as_a_part_of_all_hours(client):
    place = factories.JurisdictionFactory()
    place.min_course_hours, place.in_person_hours = 50, 40
    place.save()
    assert "50 course hours, 40 of them in person" in client.get(MAP).content.decode()
    hours = [block("hours", "all", hours="50"), block("hours", "in-person", hours="40", modes=["in_person"])]
    factories.PracticeRuleFactory(jurisdiction=place, requirements=hours)
    assert "50 course hours, 40 of them in person" in client.get(MAP).content.decode()


def test_a_filter_opens_at_its_answer(client):
    place = factories.JurisdictionFactory()
    page = client.get(MAP, {"name": place.name}).content.decode()
    assert 'action="#every-rule"' in page
    assert '#every-rule">Clear all' in page


def test_notes_are_written_for_readers():
    jargon = re.compile(r"\bnull\b|pphc|unverified|\b[a-z]+_[a-z_]+\b|cut off|WATCH", re.IGNORECASE)
    rows = yaml.safe_load(Path(DATA).read_text())
    assert [row["code"] for row in rows if jargon.search(row["notes"] or "")] == []
