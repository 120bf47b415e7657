"""Films, files, questions to oneself and labeled figures: what an editor hears, what a reader gets, what is kept."""

import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from cms.freezing import content_of, unfrozen_pages
from cms.lesson_blocks import LessonBodyBlock
from tests.cms import lesson_story as story
from tests.cms import site
from tests.cms.test_documents import MP4, PDF
from tests.factories import PractitionerFactory
from training.models import Module, ModuleRevision

pytestmark = pytest.mark.django_db
BODY = LessonBodyBlock()
OWN = ["labeled_figure", "knowledge_check", "video", "download"]


def reader() -> Client:
    return site.signed_in(PractitionerFactory(login=True).user)


def lesson_page(*blocks, number=1):
    """The lesson of a published module, as a practitioner opens it."""
    page = site.published(story.module_with(*blocks))
    return reader().get(reverse("learn:lesson", kwargs={"key": page.translation_key, "number": number}))


def refused(block: dict) -> dict:
    """What the editor hears, by field."""
    with pytest.raises(ValidationError) as error:
        BODY.clean(BODY.to_python([block]))
    return {name: str(said) for name, said in error.value.as_json_data()["blockErrors"][0]["blockErrors"].items()}


@pytest.mark.parametrize(
    ("value", "field", "words"),
    [
        ({}, "file", "either a file or an address"),
        ({"address": "https://example.com/film"}, "address", "YouTube or Vimeo"),
        ({"address": story.TUBE, "transcript": ""}, "transcript", "required"),
    ],
)
def test_a_video_needs_a_place_and_a_transcript(value, field, words):
    assert words in refused(story.video(**value))[field]


def test_a_video_is_a_film_and_captions_are_captions():
    sheet, film = story.document("sheet.pdf", PDF), story.document("film.mp4", MP4)
    assert "MP4 or a WebM" in refused(story.video(file=sheet.pk))["file"]
    assert "either a file" in refused(story.video(file=film.pk, address=story.TUBE))["file"]
    assert "WebVTT" in refused(story.video(file=film.pk, captions=sheet.pk))["captions"]
    assert BODY.clean(BODY.to_python([story.video(file=film.pk)]))


def test_a_question_to_oneself_has_a_right_answer_and_a_wrong_one():
    assert "right" in refused(story.check(("a", False, "x"), ("b", False, "y")))["options"]
    assert "same" in refused(story.check(("a", True, "x"), ("A", False, "y")))["options"]


def test_a_labeled_figure_shows_one_picture_and_has_labels():
    image = Image.objects.create(title="A grip", file=get_test_image_file())
    label = {"name": "Rib", "x": 50, "y": 57}
    assert "either an image" in refused(story.labeled(label, image=image.pk))["image"]
    assert "labels" in refused(story.labeled())
    assert "less than or equal to 100" in refused(story.labeled({**label, "x": 101}))["labels"]


def test_nothing_of_another_house_is_in_a_page_before_a_click():
    answer = lesson_page(story.video(address=story.TUBE))
    text = answer.content.decode()
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"' in text
    assert re.findall(r'(?:src|srcset|poster)="(https?:[^"]+)', text) == []
    assert "<iframe" not in text and "preconnect" not in text
    assert "A thumb moves across the fibers." in text


def frame_sources(answer) -> list[str]:
    return re.findall(r"frame-src ([^;]+)", answer["Content-Security-Policy"])


def test_only_the_lesson_with_the_film_may_open_a_frame():
    page = site.published(story.module_with(story.video(address=story.TUBE)))
    client, names = reader(), {"key": page.translation_key}
    answers = [client.get(reverse("learn:lesson", kwargs={**names, "number": number})) for number in (1, 2)]
    answers.append(client.get(reverse("learn:module", kwargs=names)))
    assert [frame_sources(answer) for answer in answers] == [["https://www.youtube-nocookie.com"], [], []]
    assert ["cms/js/film.js" in answer.content.decode() for answer in answers] == [True, False, False]


