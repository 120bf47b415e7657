"""Who presses a button on an entry that has gone elsewhere meanwhile reads a sentence, not “not found”."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import NOW, PASSWORD, LicenseFactory, PractitionerFactory, signing_link, statement, without_login
from tests.training.races.story import LATER, saves, submitted, supervisor, window
from training.actions.joining import hashed
from training.actions.session import discard, withdraw
from training.actions.session_page import Page
from training.models import SessionState, SupervisedSession
from training.views.supervise.link_door import SECRET, TOKEN

pytestmark = pytest.mark.django_db
GONE = "no longer waits for you: it was taken back, or names somebody else by now. Nothing was written."


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def entry():
    return submitted(supervisor())


def readdressed(entry):
    """Returned by its supervisor and submitted to another."""
    window(entry).send_back()
    back = SupervisedSession.objects.get(pk=entry.pk)
    other = PractitionerFactory(login=True, supervisor=True)
    LicenseFactory(practitioner=other, checked=True)
    return saves(back, Page(uuid4(), back.content_hash), submitting=True, supervisor=other)


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(("button", "more"), [("sign", {"password": PASSWORD}), ("return", {"comment": "Which side?"})])
def test_an_entry_that_names_somebody_else_by_now(entry, button, more):
    shown = {"content_hash": entry.content_hash} | more
    readdressed(entry)
    reply = browser(entry.supervisor.user).post(reverse(f"supervise:{button}", args=[entry.pk]), shown, follow=True)
    assert reply.redirect_chain == [(reverse("supervise:queue"), 302)]
    assert GONE in reply.content.decode()
    assert SupervisedSession.objects.get(pk=entry.pk).state == "submitted"


def test_a_stranger_hears_nothing_of_it(entry):
    stranger = browser(supervisor("Priya Raman").user)
    shown = {"content_hash": entry.content_hash, "password": PASSWORD}
    assert stranger.post(reverse("supervise:sign", args=[entry.pk]), shown).status_code == 404


def test_a_batch_says_how_many_have_gone(entry):
    stays = submitted(entry.supervisor)
    several = {"entry": [f"{each.pk}:{each.content_hash}" for each in (entry, stays)], "password": PASSWORD}
    readdressed(entry)
    page = browser(entry.supervisor.user).post(reverse("supervise:sign_several"), several).content.decode()
    assert "1 session signed" in page
    assert "1 of those that you read no longer waits for you" in page


@pytest.mark.parametrize(("button", "more"), [("sign", {}), ("return", {"comment": "Which side?"})])
def test_an_entry_that_was_withdrawn_under_a_link(button, more):
    dana = without_login()
    entry, _ = submitted(dana), submitted(dana)
    link = signing_link(dana)
    statement(link)
    link.proved_at, link.browser_hash = NOW, hashed("here")
    link.save()
    client = Client()
    session = client.session
    session.update({TOKEN: link.token_hash, SECRET: "here"})
    session.save()
    withdraw(by=entry.practitioner.user, session=entry, now=LATER)
    shown = {"content_hash": entry.content_hash} | more
    reply = client.post(reverse(f"supervise:link_{button}", args=[entry.pk]), shown, follow=True)
    assert reply.redirect_chain == [(reverse("supervise:link_entries"), 302)]
    assert GONE in reply.content.decode()


def test_a_draft_that_was_discarded_in_another_window(entry, monkeypatch):
    """Between the reading of the page's row and the lock."""
    person = entry.practitioner
    draft = saves(entry_as_draft(entry), Page())
    client, row = browser(person.user), SupervisedSession.objects.get(pk=draft.pk)
    discard(by=person.user, session=SupervisedSession.objects.get(pk=draft.pk), now=NOW)
    monkeypatch.setattr("training.views.my.sessions.get_object_or_404", lambda *given, **named: row)
    for name, words in [("withdraw", "discarded in another window"), ("discard", "Discarded.")]:
        reply = client.post(reverse(f"my:session_{name}", args=[draft.pk]), follow=True)
        assert reply.redirect_chain == [(reverse("my:sessions"), 302)]
        assert words in reply.content.decode()


def entry_as_draft(entry) -> SupervisedSession:
    row = SupervisedSession.objects.get(pk=entry.pk)
    row.pk, row.state, row.submitted_at = None, SessionState.DRAFT, None
    row.save()
    return row
