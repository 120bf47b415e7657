"""What an editor hears about the prerequisites of a module, and its references on the page."""

import pytest
from django.test import Client

from cms.freezing import content_of
from cms.module_blocks import ModulesBlock
from cms.module_lists import flaws_before
from tests.cms import site
from tests.cms.test_curricula import listed
from training.models import ModuleRevision

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(db):
    return [site.published(site.module_page(title=title)) for title in ("Needles", "Anatomy", "Lung")]


def asking(page, *modules):
    page.prerequisites = listed(*modules)
    return site.published(page)


def said(page, *modules) -> list:
    """What is wrong with these prerequisites, as the form finds it."""
    stream = ModulesBlock().to_python(listed(*modules))
    return [wrong for _, wrong in flaws_before(page, stream)]


def test_what_can_be_asked_for(pages):
    needles, anatomy, lung = pages
    asking(anatomy, needles)
    assert said(lung, needles, anatomy) == []
    assert said(needles) == []


def test_itself_and_a_circle_are_refused_by_name(pages):
    needles, anatomy, lung = pages
    assert said(lung, lung) == ["A module cannot be its own prerequisite."]
    asking(anatomy, needles)
    assert said(needles, anatomy) == [
        "Nobody could begin any of them: “Needles” asks for “Anatomy” and “Anatomy” for “Needles”."
    ]
    asking(lung, anatomy)
    assert said(needles, lung) == [
        "Nobody could begin any of them: “Needles” asks for “Lung”, “Lung” for “Anatomy” and “Anatomy” for “Needles”."
    ]


def test_a_line_is_refused_where_it_stands(pages):
    draft = site.module_page(title="Not ready")
    (wrong,) = said(pages[0], pages[1], draft, pages[1])
    assert {place: error.messages for place, error in wrong.block_errors.items()} == {
        1: ["“Not ready” is not published. Publish it first, or leave it out."],
        2: ["“Anatomy” stands above already."],
    }


def test_a_circle_of_drafts_is_refused_when_the_second_is_published(pages):
    needles, anatomy, _ = pages
    asking(anatomy, needles)
    with pytest.raises(ValueError, match="its own prerequisite"):
        asking(needles, anatomy)


def test_prerequisites_are_frozen_by_key(pages):
    asking(pages[1], pages[0])
    assert ModuleRevision.objects.get(number=2).prerequisites == [str(pages[0].translation_key)]
    assert content_of(pages[0])["prerequisites"] == []


def test_references_stand_on_the_page(pages):
    value = {"text": "<p>Boyce 2020 <i>IJSPT</i></p>", "address": "https://example.org/boyce"}
    page = pages[0]
    page.references = [{"type": "reference", "id": "r", "value": value}]
    site.published(page)
    shown = Client().get(page.url).content.decode()
    assert "Boyce 2020 <i>IJSPT</i>" in shown and 'href="https://example.org/boyce"' in shown
    assert "References" not in Client().get(pages[1].url).content.decode()