def test_what_was_published_is_kept_when_the_library_changes():
    film, sheet = story.document("film.mp4", MP4), story.document("Sheet of June.pdf", PDF)
    captions = story.document("film.vtt", b"WEBVTT\n")
    answer = lesson_page(story.video(file=film.pk, captions=captions.pk), story.download(sheet))
    addresses = re.findall(r'(?:src|href)="(/learn/files/[^"]+)"', answer.content.decode())
    expected = [hashlib.sha256(content).hexdigest() for content in (MP4, b"WEBVTT\n", PDF)]
    assert ModuleRevision.objects.get().lessons[0]["files"] == expected
    Document.objects.all().delete()
    kept = [reader().get(address) for address in dict.fromkeys(addresses)]
    assert {b"".join(each.streaming_content) for each in kept} == {MP4, PDF, b"WEBVTT\n"}
    assert all(each["Content-Disposition"].startswith("attachment") for each in kept)


def stored() -> set:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def test_comparing_copies_nothing_and_a_changed_file_is_new_content():
    sheet = story.document("sheet.pdf", PDF)
    page = story.module_with(story.download(sheet), live=True)
    before = stored()
    assert unfrozen_pages() == [page]
    assert stored() == before
    site.published(page)
    assert unfrozen_pages() == []
    Document.objects.filter(pk=sheet.pk).update(file=story.document("sheet.pdf", PDF + b"%%EOF").file.name)
    assert unfrozen_pages() == [page]
    assert site.published(page) and Module.objects.get().current.number == 2


def test_a_lesson_without_them_is_frozen_as_it_always_was():
    """Another name in a lesson would be another hash, and every module would be frozen anew."""
    assert [set(each) for each in content_of(site.module_page())["lessons"]] == [
        {"id", "title", "minutes", "html", "blocks", "files"}
    ] * 2


def test_a_document_that_is_gone_leaves_no_link_that_leads_nowhere():
    sheet = story.document("sheet.pdf", PDF)
    block = story.download(sheet)
    sheet.delete()
    assert "A sheet" not in content_of(story.module_with(block))["lessons"][0]["html"]


def test_each_answer_opens_its_own_reply():
    html = content_of(story.module_with(story.check(), story.check(question="And then?")))["lessons"][0]["html"]
    groups = re.findall(r'<details name="([^"]+)"', html)
    assert [groups.count(group) for group in dict.fromkeys(groups)] == [2, 2]
    assert "Not right.</span></span> It still points at it." in html
    assert "Right.</span></span> Use your hands." in html


def test_a_labeled_figure_is_read_without_its_picture():
    first, second = {"name": "Rib", "text": "Bone.", "x": 50, "y": 57}, {"name": "Lung", "x": 30, "y": 84}
    html = content_of(story.module_with(story.labeled(first, {**second, "toward": "sw"})))["lessons"][0]["html"]
    legend = re.search(r'<ol class="labeled-points">.*?</ol>', html).group()
    assert re.sub(r"<[^>]+>", "|", legend) == "|||Rib| Bone.|||Lung|||"
    assert '<svg x="50%" y="57%"' in html and '<svg x="30%" y="84%"' in html
    assert '<svg class="labels" aria-hidden="true"' in html and 'aria-label="A chest wall"' in html


@pytest.mark.parametrize("name", OWN)
def test_the_editor_is_shown_each_block_before_choosing_it(name):
    client = site.client_of("editor")
    block = LessonBodyBlock().child_blocks[name]
    assert block.get_description()
    answer = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert answer.status_code == 200
    shown = answer.content.decode().partition("<main")[2]
    assert block.get_preview_value().get("title", "") in shown
    assert {"video": "Play the film at Vimeo", "download": "PDF, 84 KB"}.get(name, "<") in shown


def test_the_preview_of_lessons_shows_files_of_the_library_and_opens_films():
    page = story.module_with(story.video(address=story.TUBE), story.download(story.document("sheet.pdf", PDF)))
    for mode, sources in (("lessons", ["https://www.youtube-nocookie.com"]), ("key", []), ("", [])):
        answer = page.make_preview_request(preview_mode=mode)
        assert frame_sources(answer) == sources
        if mode == "lessons":
            assert re.search(r'href="/documents/\d+/sheet', answer.content.decode())
