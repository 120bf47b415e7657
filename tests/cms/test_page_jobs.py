"""Copies, aliases, pictures that are replaced, pages that are deleted: what Wagtail offers does no harm to training."""

import re

import pytest
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from cms.freezing import unfrozen_pages
from cms.models import ModulePage
from tests.cms import site
from tests.cms.test_freezing import with_a_picture
from tests.factories import CompletionFactory, PractitionerFactory
from training.models import Completion, Module, ModuleRevision

pytestmark = pytest.mark.django_db
written = site.written


@pytest.fixture
def editor(db):
    return site.client_of("editor")


def copied(editor, page, **given) -> ModulePage:
    form = {"new_title": "The same again", "new_slug": "the-same-again", "new_parent_page": page.get_parent().pk}
    assert editor.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form | given).status_code == 302
    return ModulePage.objects.get(slug="the-same-again")


def test_a_published_copy_is_a_module_of_its_own(editor, written):
    """Their questions may bear the same ids: an answer belongs to a try, and a try to one module."""
    copy = copied(editor, written, publish_copies="on")
    keys = [written.translation_key, copy.translation_key]
    assert [Module.objects.get(key=key).current.number for key in keys] == [1, 1]
    assert unfrozen_pages() == []


def test_an_alias_leads_to_the_module_that_it_shows(editor, written):
    alias = copied(editor, written, alias="on")
    assert Module.objects.count() == 1
    therapist = site.signed_in(PractitionerFactory(login=True).user)
    shown = therapist.get(alias.url).content.decode()
    assert f'href="{reverse("learn:module", args=[written.translation_key])}"' in shown


def test_an_alias_that_becomes_a_page_is_frozen(editor, written):
    alias = copied(editor, written, alias="on")
    editor.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
    assert (Module.objects.count(), unfrozen_pages()) == (2, [])


def test_a_picture_that_is_replaced_does_not_reach_what_was_frozen(client):
    image, page = with_a_picture()
    site.published(page)
    lesson = ModuleRevision.objects.get().lessons[0]
    address = re.search(r'src="(/media/frozen/[^"]+)"', lesson["html"]).group(1)
    before = client.get(address).getvalue()
    image.file = get_test_image_file(size=(800, 300))
    image.save()
    image.renditions.all().delete()
    assert client.get(address).getvalue() == before


def test_a_page_with_completions_may_go_and_they_stay(editor, written):
    completion = CompletionFactory(revision=Module.objects.get().current)
    address = reverse("wagtailadmin_pages:delete", args=[written.pk])
    assert "every completion stays" in editor.get(address).content.decode()
    assert editor.post(address).status_code == 302
    assert not ModulePage.objects.exists()
    assert (list(Completion.objects.all()), Module.objects.get().current) == ([completion], None)


def test_an_old_address_leads_to_the_new_one(client, written, django_capture_on_commit_callbacks):
    before = written.url
    with django_capture_on_commit_callbacks(execute=True):
        written.slug = "under-another-name"
        site.published(written)
    assert client.get(before).url == "/training/under-another-name/"


def test_revisions_are_compared_and_an_older_one_is_opened_again(editor, written):
    older = written.latest_revision_id
    written.summary = "Another approach."
    site.published(written)
    compared = reverse(
        "wagtailadmin_pages:revisions_compare", args=[written.pk, older, ModulePage.objects.get().latest_revision_id]
    )
    assert "Another" in editor.get(compared).content.decode()
    opened = editor.get(reverse("wagtailadmin_pages:revisions_revert", args=[written.pk, older]))
    assert "Choose an approach that cannot reach the lung." in opened.content.decode()
