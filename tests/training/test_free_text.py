"""Free texts of practice: what points to a patient stays out, beside its field, and nothing written is lost."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import NOW, UserFactory
from tests.training.my_story import browser_of, clinic, mine, noon, person, supervisor  # noqa: F401
from tests.training.signed_story import signed_session, waiting_session
from training.actions.void_session import ask
from training.forms.adverse import AdverseForm
from training.forms.free_text import FreeText
from training.forms.sign import ReturnForm
from training.forms.signing import RefuseForm, StatementForm
from training.forms.statement import SendBackForm
from training.forms.voiding import AmendForm, AskToVoidForm, KeepForm
from training.models import SessionState, SessionVoid

pytestmark = pytest.mark.django_db

STRONG = "Chart of MRN 448812, ask 303-555-0100."
WEAK = "It was March 2, 2027, not the day before."
FREE = [(ReturnForm, "comment"), (SendBackForm, "comment"), (RefuseForm, "reason"), (StatementForm, "training")]
FREE += [(AmendForm, "reason"), (AskToVoidForm, "reason"), (KeepForm, "answer"), (AdverseForm, "comment")]


def text_of(page: str) -> str:
    return re.sub(r"<[^>]+>", "", page).replace("&quot;", '"')


def key_in(page: str) -> str:
    return re.search(r'name="\w+_sure" value="(\w+)"', page)[1]


@pytest.mark.parametrize(("form", "name"), FREE)
def test_every_free_text_of_practice_keeps_patients_out(form, name):
    field = form.base_fields[name]
    assert isinstance(field, FreeText)
    assert field.max_length == 500
    assert field.help_text.startswith("Write nothing about a patient. No name, initials, age, birth date")
    assert "we do not find them all" in field.help_text


def test_the_hint_stands_before_the_field(browser_of, supervisor, person):
    session = waiting_session(person, supervisor)
    page = browser_of(supervisor.user).get(reverse("supervise:session", args=[session.pk])).content.decode()
    label, hint, area = (page.index(words) for words in (">What to change", "Write nothing about", '<textarea name="c'))
    assert label < hint < area
    assert 'aria-describedby="id_comment_helptext"' in page[area : area + 300]


def test_a_strong_hit_is_refused_and_stays_in_its_field(browser_of, supervisor, person, caplog):
    session = waiting_session(person, supervisor)
    said = {"content_hash": session.content_hash, "comment": STRONG}
    page = browser_of(supervisor.user).post(reverse("supervise:return", args=[session.pk]), said).content.decode()
    session.refresh_from_db()
    assert session.state == SessionState.SUBMITTED
    assert STRONG in page
    assert "“MRN 448812” looks like a record number. Take it out." in text_of(page)
    assert "“303-555-0100” looks like a telephone number. Take it out." in text_of(page)
    assert "_sure" not in page
    assert [each.getMessage() for each in caplog.records if each.name == "training.forms.free_text"] == [
        "Free text held back: record_number",
        "Free text held back: phone_number",
    ]
    assert "448812" not in caplog.text and "555" not in caplog.text


def test_a_weak_hit_is_asked_about_once(browser_of, supervisor, person):
    session = waiting_session(person, supervisor)
    url, browser = reverse("supervise:return", args=[session.pk]), browser_of(supervisor.user)
    said = {"content_hash": session.content_hash, "comment": WEAK}
    page = browser.post(url, said).content.decode()
    assert "“March 2, 2027” looks like a date. Take it out if it is about a patient, or tick the box." in text_of(page)
    assert "This is not about a patient: “March 2, 2027”" in text_of(page)
    assert f"{WEAK}</textarea>" in page
    sure = {"comment_sure": key_in(page)}
    other = browser.post(url, said | sure | {"comment": f"{WEAK} Ask Mr. Kim."}).content.decode()
    assert "“Mr. Kim” looks like a name." in text_of(other)
    assert browser.post(url, said | sure).status_code == 302
    session.refresh_from_db()
    assert (session.state, session.steps.get().comment) == (SessionState.RETURNED, WEAK)


def test_what_is_confirmed_does_not_carry_a_strong_hit(supervisor):
    form = AmendForm({"reason": f"{WEAK} {STRONG}", "reason_sure": "x"})
    assert not form.is_valid()
    assert len(form.errors["reason"]) == 2
    assert "_sure" not in str(form["reason"])


def test_asking_to_void_comes_back_with_the_words(mine, person, supervisor):
    session = signed_session(person, supervisor)
    url = reverse("versions:ask", args=[session.pk])
    reply = mine.post(url, {"reason": STRONG})
    page = reply.content.decode()
    assert (reply.status_code, STRONG in page, SessionVoid.objects.count()) == (400, True, 0)
    assert "looks like a record number" in text_of(page)
    page = mine.post(url, {"reason": WEAK}).content.decode()
    assert mine.post(url, {"reason": WEAK, "reason_sure": key_in(page)}).status_code == 302
    assert SessionVoid.objects.get().reason == WEAK


def test_keeping_a_session_comes_back_with_the_words(person, supervisor, clinic, noon):
    session = signed_session(person, supervisor)
    void = ask(by=person.user, session=session, reason="Logged twice.", now=NOW, today=NOW.date())
    manager = UserFactory(role="manager")
    clinic.managers.add(manager)
    browser = Client()
    browser.force_login(manager)
    reply = browser.post(reverse("versions:keep", args=[void.pk]), {"answer": STRONG})
    page = reply.content.decode()
    assert (reply.status_code, STRONG in page) == (400, True)
    assert reverse("desk:session", args=[session.pk]) in page
    void.refresh_from_db()
    assert void.outcome == ""
