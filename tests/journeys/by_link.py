"""What a trainee, a supervisor without an account and a manager do around a signature by link, on their phones."""

import re

from django.core import mail

from tests.journeys.thumb import Thumb
from training.models import SupervisedSession
from training.queries.facts import load_facts

DANA = "dana@clinic.example"


def names(kim: Thumb, name: str, email: str) -> None:
    kim.page.locator("summary", has_text="They have no account here").tap()
    kim.writes("supervisor_name", name)
    kim.writes("supervisor_email", email)


def logs_naming(kim: Thumb, name: str, email: str) -> None:
    kim.page.goto("/my/sessions/new/")
    names(kim, name, email)
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


def opens_the_signature(ruth: Thumb) -> None:
    ruth.page.goto("/desk/signatures/")
    ruth.follows("Dana Whitfield")
    assert fits(ruth)


def looks_the_license_up(ruth: Thumb) -> None:
    ruth.page.locator("[name=shows][value=yes]").check()
    ruth.page.fill("[name=status_shown]", "ACTIVE")
    ruth.page.check("[name=in_good_standing]")
    ruth.page.fill("[name=issued_on]", "2015-05-04")
    ruth.page.fill("[name=expires_on]", "2030-10-31")
    ruth.presses("Record the look")


def lets_it_count(ruth: Thumb) -> None:
    ruth.page.locator("[name=address_proof][value=clinic]").check()
    ruth.presses("Verify")
    assert ruth.reads("Verified: 1 signature.")


def verifies(ruth: Thumb) -> None:
    opens_the_signature(ruth)
    looks_the_license_up(ruth)
    lets_it_count(ruth)


def last_letter(address: str):
    return [letter for letter in mail.outbox if letter.to == [address]][-1]


def counted(session: SupervisedSession) -> int:
    return len(load_facts([session.practitioner_id])[session.practitioner_id].sessions)


def fits(person: Thumb) -> bool:
    """Nothing is wider than the phone."""
    return person.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
