"""The demo's pages: built once, modules frozen, every page shown, and worth reading."""

import re

import pytest
from django.test import Client
from wagtail.models import Page

from cms.demo.load import load_content
from cms.freezing import unfrozen_pages
from tests.factories import TODAY, UserFactory
from training.models import ModuleRevision

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def loaded():
    by = UserFactory(role="editor")
    load_content(by=by, today=TODAY)
    return by


def counts() -> tuple[int, int]:
    return Page.objects.count(), ModuleRevision.objects.count()


def test_a_second_run_changes_nothing(loaded):
    before = counts()
    load_content(by=loaded, today=TODAY)
    assert counts() == before
    assert unfrozen_pages() == []


def test_every_page_is_shown_and_no_link_leads_nowhere(loaded):
    client, seen = Client(), set()
    for page in Page.objects.live().filter(depth__gt=1):
        answer = client.get(page.url)
        assert answer.status_code == 200, page.url
        seen |= set(re.findall(r'href="(/[^"#?]*)', answer.content.decode()))
    ours = {path for path in seen if not path.startswith(("/static/", "/admin/"))}
    assert {path: client.get(path).status_code for path in ours if client.get(path).status_code >= 400} == {}


def test_the_modules_teach(loaded):
    for revision in ModuleRevision.objects.all():
        words = [len(re.sub(r"<[^>]+>", " ", lesson["html"]).split()) for lesson in revision.lessons]
        assert len(words) >= 6, revision.title
        assert min(words) >= 350, revision.title
        assert len(revision.questions) >= 10
        assert all(question["feedback"] and question["reference"] for question in revision.questions)
