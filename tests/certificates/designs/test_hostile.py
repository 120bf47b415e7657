"""Addresses and forms of designs as no page of the editor sends them."""

from dataclasses import replace

import pytest
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certificates.designs import specimens
from certificates.designs.forms import PictureForm
from certificates.designs.packaged import packaged
from certificates.models import Design
from tests.certificates.designs.make import client_of, draft, put, redrafted
from tests.certificates.designs.test_admin import DESIGN, form
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PLACED = "{words}{limit} {from} {until}{extended}"


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 30, "²", "-1", "0"])
def test_a_version_that_is_none_shows_the_draft(desk, manager, number):
    design = draft(manager)
    put(design, manager)
    redrafted(design, manager, title="Diploma")
    page = desk.get(reverse(f"{DESIGN}:inspect", args=[design.pk]), {"version": number})
    assert "The draft as it would be printed" in page.text


@pytest.mark.parametrize(
    "sentence",
    [
        PLACED + "{0.__class__}",
        PLACED + "{words.__init__.__globals__}",
        PLACED.replace("{from}", "{from!r}"),
        PLACED.replace("{from}", "{from:>900000000}"),
        PLACED.replace("{from}", "{from[0]}"),
        PLACED.replace("{from}", "{from:{until}}"),
        PLACED + "{",
        PLACED + "{}",
        "{" * 300,
    ],
)
def test_a_place_is_a_name_and_nothing_else(desk, sentence):
    answer = desk.post(reverse(f"{DESIGN}:add"), form(sentence=sentence))
    assert "sentence" in answer.context["form"].errors
    assert not Design.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "zz"},
        {"layout": "../centered"},
        {"paper": "../../etc/passwd"},
        {"language": "de"},
        {"accent": "#41389c;}"},
        {"accent": "red) url(file:///etc/passwd"},
        {"logo": "0" * 64},
        {"logo": "file:///etc/passwd"},
        {"signatory_1_name": "Ann", "signatory_1_picture": "../logo"},
    ],
)
def test_only_what_the_lists_offer_is_drafted(desk, changes):
    answer = desk.post(reverse(f"{DESIGN}:add"), form() | changes)
    assert set(answer.context["form"].errors) & {*changes}
    assert not Design.objects.exists()


@pytest.mark.parametrize("name", ["preview_on_edit", "inspect", "edit", "copy", "history", "usage"])
@pytest.mark.parametrize("role", ["editor", None])
def test_a_draft_is_shown_to_managers_alone(manager, role, name):
    design = draft(manager, title="Diploma of the coming year")
    answer = client_of(UserFactory(role=role)).get(reverse(f"{DESIGN}:{name}", args=[design.pk]))
    assert answer.status_code == (302 if role else 403)
    assert "Diploma" not in answer.text


def test_a_name_with_markup_stays_a_name_in_every_message(desk):
    name = "<img src=x onerror=alert(1)>"
    page = desk.post(reverse(f"{DESIGN}:add"), form(name=name), follow=True)
    assert "is drafted" in page.text
    assert "<img src=x" not in page.text
    design = Design.objects.get()
    page = desk.post(reverse(f"{DESIGN}:edit", args=[design.pk]), form(name=name, title="Diploma"), follow=True)
    assert "is saved" in page.text
    assert "<img src=x" not in page.text


def test_a_file_that_is_too_heavy_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(File, "read", lambda *_: pytest.fail("It was read."))
    heavy = SimpleUploadedFile("logo.png", b"")
    heavy.size = 100 * 1024 * 1024
    form = PictureForm({"name": "Mark"}, {"upload": heavy}, for_user=UserFactory(role="manager"))
    assert form.errors == {"upload": ["This picture has 100.0 MB. The limit is 3 MB."]}


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\u2028", "\u3164", "\u115f", "\u034f", "\U000e0041"])
@pytest.mark.parametrize("field", ["title", "sentence", "fine_print"])
def test_nothing_that_cannot_be_seen_is_printed(field, hidden):
    words = packaged("certification")
    words = replace(words, **{field: f"A{hidden}b {getattr(words, field)}"})
    assert [bool(each.refusal) for each in specimens.shown(words, "Larkspur", "ordinary")] == [True]
