"""The live preview: what is typed, printed by the real code on people with difficult names, and shown as a picture."""

import base64
import io
import re

import pytest
from django.urls import reverse
from PIL import Image

from certificates.designs import specimens
from certificates.designs.packaged import packaged
from certificates.designs.samples import ALL, MODES, SAMPLES
from certificates.models import Certificate, Design
from tests.certificates.designs.make import client_of, draft, picture
from tests.certificates.designs.test_admin import DESIGN, form
from tests.factories import UserFactory
from training.models import AuditEvent

pytestmark = pytest.mark.django_db
NEW = f"{DESIGN}:preview_on_add"


def preview(desk, mode: str = SAMPLES[0].key, address: str = "", **changes) -> str:
    """The panel's page after these words were typed."""
    address = address or reverse(NEW)
    told = desk.post(address, form(**changes)).json()
    assert told == {"is_valid": True, "is_available": True}
    return desk.get(address, {"mode": mode, "in_preview_panel": "true"}).text


def pictures(page: str) -> list[bytes]:
    return [base64.b64decode(each) for each in re.findall(r"data:image/webp;base64,([^\"]+)", page)]


def test_what_is_typed_is_seen_and_nothing_is_kept(desk):
    one, other = (preview(desk, title=title) for title in ("Certificate", "Diploma"))
    assert pictures(one) != pictures(other)
    assert Image.open(io.BytesIO(pictures(one)[0])).width == specimens.WIDTH
    assert not Design.objects.exists()
    assert not AuditEvent.objects.exists()
    assert not Certificate.objects.exists()


def test_a_logo_is_seen(desk, manager):
    mark = picture(manager)
    assert pictures(preview(desk, logo=mark.sha256)) != pictures(preview(desk))


def test_what_the_paper_refuses_is_said_in_words(desk):
    page = preview(desk, title="Certificate 😀")
    assert "Refused." in page, page
    assert "U+1F600" in page
    assert pictures(page) == []


def test_each_mode_shows_its_name(desk):
    pages = {mode: preview(desk, mode) for mode, _ in MODES}
    assert {mode: len(pictures(page)) for mode, page in pages.items()} == {
        **{each.key: 1 for each in SAMPLES},
        ALL: len(SAMPLES),
    }
    assert len({pictures(pages[each.key])[0] for each in SAMPLES}) == len(SAMPLES)


def test_an_unknown_mode_shows_the_first(desk):
    assert pictures(preview(desk, "x' onerror=")) == pictures(preview(desk))


def test_the_preview_of_a_draft_shows_the_form_and_leaves_the_draft(desk, manager):
    design = draft(manager)
    address = reverse(f"{DESIGN}:preview_on_edit", args=[design.pk])
    assert pictures(preview(desk, address=address, title="Diploma")) != pictures(preview(desk))
    assert Design.objects.get().draft["title"] == "Certificate"


def test_a_page_that_nobody_typed_on_shows_the_stored_draft(desk, manager):
    design = draft(manager, title="Diploma")
    assert pictures(desk.get(reverse(NEW)).text) == pictures(preview(desk))
    page = desk.get(reverse(f"{DESIGN}:preview_on_edit", args=[design.pk])).text
    assert pictures(page) == pictures(preview(desk, title="Diploma"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sentence": "{words} for {club}"}, "There is no place {club} here."),
        ({"accent": "#ffff66"}, "too light to read"),
        ({"title": ""}, "Write these words"),
        ({"signatory_1_title": "Director"}, "Each signatory needs a name"),
    ],
)
def test_what_is_wrong_is_said_in_its_place(desk, changes, words):
    page = preview(desk, **changes)
    assert words in page
    assert pictures(page) == []


def test_markup_stays_words(desk):
    script = "<script>alert(1)</script>"
    told = preview(desk, title="", sentence=f"{script} {{club}}", signatory_1_name=script)
    assert "<script" not in told
    assert pictures(preview(desk, title='<img src="file:///etc/passwd">'))


def test_it_is_for_nobody_else(manager):
    for somebody in (UserFactory(role="editor"), UserFactory()):
        assert client_of(somebody).post(reverse(NEW), form()).status_code in (302, 403)


def test_it_may_be_framed_by_the_editor_alone(desk):
    desk.post(reverse(NEW), form())
    answer = desk.get(reverse(NEW))
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_what_was_printed_a_moment_ago_is_not_printed_again(desk):
    specimens.drawn.cache_clear()
    preview(desk, title="Diploma")
    made = specimens.drawn.cache_info().misses
    preview(desk, title="Diploma")
    assert specimens.drawn.cache_info().misses == made


@pytest.mark.parametrize("kind", ["certification", "completion"])
def test_a_specimen_is_none_that_could_be_verified(desk, kind):
    document = specimens.specimen(packaged(kind), "Larkspur", "Inés Zamora")
    assert desk.get(reverse("verify:certificate", args=[document.code])).status_code == 404
    assert document.number == "SPECIMEN"
