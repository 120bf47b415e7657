"""What may stand in the library of documents, judged by what is in the file."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document

from cms import documents
from tests.cms import lesson_story as story
from tests.cms import site
from tests.cms.site import client_of
from tests.factories import PractitionerFactory
from training.lesson_files import TYPES, kept_as


def archive(*names: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as zipped:
        for name in names:
            zipped.writestr(name, "x")
    return out.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n%%EOF"
MP4 = b"\0\0\0\x18ftypisom\0\0\2\0isomiso2"
WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm"
KEPT = [
    ("a.pdf", PDF),
    ("A.PDF", PDF),
    ("a.mp4", MP4),
    ("a.webm", WEBM),
    ("a.vtt", b"\xef\xbb\xbfWEBVTT\n\n00:00.000 --> 00:02.000\nA thumb moves."),
    ("a.txt", "Für später".encode()),
    ("a.txt", ("ü" * documents.HEAD).encode()),
    ("a.csv", b"name,minutes\nNeck,45\n"),
    ("a.docx", archive("word/document.xml")),
    ("a.zip", archive("a.txt")),
]
REFUSED = [
    ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not kept"),
    ("a.html", b"<!doctype html>", "not kept"),
    ("noending", b"text", "not kept"),
    ("a.pdf", b"<html><script>alert(1)</script>", "holds something else"),
    ("a.txt", b" \n<SVG onload=alert(1)>", "holds something else"),
    ("a.csv", b"MZ\0\0\x90", "holds something else"),
    ("a.txt", b"\xff\xfe\x00a", "holds something else"),
    ("a.vtt", b"1\n00:00:00 --> 00:00:02", "holds something else"),
    ("a.mp4", b"\0\0\0\x18ftypheic", "holds something else"),
    ("a.webm", MP4, "holds something else"),
    ("a.docx", archive("xl/workbook.xml"), "holds something else"),
    ("a.docx", archive("word/document.xml", "word/vbaProject.bin"), "holds something else"),
    ("a.zip", b"PK\x03\x04 and then nothing", "holds something else"),
]


@pytest.mark.parametrize(("name", "content"), KEPT)
def test_a_file_that_is_what_its_name_says_is_kept(name, content):
    assert documents.flaw_of(ContentFile(content), name) == ""


@pytest.mark.parametrize(("name", "content", "words"), REFUSED)
def test_every_other_file_is_refused(name, content, words):
    assert words in documents.flaw_of(ContentFile(content), name)


def test_only_a_film_may_be_large(monkeypatch):
    monkeypatch.setattr(documents, "OTHER_LIMIT", 20)
    assert "The limit is" in documents.flaw_of(ContentFile(PDF), "a.pdf")
    assert documents.flaw_of(ContentFile(MP4 * 2), "a.mp4") == ""


def test_the_library_takes_what_lessons_keep():
    assert set(settings.WAGTAILDOCS_EXTENSIONS) == set(TYPES)


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a", "a.pdf/x", "../a.exe"])
def test_no_other_kind_has_a_kept_copy(name):
    assert kept_as("a" * 64, name) is None
    assert kept_as("../" + "a" * 61, "a.pdf") is None


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "kept"), [(PDF, True), (b"<script>alert(1)</script>", False)])
@pytest.mark.parametrize("way", ["wagtaildocs:add", "wagtaildocs:add_multiple"])
def test_the_editor_hears_it_when_uploading(content, kept, way):
    client = client_of("editor")
    upload = SimpleUploadedFile("sheet.pdf", content, content_type="application/pdf")
    name = "files[]" if way.endswith("multiple") else "file"
    answer = client.post(reverse(way), {"title": "Sheet", name: upload}, HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    assert answer.status_code == (302 if kept and name == "file" else 200)
    assert Document.objects.exists() is kept
    assert ("holds something else" in answer.content.decode()) is not kept


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "status"), [("", 404), ("practitioner", 404), ("manager", 404), ("editor", 200), ("administrator", 200)]
)
def test_the_library_itself_is_for_those_who_write(role, status):
    """What a lesson offers is read as its kept copy, by whom `training.views.learn.files` lets."""
    document = story.document("sheet.pdf", PDF)
    client = site.signed_in(PractitionerFactory(login=True).user) if role == "practitioner" else Client()
    client = client_of(role) if role in ("manager", "editor", "administrator") else client
    answer = client.get(document.url)
    assert answer.status_code == status
    assert (b"".join(answer.streaming_content) == PDF) if status == 200 else PDF not in answer.content


def test_no_file_of_the_library_is_answered_by_an_address_of_its_storage():
    assert settings.WAGTAILDOCS_SERVE_METHOD == "serve_view"
