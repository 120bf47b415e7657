"""Pictures of a certificate: those of the very bytes that were issued, or none."""

import io
from dataclasses import dataclass
from hashlib import sha256
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from PIL import Image

from certificates.printing.render import render
from certificates.sharing import pictures
from certificates.sharing.pictures import NotAsIssued, card, picture
from tests.certificates import course
from tests.certificates.make import document
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@dataclass
class Paper:
    """As much of a certificate as a picture asks for."""

    content: bytes
    number: str = "DN-2027-00042"

    def __post_init__(self):
        self.pdf, self.sha256 = SimpleNamespace(content=self.content), sha256(self.content).hexdigest()


@pytest.fixture(scope="module")
def papers():
    return {"certification": Paper(render(document(), NOW)), "completion": Paper(render(course.document(), NOW))}


@pytest.mark.parametrize("kind", ["certification", "completion"])
def test_it_is_the_first_page_small_enough_for_a_phone(papers, kind):
    found = picture(papers[kind])
    image = Image.open(io.BytesIO(found))
    assert (image.format, image.width) == ("WEBP", 960)
    assert abs(image.height / image.width - 612 / 792) < 0.01
    assert len(found) < 100_000
    assert len(image.convert("L").getcolors()) > 50  # something is drawn on it


def test_the_card_is_a_jpeg_of_the_shape_that_previews_ask_for(papers):
    image = Image.open(io.BytesIO(card(papers["certification"])))
    assert (image.format, image.size) == ("JPEG", (1200, 630))


def test_it_is_made_once(papers, monkeypatch):
    first = picture(papers["certification"])
    monkeypatch.setattr(pictures, "first_page", None)
    assert picture(papers["certification"]) == first


def test_of_bytes_that_were_not_issued_there_is_none_even_where_one_was_kept(papers):
    paper = papers["certification"]
    picture(paper)
    changed = Paper(paper.content)
    changed.pdf = SimpleNamespace(content=papers["completion"].content)
    for make in (picture, card):
        with pytest.raises(NotAsIssued):
            make(changed)


def test_two_papers_never_share_one(papers):
    cache.clear()
    assert picture(papers["certification"]) != picture(papers["completion"])
