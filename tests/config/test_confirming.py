"""Confirming an email address: what the pages promise is what is sent."""

import re

import pytest
from allauth.account import app_settings
from django.core import mail
from django.core.cache import cache

pytestmark = pytest.mark.django_db
SIGN_UP = {"email": "nora@example.org", "password1": "a-long-enough-word"}


@pytest.fixture
def signed_up(client):
    cache.clear()
    yield client.post("/accounts/signup/", SIGN_UP, follow=True).content.decode()
    cache.clear()


def sign_in(client):
    return client.post(
        "/accounts/login/", {"login": SIGN_UP["email"], "password": SIGN_UP["password1"]}, follow=True
    ).content.decode()


def test_it_says_how_long_to_wait_for_another_link(client, signed_up):
    assert "at most every 3 minutes" in signed_up
    assert app_settings.RATE_LIMITS["confirm_email"] == "1/180s/key"
    assert len(mail.outbox) == 1
    assert "at most every 3 minutes" in sign_in(client)
    assert len(mail.outbox) == 1


def test_after_the_wait_signing_in_sends_a_new_link(client, signed_up):
    cache.clear()
    sign_in(client)
    assert len(mail.outbox) == 2


def test_a_used_link_says_that_it_may_be_done(client, signed_up):
    link = re.search(r"http://testserver(/accounts/confirm-email/\S+)", mail.outbox[0].body)[1]
    client.post(link)
    page = client.get(link).content.decode()
    assert "Your email may already be confirmed. Sign in." in page
    assert 'href="/accounts/login/"' in page
