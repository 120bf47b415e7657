"""A supervisor without an account, from a letter to a session that counts, on a phone of 360 pixels."""

import re

import pytest
from django.core import mail

from tests.journeys.thumb import Thumb
from tests.journeys.world import KIM, MANAGER
from training.models import OutgoingMail, Practitioner, SigningLink, SupervisedSession
from training.queries.facts import load_facts
from training.queries.integrity import differences

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

DANA = "dana@clinic.example"


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


def logs_naming(kim: Thumb, name: str, email: str) -> None:
    kim.page.goto("/my/sessions/new/")
    kim.page.locator("summary", has_text="They have no account here").tap()
    kim.writes("supervisor_name", name)
    kim.writes("supervisor_email", email)
    kim.ticks("supervision", "in_room")
    kim.touches_spot("glute-left")
    kim.ticks("needle_gauge", "30")
    kim.ticks("needle_length_mm", "50")
    kim.writes("needle_count", "4")
    kim.ticks("consented")
    kim.ticks("screened")
    kim.presses("Submit for sign-off")


def opens_the_letter(dana: Thumb, address: str) -> None:
    link = re.search(r"https?://[^/]+(/supervise/link/\S+)", last_letter(address).body)[1]
    dana.page.goto(link)
    assert dana.page.url.endswith("/supervise/link/"), "the token is still in the address"
    assert dana.reads("Asked by Kim Obi")
    assert fits(dana)


def proves(dana: Thumb) -> None:
    dana.presses("Send me the code")
    code = re.search(r"^\d{6}$", last_letter(DANA).body, re.M)[0]
    dana.writes("code", f"{(int(code) + 1) % 10**6:06}")
    dana.presses("Go on")
    assert dana.reads("4 tries are left")
    dana.page.fill("[name=code]", code)
    dana.presses("Go on")


def states(dana: Thumb) -> None:
    dana.chooses("jurisdiction", "Colorado")
    dana.writes("number", "PTL 0004711")
    dana.writes("workplace", "Clinic Example, Boulder")
    dana.writes("years_licensed", "12")
    dana.writes("training", "80 hours, Meridian Needling Institute, 2015")
    dana.presses("Go on to the sessions")


def verifies(ruth: Thumb) -> None:
    ruth.page.goto("/desk/signatures/")
    ruth.follows("Dana Whitfield")
    assert fits(ruth)
    ruth.page.locator("[name=shows][value=yes]").check()
    ruth.page.fill("[name=status_shown]", "ACTIVE")
    ruth.page.check("[name=in_good_standing]")
    ruth.page.fill("[name=issued_on]", "2015-05-04")
    ruth.page.fill("[name=expires_on]", "2030-10-31")
    ruth.presses("Record the look")
    ruth.page.locator("[name=address_proof][value=clinic]").check()
    ruth.presses("Verify")
    assert ruth.reads("Verified: 1 signature.")


def last_letter(address: str):
    return [letter for letter in mail.outbox if letter.to == [address]][-1]


def counted(session: SupervisedSession) -> int:
    return len(load_facts([session.practitioner_id])[session.practitioner_id].sessions)


def fits(person: Thumb) -> bool:
    """Nothing is wider than the phone."""
    return person.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
