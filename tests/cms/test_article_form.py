"""An article reaches readers with its author, and checked by a second one."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.models import ArticlePage
from tests.cms import site
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NOBODY_WROTE = "Name who wrote it, before it is published."
NOBODY_REVIEWED = "Name who reviewed it, before it is published"
THE_SAME = "Somebody else than the author reviews it."
PUBLISH = {"action-publish": "Publish"}


@pytest.fixture
def client():
    client = Client()
    client.force_login(UserFactory(role="editor"))
    return client


def form(**changes) -> dict:
    body = streamfield([("text", '{"blocks": [{"key": "a", "text": "Read.", "type": "unstyled"}], "entityMap": {}}')])
    comments = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""}
    given = {"title": "Sore spots", "slug": "sore-spots", "topic": "safety", "published_on": "2026-03-14"}
    return nested_form_data({**given, "standfirst": "What helps.", "body": body, "comments": comments, **changes})


def add(client, **changes):
    address = reverse("wagtailadmin_pages:add", args=["cms", "articlepage", site.article_index().pk])
    return client.post(address, form(**changes))


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ({}, [NOBODY_WROTE, NOBODY_REVIEWED]),
        ({"authors": "Ana Ruiz, PT"}, [NOBODY_REVIEWED]),
        ({"authors": "Ana Ruiz, PT", "reviewer": "ana ruiz, PT "}, [THE_SAME]),
    ],
)
@pytest.mark.parametrize("action", [PUBLISH, {"action-submit": "Submit"}])
def test_what_is_published_or_submitted_names_both(client, people, said, action):
    page = add(client, **people, **action).content.decode()
    assert [words for words in (NOBODY_WROTE, NOBODY_REVIEWED, THE_SAME) if words in page] == said
    assert not ArticlePage.objects.exists()


def test_a_draft_may_lack_them(client):
    assert add(client).status_code == 302
    assert not ArticlePage.objects.get().live


def test_with_both_it_is_published(client):
    assert add(client, authors="Ana Ruiz, PT", reviewer="Bo Lee, PT", **PUBLISH).status_code == 302
    assert ArticlePage.objects.get().live


def test_many_at_once_are_not_published(client):
    add(client)
    page = ArticlePage.objects.get()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.post(f"{address}?id={page.pk}&next=/admin/", {"include_descendants": ""}, follow=True)
    page.refresh_from_db()
    assert "Open a page to publish it" in answer.content.decode()
    assert not page.live
