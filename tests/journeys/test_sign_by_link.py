"""A supervisor without an account, from a letter to a session that counts, on a phone of 360 pixels."""

import pytest

from tests.journeys.by_link import (
    DANA,
    counted,
    fits,
    last_letter,
    logs_naming,
    opens_the_letter,
    proves,
    states,
    verifies,
)
from tests.journeys.world import KIM, MANAGER
from training.models import OutgoingMail, Practitioner, SigningLink, SupervisedSession
from training.queries.integrity import differences

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_supervisor_without_an_account_signs(therapist, phones):
    kim, dana = phones(KIM), phones()
    logs_naming(kim, "Dana Whitfield", DANA)
    assert kim.reads("Dana Whitfield signs it next, by a link that we mail.")
    opens_the_letter(dana, DANA)
    proves(dana)
    states(dana)
    assert fits(dana)
    dana.follows("Kim Obi")
    assert dana.reads("I supervised this session as described")
    assert fits(dana)
    dana.presses("Sign session")
    assert dana.reads("Nothing waits for you")
    session = SupervisedSession.objects.get()
    assert session.content_hash in last_letter(DANA).body
    assert (session.state, counted(session)) == ("to_verify", 0)
    dana.page.go_back()
    dana.page.reload()
    verifies(phones(MANAGER))
    session.refresh_from_db()
    assert (session.state, counted(session)) == ("signed", 1)
    kim.page.goto(f"/my/sessions/{session.pk}/")
    assert kim.reads("It is at the domain of the clinic where they work")
    assert list(differences()) == []


def test_this_was_not_me(therapist, phones):
    kim, stranger = phones(KIM), phones()
    logs_naming(kim, "Dana Whitfield", DANA)
    opens_the_letter(stranger, DANA)
    stranger.page.locator("summary", has_text="This was not me").tap()
    stranger.presses("This was not me")
    assert stranger.reads("Thank you for saying so")
    assert "this was not me" in last_letter(MANAGER).body
    letters = OutgoingMail.objects.filter(to=DANA).count()
    logs_naming(kim, "Dana Whitfield", DANA)
    assert OutgoingMail.objects.filter(to=DANA).count() == letters
    assert not Practitioner.objects.filter(email=DANA, supervisor_at__isnull=False).exists()
    ruth = phones(MANAGER)
    ruth.page.goto("/desk/signatures/")
    assert fits(ruth)
    ruth.presses("Keep the address blocked")
    assert SigningLink.objects.get().looked == "blocked"
