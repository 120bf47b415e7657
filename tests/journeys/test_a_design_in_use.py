"""A manager drafts a design with a logo, sees it change while she types, and puts it to use: the next certificate bears
it, and the one from before is the file that it was."""

from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.urls import reverse

from certificates.models import Certificate
from tests.certificates.designs.make import png
from tests.certificates.make import issued, story
from tests.factories import NOW
from tests.journeys import editor
from tests.journeys.person import Person
from tests.journeys.world import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

DESIGNS, PICTURES = "/admin/snippets/certificates/design/", "/admin/snippets/certificates/designpicture/"
UNKNOWN = "{words}, for the {club}{limit} from {from} until {until}{extended}."
KNOWN = "{words} and may show it{limit} from {from} until {until}{extended}."


@pytest.fixture
def clock():
    with time_machine.travel(NOW + timedelta(hours=1), tick=True) as traveller:
        yield traveller


def able_to_sign_in(user) -> str:
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.update_or_create(user=user, primary=True, defaults={"email": user.email, "verified": True})
    return user.email


def test_a_design_from_a_logo_to_the_next_certificate(clock, transactional_db, people):
    first, second = story("Inés Zamora", "Dry Needling"), story("Ana Pop", "Needling of the Back")
    old = issued(first)
    ruth, ines = people(able_to_sign_in(second.manager)), people(able_to_sign_in(first.person.user))
    before = downloads(ines, old)
    adds_the_logo(ruth)
    drafts_and_watches(ruth)
    puts_to_use(ruth)
    decides(ruth, second)
    new = Certificate.objects.exclude(pk=old.pk).get()
    assert (new.document["title"], new.document["look"]["layout"]) == ("Diploma", "centered")
    assert "and may show it from" in new.document["sentence"]
    assert new.document["look"]["logo"]
    assert downloads(ines, old) == before == old.sha256


def downloads(person: Person, certificate: Certificate) -> str:
    """The SHA-256 of the file that the holder gets."""
    person.go("/my/certificates/")
    with person.page.expect_download() as download:
        person.page.locator(f"a[href*='{certificate.code}/pdf']").first.click()
    return sha256(download.value.path().read_bytes()).hexdigest()


def adds_the_logo(ruth: Person) -> None:
    page = ruth.go(f"{PICTURES}add/")
    page.fill("[name=name]", "Our mark")
    page.set_input_files("[name=upload]", {"name": "mark.png", "mimeType": "image/png", "buffer": png()})
    editor.saves(page)
    assert ruth.reads("Our mark")


def drafts_and_watches(ruth: Person) -> None:
    page = ruth.go(f"{DESIGNS}add/")
    page.fill("[name=name]", "Formal, with our mark")
    editor.opens_panel(page, "preview")
    shown = editor.previewed(page, "ordinary").locator("img")
    seen = {picture_of(shown)}
    for act in (
        lambda: page.select_option("[name=logo]", label="Our mark"),
        lambda: page.select_option("[name=layout]", "centered"),
        lambda: page.fill("[name=title]", "Diploma"),
    ):
        act()
        seen.add(changed(page, shown, seen))
    page.fill("[name=sentence]", UNKNOWN)
    frame = page.frame_locator("#w-preview-iframe")
    frame.get_by_text("There is no place {club} here.").wait_for()
    page.fill("[name=sentence]", KNOWN)
    changed(page, shown, seen)
    editor.previewed(page, "all").locator("figure").nth(7).wait_for()


def picture_of(shown) -> str:
    return shown.first.get_attribute("src")


def changed(page, shown, seen: set[str]) -> str:
    """The picture, once it is another one."""
    for _ in range(100):
        if shown.count() and (now := picture_of(shown)) not in seen:
            return now
        page.wait_for_timeout(100)
    raise AssertionError("The preview did not change.")


def puts_to_use(ruth: Person) -> None:
    editor.saves(ruth.page)
    with ruth.page.expect_navigation():
        ruth.page.get_by_role("button", name="Put version 1 to use").click()
    assert "Version 1 is in use" in ruth.page.inner_text("body")


def decides(ruth: Person, given) -> None:
    ruth.go(reverse("decide:decide", args=[given.person.pk, given.scheme.slug]))
    ruth.page.locator("[name=kind][value=award]").check()
    ruth.page.fill("[name=reason]", "Every requirement is met.")
    ruth.press("Decide")
