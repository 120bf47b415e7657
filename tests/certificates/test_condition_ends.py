"""A license that a certification rests on every day ends, then a check shows its renewal: every page says so."""

import time_machine
from django.urls import reverse

from tests import factories
from tests.certificates.make import issued, story
from tests.certificates.test_verify import words
from tests.factories import NOW, TODAY, days
from training.trees import block

LATER = NOW.replace(day=31)
RENEWED = {
    "checked_on": LATER.date(),
    "method": "web",
    "source": "License look-up, Florida",
    "shows": "yes",
    "status_shown": "Clear, active",
    "in_good_standing": "on",
    "issued_on": days(-400),
    "expires_on": days(800),
}


def seen(client, given, certificate):
    """How the person's page, the desk's file and the public page name the certification."""
    client.force_login(given.person.user)
    mine = words(client.get("/my/")).partition("Certification")[2]
    client.force_login(given.manager)
    file = client.get(reverse("desk:practitioner", args=[given.person.pk])).content.decode()
    client.logout()
    public = words(client.get(f"/verify/{certificate.code}/")).partition("Inés")[0]
    card = words_of(file, f'id="scheme-{given.scheme.pk}"')
    return tuple(word for word in (first_of(mine), first_of(card), first_of(public)))


def words_of(page: str, mark: str) -> str:
    return page.partition(mark)[2].partition("</section>")[0]


def first_of(text: str) -> str:
    """Which of the words that stand for the two states comes first."""
    found = {word: text.find(word) for word in ("Not valid today", "Active", "Valid") if word in text}
    return min(found, key=found.get, default="")


def test_inactive_while_the_license_is_over_and_active_again_after_a_new_check(client, db):
    given = story(throughout=[block("active_license", "license")])
    row = factories.LicenseFactory(
        practitioner=given.person, jurisdiction=given.clinic.jurisdiction, expires_on=days(28), issued_on=days(-400)
    )
    factories.LicenseCheckFactory(license=row, checked_on=TODAY)
    with time_machine.travel(NOW, tick=False):
        certificate = issued(given)
        assert seen(client, given, certificate) == ("Active", "Active", "Valid")
    with time_machine.travel(LATER, tick=False):
        assert seen(client, given, certificate) == ("Not valid today",) * 3
        client.force_login(given.person.user)
        page = client.get("/my/")
        assert page.context["steps"][0].action == "Renew your Florida license with the board"
        assert "Not met: License in good standing." in page.content.decode()
        assert f'href="{reverse("my:license", args=[row.pk])}">Open the license' in page.content.decode()
        client.force_login(given.manager)
        assert "1 ended" in client.get("/desk/").content.decode()
        reply = client.post(reverse("desk:check_new", args=[row.pk]), RENEWED)
        assert reply.status_code == 302
        assert seen(client, given, certificate) == ("Active", "Active", "Valid")
