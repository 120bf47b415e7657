"""A therapist whose name changed asks for a corrected certificate; a manager reads both names and prints it anew; a
stranger who holds the old paper is led to the new one, and nobody from the new one to the old name.
"""

import pytest

from certificates.models import Certificate
from tests.certificates.make import issued, story
from tests.certificates.test_corrections import MARRIED, renamed
from tests.journeys.world import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WIDE = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def given(world):
    """Both sign in as the others do."""
    given = story()
    for user in (given.person.user, given.manager):
        user.set_password(PASSWORD)
        user.save()
    return given


def test_asked_for_printed_anew_and_found(given, phones, people):
    old = issued(given)
    renamed(given)
    holder = phones(email=given.person.user.email)
    holder.go("/my/certificates/")
    assert holder.reads(f"It says Inés Zamora. Your name is now {MARRIED}.")
    holder.follow("Ask for a corrected certificate")
    holder.page.get_by_label("What is wrong on it?").fill("I married in May.")
    holder.press("Ask for it")
    assert holder.reads("You asked for a corrected certificate")
    assert holder.page.evaluate(WIDE) <= 0

    manager = people(email=given.manager.email)
    manager.go("/desk/")
    manager.page.get_by_role("link", name="Certificates to correct").click()
    manager.follow("Inés Zamora")
    assert manager.page.inner_text("main del") == "Inés Zamora"
    assert manager.page.inner_text("main ins") == MARRIED
    manager.press("Print anew")
    new = Certificate.objects.get(replaces=old)
    assert manager.page.url.endswith(f"/desk/certificates/{new.code}/")
    assert manager.reads("Printed anew") and manager.reads("I married in May.")

    stranger = people(java_script_enabled=False, viewport={"width": 320, "height": 700})
    stranger.go(f"/verify/{old.code}/")
    assert stranger.page.inner_text("h1") == f"Replaced by {new.number}"
    stranger.follow(new.number)
    assert stranger.page.inner_text("h1") == "Valid"
    assert stranger.reads(MARRIED) and stranger.reads(f"Replaces {old.number}")
    assert old.code not in stranger.page.content()
    holder.go("/my/certificates/")
    assert holder.reads(f"It replaces {old.number}")
