"""A therapist finds the way in from every public page, and what a word leads to is the same everywhere."""

import re

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def links(client: Client) -> list[tuple[str, str]]:
    return re.findall(r'<a[^>]*href="([^"]+)"[^>]*>([^<]+)</a>', client.get("/").content.decode())


def test_a_stranger_finds_how_to_begin():
    page = Client().get("/").content.decode()
    assert 'id="for-therapists"' in page
    found = links(Client())
    for way in [("/accounts/signup/", "Make an account"), ("/accounts/login/", "Sign in")]:
        assert found.count(way) >= 2, way


def test_who_is_signed_in_finds_the_own_pages():
    client = Client()
    client.force_login(factories.PractitionerFactory(login=True).user)
    assert ("/my/", "Open my pages") in links(client)
    assert "Make an account" not in client.get("/").content.decode()


def test_a_word_leads_to_one_place():
    targets = {}
    for url, words in links(Client()):
        targets.setdefault(words.strip(), set()).add(url)
    assert {words for words, urls in targets.items() if len(urls) > 1} == set()
