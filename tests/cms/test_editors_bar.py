"""Wagtail's bar, and the checks that it runs, are for those who write pages."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cms import site
from tests.factories import PractitionerFactory

pytestmark = pytest.mark.django_db
written = site.written
BAR = "<wagtail-userbar>"


def test_editors_alone_see_the_bar_and_only_on_pages(written):
    readers = {
        "stranger": Client(),
        "therapist": site.signed_in(PractitionerFactory(login=True).user),
        **{role: site.client_of(role) for role in ("manager", "editor", "administrator")},
    }
    shown = {who: BAR in client.get(written.url).content.decode() for who, client in readers.items()}
    assert shown == {"stranger": False, "therapist": False, "manager": False, "editor": True, "administrator": True}
    assert BAR not in readers["editor"].get("/verify/").content.decode()


@pytest.mark.parametrize("mode", ["", "lessons", "key"])
def test_each_preview_holds_what_the_checks_run_in(written, mode):
    address = reverse("wagtailadmin_pages:view_draft", args=[written.pk])
    assert BAR in site.client_of("editor").get(f"{address}?mode={mode}").content.decode()
