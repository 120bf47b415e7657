"""A private module page: new starts end, those in the middle go on, and opening it again lets people begin."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.freezing import startable_without_page, unfrozen_pages
from tests.cms import site
from tests.factories import PractitionerFactory, UserFactory
from training.models import Module

pytestmark = pytest.mark.django_db

written = site.written


def restrict(page, kind="groups") -> PageViewRestriction:
    row = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="one two three")
    row.groups.set(Group.objects.filter(name="Editor"))
    return row


def reads(client, page) -> int:
    return client.get(reverse("learn:lesson", args=[page.translation_key, 1])).status_code


def therapist() -> Client:
    return site.signed_in(PractitionerFactory(login=True).user)


def begun(page) -> Client:
    """Somebody who has read the first lesson."""
    client = therapist()
    client.post(reverse("learn:lesson", args=[page.translation_key, 1]))
    return client


@pytest.mark.parametrize("kind", ["groups", "password"])
@pytest.mark.parametrize("above", [False, True])
def test_nobody_begins_a_private_module_and_who_began_goes_on(written, kind, above):
    middle = begun(written)
    row = restrict(written.get_parent() if above else written, kind)
    assert (reads(middle, written), reads(therapist(), written)) == (200, 404)
    assert (unfrozen_pages(), list(startable_without_page())) == ([], [])
    row.delete()
    assert reads(therapist(), written) == 200
    assert Module.objects.get().revisions.count() == 1


@pytest.mark.parametrize("above", [False, True])
def test_deleting_what_is_private_opens_nothing(written, above):
    page = written.get_parent() if above else written
    restrict(page)
    page.delete()
    assert Module.objects.get().current is None


def test_for_all_who_are_signed_in_it_stays_open(written):
    restrict(written, "login")
    assert reads(therapist(), written) == 200
    assert Client().get(written.url, follow=True).redirect_chain[-1][0].startswith("/accounts/login/")


def test_what_is_published_while_private_is_begun_when_it_opens(written):
    row = restrict(written)
    written.summary = "Another approach."
    site.published(written)
    assert Module.objects.get().current is None
    row.delete()
    assert Module.objects.get().current.summary == "Another approach."


def test_the_form_says_what_privacy_does(written):
    editor = site.signed_in(UserFactory(role="editor"))
    address = reverse("wagtailadmin_pages:edit", args=[written.pk])
    said = {}
    for private in (False, True):
        if private:
            restrict(written)
        said[private] = "nobody can begin the module" in editor.get(address).content.decode()
    assert said == {False: False, True: True}


def test_a_page_with_a_password_asks_for_it_in_our_frame(written):
    restrict(written, "password")
    asked = Client().get(written.url).content.decode()
    assert "Password required" in asked and "site-head" in asked
    assert written.summary not in asked
