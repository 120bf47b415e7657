"""A therapist gives a certificate a page, copies its address; a stranger opens it without scripts; then it is off."""

import pytest

from certificates.sharing.shares import share_of
from tests.certificates.make import issued, story
from tests.journeys.world import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PICTURE = "document.querySelector('.shared-paper img')"
WIDE = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def certificate(world):
    """Its holder signs in as the others do."""
    certificate = issued(story())
    user = certificate.practitioner.user
    user.set_password(PASSWORD)
    user.save()
    return certificate


def test_a_page_is_sent_read_without_scripts_and_taken_down(certificate, phones, people):
    holder = phones(email=certificate.practitioner.user.email)
    holder.context.grant_permissions(["clipboard-read", "clipboard-write"])
    holder.go("/my/certificates/")
    holder.follow("Give it a page to send")
    holder.press("Switch the page on")
    holder.page.get_by_role("button", name="Copy").click()
    holder.page.wait_for_selector("text=The address is copied.")
    address = f"/shared/{share_of(certificate).token}/"
    assert holder.page.evaluate("navigator.clipboard.readText()").endswith(address)

    for screen in ({"width": 1280, "height": 900}, {"width": 320, "height": 700}):
        stranger = people(java_script_enabled=False, viewport=screen)
        stranger.go(address)
        assert stranger.page.inner_text("h1") == "Inés Zamora"
        assert stranger.page.inner_text(".shared-status .status") == "Valid"
        assert stranger.context.cookies() == []
    seeing = people(viewport={"width": 390, "height": 800})
    seeing.go(address)
    seeing.page.wait_for_function(f"{PICTURE}.complete")
    assert seeing.page.evaluate(f"{PICTURE}.naturalWidth") == 960
    assert seeing.page.evaluate(WIDE) <= 0

    holder.press("Switch it off")
    assert stranger.page.goto(address).status == 404
    holder.go("/my/certificates/")
    assert holder.reads("Not shared.")
    assert holder.reads("Looked up 3 times")
