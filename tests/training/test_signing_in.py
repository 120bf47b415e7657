"""Led to the sign-in and back: a page, and a part of a page that HTMX asks for."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.factories import UserFactory
from tests.factories.days import PASSWORD

pytestmark = pytest.mark.django_db


def asked(header: str) -> str:
    headers = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": header}
    return Client().get("/my/sessions/", **headers).headers["HX-Redirect"]


@pytest.mark.parametrize(
    ("header", "back"),
    [
        ("http://testserver/my/sessions/?state=draft&page=2", "/my/sessions/?state=draft&page=2"),
        ("http://testserver//evil.example/&next=//evil", "//evil.example/&next=//evil"),
        ("http://elsewhere.example/my/", "/"),
        ("http://[bad", "/"),
        ("", "/"),
    ],
)
def test_htmx_is_led_to_the_sign_in_with_one_way_back(header, back):
    place = urlsplit(asked(header))
    assert place.path == "/accounts/login/"
    assert parse_qs(place.query) == {"next": [back]}


def test_a_way_back_to_another_site_is_not_taken():
    user = UserFactory()
    sent = {"login": user.email, "password": PASSWORD, "next": "//evil.example/"}
    assert Client().post("/accounts/login/", sent).headers["Location"] == "/home/"
