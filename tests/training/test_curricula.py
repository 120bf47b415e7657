"""Curricula as a practitioner sees them, and the act that keeps them."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from uuid import uuid4

import pytest

from tests import factories
from tests.factories import NOW
from tests.training.counting import queries_of
from tests.training.my_story import browser_of, clinic, mine, noon, person  # noqa: F401
from training.actions import curriculum
from training.models import AuditEvent, Curriculum
from training.queries.curricula import belongings

pytestmark = pytest.mark.django_db


@pytest.fixture
def modules(db):
    return [factories.ModuleFactory(title=title) for title in ("Clean needles", "Anatomy", "The lung")]


@pytest.fixture
def course(modules):
    return factories.CurriculumFactory(title="Foundations", slug="foundations", modules=modules)


def keep(modules, **changes):
    values = {"key": uuid4(), "page_id": 7, "slug": "basics", "title": "Basics", "summary": "For everybody."}
    return curriculum.publish(modules=[each.key for each in modules], by=None, now=NOW, **values | changes)


def titles(row) -> list[str]:
    return [place.module.title for place in row.places.order_by("position")]


def test_it_is_kept_once_and_told_once(modules):
    row = keep(modules)
    keep(modules, key=row.key)
    assert (Curriculum.objects.count(), titles(row)) == (1, ["Clean needles", "Anatomy", "The lung"])
    assert AuditEvent.objects.filter(action="curriculum.published").count() == 1


def test_another_order_is_kept_and_told(modules):
    row = keep(modules)
    keep(modules[::-1][:2], key=row.key)
    assert titles(row) == ["The lung", "Anatomy"]
    assert AuditEvent.objects.filter(action="curriculum.published").last().fields == ["modules"]


def test_what_cannot_be_kept_is_refused(modules):
    with pytest.raises(ValueError, match="once"):
        keep([modules[0], modules[0]])
    with pytest.raises(ValueError, match="was published"):
        keep([])
    assert not Curriculum.objects.exists()


def test_it_ends_once_and_begins_again(modules):
    row = keep(modules)
    assert curriculum.retire(key=row.key, now=NOW) and not curriculum.retire(key=row.key, now=NOW)
    assert keep(modules, key=row.key).is_offered
    assert AuditEvent.objects.filter(action__startswith="curriculum.").count() == 3


def test_the_catalog_says_how_far_one_is(mine, person, course, modules):
    factories.CompletionFactory(practitioner=person, revision=modules[0].current)
    page = mine.get("/learn/").content.decode()
    assert "1 of 3 done, next: Anatomy" in page
    page = mine.get("/learn/?curriculum=foundations")
    assert [row.module.title for row in page.context["rows"]] == ["Clean needles", "Anatomy", "The lung"]
    assert page.context["course"].next == modules[1]


def test_a_module_that_is_retired_counts_where_it_was_completed(mine, person, course, modules):
    factories.CompletionFactory(practitioner=person, revision=modules[0].current)
    for each in modules[:2]:
        each.current = None
        each.save()
    assert "1 of 2 done, next: The lung" in mine.get("/learn/").content.decode()


def test_all_done_says_so(mine, person, course, modules):
    for each in modules:
        factories.CompletionFactory(practitioner=person, revision=each.current)
    page = mine.get("/learn/?curriculum=foundations").content.decode()
    assert "All 3 done" in page


def test_a_module_names_its_neighbors(mine, course, modules):
    page = mine.get(f"/learn/{modules[1].key}/").content.decode()
    assert "Module 2 of 3" in page
    assert f'href="/learn/{modules[0].key}/" rel="prev"' in page
    assert f'href="/learn/{modules[2].key}/" rel="next"' in page
    assert [each.after for each in belongings(modules[2])] == [None]


def test_one_that_is_not_offered_is_not_named(mine, course, modules):
    Curriculum.objects.update(is_offered=False)
    assert "foundations" not in mine.get("/learn/").content.decode()
    assert "Module 2 of 3" not in mine.get(f"/learn/{modules[1].key}/").content.decode()
    assert mine.get("/learn/?curriculum=foundations").status_code == 200


def test_what_is_begun_comes_first_and_what_is_done_last(mine, person, course, modules):
    factories.CompletionFactory(practitioner=person, revision=modules[0].current)
    lesson = modules[2].current.lessons[0]["id"]
    person.lessons_read.create(revision=modules[2].current, lesson=lesson, read_at=NOW)
    rows = mine.get("/learn/").context["rows"]
    assert [row.module.title for row in rows] == ["The lung", "Anatomy", "Clean needles"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=lung", ["The lung"]),
        ("q=ÉLAN", ["Anatomy"]),
        ("q=first+elan", ["Anatomy"]),
        ("region=neck", ["Anatomy"]),
        ("credit=law", ["The lung"]),
        ("credit=self_paced", ["Anatomy", "Clean needles", "The lung"]),
    ],
)
def test_it_is_searched_in_titles_summaries_and_lessons(mine, modules, query, found):
    revision = modules[1].current
    type(revision).objects.filter(pk=revision.pk).update(
        taught=["neck"],
        summary="What comes first.",
        lessons=[{"id": "l", "title": "Élan of the spine", "minutes": 5, "html": "", "blocks": []}],
    )
    line = {"subject": "law", "mode": "self_paced", "minutes": 30}
    type(revision).objects.filter(pk=modules[2].current.pk).update(credit=[line])
    assert sorted(row.module.title for row in mine.get(f"/learn/?{query}").context["rows"]) == found


def test_nothing_found_names_the_filter_to_leave_out(mine, modules):
    page = mine.get("/learn/?q=lung&credit=safety&state=done").content.decode()
    assert "No module matches all of this" in page
    assert "1 module does without “Yours: Done.”" in page
    assert "All 3 modules" not in page


@pytest.mark.parametrize("address", ["/learn/", "/learn/?curriculum=foundations-of-all"])
def test_the_catalog_costs_the_same_with_thirty(mine, person, address):
    first = factories.ModuleFactory()
    after = {"prerequisites": [str(first.key)]}
    some = [first, factories.ModuleFactory(**{f"revised__{name}": value for name, value in after.items()})]
    course = factories.CurriculumFactory(slug="foundations-of-all", modules=some)
    mine.get(address)
    few = queries_of(lambda: mine.get(address))
    for number in range(3, 25):
        course.places.create(module=factories.ModuleFactory(revised__prerequisites=[str(first.key)]), position=number)
        factories.CurriculumFactory(modules=some)
    assert queries_of(lambda: mine.get(address)) == few
