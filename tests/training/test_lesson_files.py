"""The kept copy of a lesson's file: for practitioners, always as an attachment, in parts where a player asks."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from tests.factories import PractitionerFactory
from training.lesson_files import address_of, kept_as
from training.views.learn.files import part_of

FILM = bytes(range(256)) * 1000
DIGEST = hashlib.sha256(FILM).hexdigest()
PARTS = [
    ("bytes=0-99", (0, 99)),
    ("bytes=255900-", (255900, 255999)),
    ("bytes=255900-999999", (255900, 255999)),
    ("bytes=-100", (255900, 255999)),
    ("bytes=-999999", (0, 255999)),
]


@pytest.fixture
def reader(db):
    name = kept_as(DIGEST, "film.mp4")
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(FILM))
    client = Client()
    client.force_login(PractitionerFactory(login=True).user)
    return client


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_the_whole_file_is_an_attachment_that_no_browser_reads_as_a_page(reader):
    answer = reader.get(address_of(DIGEST, "Grip one.mp4"))
    assert body(answer) == FILM
    kept = ["Content-Type", "Content-Length", "Content-Disposition", "X-Content-Type-Options", "Accept-Ranges"]
    assert [answer[name] for name in kept] == [
        "video/mp4",
        "256000",
        'attachment; filename="Grip one.mp4"',
        "nosniff",
        "bytes",
    ]
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize(("header", "part"), PARTS)
def test_a_player_gets_the_part_that_it_asks_for(reader, header, part):
    first, last = part
    answer = reader.get(address_of(DIGEST, "film.mp4"), headers={"Range": header})
    assert (answer.status_code, answer["Content-Range"]) == (206, f"bytes {first}-{last}/256000")
    assert body(answer) == FILM[first : last + 1]
    assert int(answer["Content-Length"]) == last - first + 1
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_part_that_is_not_there(reader):
    answer = reader.get(address_of(DIGEST, "film.mp4"), headers={"Range": "bytes=256000-"})
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */256000")


NINES = "9" * 5000
UNREAD = ["bytes=-", "bytes=0-1,5-6", "pages=1-2", "bytes=a-b", "bytes=٠-٩", f"bytes={NINES}-", f"bytes=-{NINES}"]


@pytest.mark.parametrize("header", UNREAD)
def test_a_range_that_we_cannot_read_is_answered_with_the_whole(reader, header):
    assert part_of(header, 10) is None
    assert body(reader.get(address_of(DIGEST, "film.mp4"), headers={"Range": header})) == FILM


@pytest.mark.parametrize("name", ["film.webm", "film.html", "film.svg", "film"])
def test_the_name_does_not_change_what_the_file_is(reader, name):
    assert reader.get(address_of(DIGEST, name)).status_code == 404


def test_the_folder_itself_is_not_served(reader):
    assert reader.get(f"/media/kept/{DIGEST}.mp4").status_code == 404
    assert Client().get(address_of(DIGEST, "film.mp4")).status_code == 302
