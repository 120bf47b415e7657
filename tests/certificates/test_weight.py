"""The pages of verification are read on slow phones: what they weigh, with all that they ask for."""

import re
from gzip import compress
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ASKED = re.compile(r'<(?:link rel="stylesheet" href|script src|link rel="icon" href)="/static/([^"?]+)"')
PAGE, FILES = 6_000, 20_000  # bytes as they are sent, compressed: half a second of a phone at 400 kbit/s, once
NAMES = re.compile(r"\.[0-9a-f]{12}(?=\.[a-z]+$)")


def asked_by(page: str) -> list[str]:
    """The files that a page asks for."""
    return [NAMES.sub("", name) for name in ASKED.findall(page)]


def weight(name: str) -> int:
    return len(compress(Path(finders.find(name)).read_bytes(), mtime=0))


@pytest.fixture
def pages(client, certificate) -> dict[str, bytes]:
    ours = bytes(certificate.pdf.content)
    answers = {
        "start": client.get("/verify/"),
        "certificate": client.get(f"/verify/{certificate.code}/"),
        "unknown": client.get(f"/verify/{'0' * 26}/"),
        "our file": client.post("/verify/", {"file": SimpleUploadedFile("a.pdf", ours)}),
        "not our file": client.post("/verify/", {"file": SimpleUploadedFile("a.pdf", ours + b"\n")}),
    }
    return {name: answer.content for name, answer in answers.items()}


def test_each_page_is_small(pages):
    assert {name: len(compress(page)) for name, page in pages.items() if len(compress(page)) > PAGE} == {}


def test_so_are_the_files_that_it_asks_for_once(pages):
    for page in pages.values():
        names = asked_by(page.decode())
        assert len(names) == 11, names
        assert sum(map(weight, names)) <= FILES


def test_it_asks_for_no_picture_no_font_and_no_htmx(pages):
    for page in pages.values():
        text = page.decode()
        assert "<img" not in text
        assert "htmx.min.js" not in text
