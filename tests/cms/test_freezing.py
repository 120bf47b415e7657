"""What is published is kept in `training`, once for each content; the key never leaves the server."""

import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from cms.freezing import content_of, startable_without_page, unfrozen_pages
from tests.cms import site
from training.actions.module import content_hash
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


def test_the_regions_it_teaches_are_frozen_and_counted_as_content():
    page = site.published(site.module_page())
    before = Module.objects.get(key=page.translation_key).current
    assert before.taught == [] and before.content_hash == content_hash(content_of(page))
    page.taught = ["neck", "deep"]
    page = site.published(page)
    after = Module.objects.get(key=page.translation_key).current
    assert (after.number, after.taught) == (2, ["deep", "neck"])
    assert "Neck, Deep needling" in Client().get(page.url).content.decode()


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


def with_a_picture(**fields):
    image = Image.objects.create(title="A grip", file=get_test_image_file(size=(640, 480)))
    figure = {"image": image.pk, "drawing": "", "alternative": "A fold of muscle", "caption": ""}
    written = site.lessons("Three protections")
    written[0]["value"]["body"].append({"type": "figure", "id": "f", "value": figure})
    return image, site.module_page(lessons=written, **fields)


def stored() -> set:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def test_a_picture_is_kept_as_it_was_shown(client):
    """Deleting the image from the library does not reach what was frozen, and a reader still sees it."""
    image, page = with_a_picture()
    site.published(page)
    lesson = ModuleRevision.objects.get().lessons[0]
    address = re.search(r'src="(/media/frozen/[^"]+)" alt="A fold of muscle"', lesson["html"]).group(1)
    image.delete()
    shown = client.get(address)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert lesson["files"] == [hashlib.sha256(shown.getvalue()).hexdigest()]


def test_comparing_writes_nothing():
    """Neither a file nor a rendition, whether the page was never frozen or its renditions were cleared away."""
    image, page = with_a_picture(live=True)
    before = stored()
    assert unfrozen_pages() == [page]
    assert (stored(), image.renditions.count()) == (before, 0)
    site.published(page)
    assert unfrozen_pages() == []
    image.renditions.all().delete()
    before = stored()
    assert unfrozen_pages() == []
    assert (stored(), image.renditions.count()) == (before, 0)


def test_a_figure_of_a_question_is_kept_too(client):
    image = Image.objects.create(title="A grip", file=get_test_image_file(size=(640, 480)))
    figure = site.drawn()
    figure[0]["value"] |= {"image": image.pk, "drawing": ""}
    page = site.module_page(questions=[site.question(figure=figure), site.number(figure=site.drawn())])
    page = site.published(page)
    asked, drawn = ModuleRevision.objects.get().questions
    address = re.search(r'src="(/media/frozen/[^"]+)" alt="A fold of muscle"', asked["figure"]["html"]).group(1)
    image.delete()
    assert asked["figure"]["files"] == [hashlib.sha256(client.get(address).getvalue()).hexdigest()]
    assert 'aria-label="A fold of muscle"' in drawn["figure"]["html"]
    assert (drawn["answer"], drawn["tolerance"], drawn["unit"], drawn["options"]) == (["2.5"], "0.5", "cm", [])


def test_a_question_that_uses_nothing_new_is_kept_as_it_was():
    page = site.module_page(questions=[site.question()])
    (asked,) = content_of(page)["questions"]
    assert sorted(asked) == ["answer", "feedback", "id", "kind", "options", "reference", "text"]


@pytest.mark.parametrize(
    ("folder", "status"), [("documents", 404), ("frozen/..", 400), ("images/../documents", 400), ("private", 404)]
)
def test_no_other_folder_is_served(client, folder, status):
    path = Path(settings.MEDIA_ROOT) / folder / "private.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("not for everybody")
    assert client.get(f"/media/{folder}/private.txt").status_code == status


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
