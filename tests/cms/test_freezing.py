"""What is published is kept in `training`, once for each content; the key never leaves the server."""

import hashlib
import re

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from cms.freezing import startable_without_page, unfrozen_pages
from tests.cms import site
from training.models import Module, ModuleRevision

pytestmark = pytest.mark.django_db


def test_publishing_freezes_a_revision_and_publishing_again_adds_none():
    page = site.published(site.module_page())
    page = site.published(page)
    module = Module.objects.get(key=page.translation_key)
    assert [(each.number, each == module.current) for each in module.revisions.all()] == [(1, True)]
    assert module.current.lessons[0]["html"].startswith("<p>What is read of Where the lung is.")
    assert module.current.questions[0]["answer"] == [module.current.questions[0]["options"][0]["id"]]
    assert module.current.minutes == 30


def test_a_change_makes_a_second_revision_and_taking_it_back_makes_the_first_current():
    page = site.published(site.module_page())
    page.summary = "Something else."
    page = site.published(page)
    module = Module.objects.get(key=page.translation_key)
    assert module.current.number == 2
    page.summary = "Choose an approach that cannot reach the lung."
    site.published(page)
    module.refresh_from_db()
    assert (module.current.number, module.revisions.count()) == (1, 2)


def test_a_draft_freezes_nothing():
    site.module_page().save_revision()
    assert not ModuleRevision.objects.exists()


def test_an_alias_freezes_nothing():
    page = site.published(site.module_page())
    page.create_alias(update_slug="an-alias")
    site.published(page)
    assert Module.objects.count() == 1


def test_a_copy_is_a_new_module():
    page = site.published(site.module_page())
    copied = page.copy(update_attrs={"slug": "a-copy"}, keep_live=False)
    site.published(copied)
    assert Module.objects.count() == 2


def test_a_page_scheduled_for_later_freezes_nothing_yet():
    page = site.module_page()
    page.go_live_at = timezone.now() + timezone.timedelta(days=1)
    page.save_revision().publish()
    assert not ModuleRevision.objects.exists()


@pytest.mark.parametrize("end", ["unpublish", "delete"])
def test_unpublishing_and_deleting_end_new_starts_and_nothing_else(end):
    page = site.published(site.module_page())
    getattr(page, end)()
    module = Module.objects.get()
    assert module.current is None
    assert module.revisions.count() == 1


def test_a_missed_freeze_and_a_missed_retirement_are_found():
    page = site.module_page(live=True)
    assert unfrozen_pages() == [page]
    page = site.published(page)
    assert unfrozen_pages() == []
    type(page).objects.filter(pk=page.pk).update(live=False)
    assert [module.key for module in startable_without_page()] == [page.translation_key]


def test_a_picture_is_kept_as_it_was_shown(settings, tmp_path):
    """Deleting the image from the library does not reach what was frozen."""
    settings.MEDIA_ROOT = tmp_path
    image = Image.objects.create(title="A grip", file=get_test_image_file(size=(640, 480)))
    figure = {"image": image.pk, "drawing": "", "alternative": "A fold of muscle", "caption": ""}
    written = site.lessons("Three protections")
    written[0]["value"]["body"].append({"type": "figure", "id": "f", "value": figure})
    site.published(site.module_page(lessons=written))
    lesson = ModuleRevision.objects.get().lessons[0]
    name = re.search(r'src="/media/(frozen/[^"]+)" alt="A fold of muscle"', lesson["html"]).group(1)
    image.delete()
    kept = (tmp_path / name).read_bytes()
    assert lesson["files"] == [hashlib.sha256(kept).hexdigest()]


def test_no_public_byte_holds_the_key():
    """There is a key to see: the frozen revision has it."""
    page = site.published(site.module_page())
    revision = ModuleRevision.objects.get()
    secrets = [site.RIGHT, site.WRONG, site.FEEDBACK, *revision.questions[0]["answer"]]
    client = Client()
    addresses = [page.url, site.training_index().url, "/", "/sitemap.xml", "/search/?query=pneumothorax"]
    shown = "".join(client.get(address).content.decode() for address in addresses)
    assert page.title in shown
    assert [secret for secret in secrets if secret in shown] == []
