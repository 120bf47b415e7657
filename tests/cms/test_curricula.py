"""A curriculum's page: what cannot be published of it, what `training` keeps of it, and what readers see."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.curricula import offered_without_page, unkept_pages
from cms.models import CurriculumPage
from tests import factories
from tests.cms import site
from tests.training.counting import queries_of
from training.models import AuditEvent, Curriculum

pytestmark = pytest.mark.django_db
TITLES = ("Clean needles", "Anatomy", "The lung")


def listed(*pages) -> list[dict]:
    return [{"type": "module", "id": str(uuid4()), "value": page.pk} for page in pages]


def curriculum(*modules, **fields) -> CurriculumPage:
    given = {"title": "Foundations", "slug": f"c-{uuid4().hex[:8]}", "summary": "For beginners.", "live": False}
    return site.training_index().add_child(instance=CurriculumPage(**given | fields, modules=listed(*modules)))


@pytest.fixture
def modules(db):
    return [site.published(site.module_page(title=title)) for title in TITLES]


@pytest.fixture
def page(modules):
    return site.published(curriculum(*modules))


def kept() -> list[tuple[bool, list[str]]]:
    rows = Curriculum.objects.order_by("position")
    return [(row.is_offered, [place.module.title for place in row.places.order_by("position")]) for row in rows]


def test_publishing_keeps_it_once(page):
    site.published(page)
    assert kept() == [(True, list(TITLES))]
    assert AuditEvent.objects.filter(action="curriculum.published").count() == 1
    assert unkept_pages() == []


def test_a_draft_and_an_alias_keep_nothing(page, modules):
    page.create_alias(update_slug="an-alias")
    curriculum(*modules).save_revision()
    assert len(kept()) == 1


def test_a_copy_is_a_curriculum_of_its_own(page):
    page.copy(update_attrs={"slug": "a-copy", "title": "A copy"}, keep_live=True)
    assert kept() == [(True, list(TITLES))] * 2
    assert unkept_pages() == []


@pytest.mark.parametrize("end", ["unpublish", "delete"])
def test_its_end_takes_no_module_away(page, modules, end):
    getattr(page, end)()
    assert kept() == [(False, list(TITLES))]
    assert list(offered_without_page()) == []
    assert modules[0].__class__.objects.live().count() == 3


def test_a_move_changes_the_order_of_the_catalog(page, modules):
    other = site.published(curriculum(*modules[:1], title="Other"))
    assert [row.title for row in Curriculum.objects.all()] == ["Foundations", "Other"]
    other.move(page, pos="left")
    assert [row.title for row in Curriculum.objects.all()] == ["Other", "Foundations"]
    assert unkept_pages() == []


def test_a_module_whose_page_is_deleted_falls_out(page, modules):
    modules[1].delete()
    assert kept() == [(True, ["Clean needles", "The lung"])]
    assert unkept_pages() == []


def test_the_tick_brings_it_out(modules, now, time_machine):
    time_machine.move_to(now, tick=False)
    page = curriculum(*modules, go_live_at=now + timedelta(hours=1))
    page.save_revision().publish()
    assert kept() == []
    time_machine.move_to(now + timedelta(hours=2), tick=False)
    call_command("tick")
    assert kept() == [(True, list(TITLES))]


def test_what_was_missed_is_found_and_publishing_mends_it(page):
    Curriculum.objects.update(title="Something else")
    assert unkept_pages() == [page]
    site.published(page)
    assert unkept_pages() == []
    CurriculumPage.objects.filter(pk=page.pk).update(live=False)
    assert [row.key for row in offered_without_page()] == [page.translation_key]


def send(*modules, action="action-publish"):
    comments = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""}
    given = {"title": "Foundations", "slug": "foundations", "summary": "For beginners.", "comments": comments}
    given["modules"] = streamfield([("module", str(each.pk)) for each in modules])
    address = reverse("wagtailadmin_pages:add", args=["cms", "curriculumpage", site.training_index().pk])
    return site.client_of("editor").post(address, nested_form_data(given) | {action: "1"})


def test_an_editor_publishes_one(modules):
    assert send(*modules).status_code == 302
    assert kept() == [(True, list(TITLES))]


def test_what_cannot_be_published_is_said(modules):
    draft = site.module_page(title="Not ready")
    alias = modules[0].create_alias(update_slug="an-alias")
    for wrong, words in [
        ([modules[0], modules[0]], "stands above already."),
        ([modules[0], draft], "is not published. Publish it first, or leave it out."),
        ([alias], "only repeats another page. Choose that page."),
    ]:
        assert words in send(*wrong).content.decode()
    assert not CurriculumPage.objects.exists()


def test_without_a_module_it_is_not_published_but_kept_as_a_draft(modules):
    assert send().status_code == 200
    assert send(action="none").status_code == 302
    assert not CurriculumPage.objects.get().live and kept() == []


def test_readers_see_modules_in_order_with_credit(page, modules):
    modules[1].unpublish()
    shown = Client().get(page.url).content.decode()
    assert shown.index("Clean needles") < shown.index("The lung")
    assert "1 hour" in shown and "Anatomy" not in shown
    assert f'href="{page.url}"' in Client().get(site.training_index().url).content.decode()


def test_somebody_signed_in_sees_how_far_they_are(page, modules):
    person = factories.PractitionerFactory(login=True)
    done = Curriculum.objects.get().places.first().module.current
    factories.CompletionFactory(practitioner=person, revision=done)
    shown = site.signed_in(person.user).get(page.url).content.decode()
    assert "You have done 1 of 3." in shown and "Next: Anatomy" in shown


def test_the_catalog_is_narrowed_to_one_in_its_order(page, modules):
    site.published(site.module_page(title="Another"))
    reverse_order = site.published(curriculum(*modules[::-1][:2]))
    index = site.training_index()
    for each, titles in [(page, TITLES), (reverse_order, TITLES[::-1][:2])]:
        answer = Client().get(f"{index.url}?curriculum={each.slug}")
        assert [entry.page.title for entry in answer.context["entries"]] == list(titles)


def test_a_module_names_its_neighbors_and_what_comes_first(page, modules):
    modules[1].prerequisites = listed(modules[0])
    site.published(modules[1])
    shown = Client().get(modules[1].url).content.decode()
    assert f'<a href="{modules[0].url}" rel="prev">' in shown and f'<a href="{modules[2].url}" rel="next">' in shown
    assert "Before the quiz, complete:" in shown
    assert "Take first: Clean needles." in Client().get(site.training_index().url).content.decode()
    assert "Take first: Clean needles." in Client().get(page.url).content.decode()


def test_the_public_pages_cost_the_same_with_thirty(page, modules):
    modules[1].prerequisites = listed(modules[0])
    site.published(modules[1])
    addresses = [page.url, site.training_index().url, modules[1].url]
    few = [queries_of(lambda address=address: Client().get(address)) for address in addresses]
    more = [site.published(site.module_page(prerequisites=listed(modules[0]))) for _ in range(8)]
    page.modules = listed(*modules, *more)
    site.published(page)
    for number in range(3):
        site.published(curriculum(*more[number:]))
    many = [queries_of(lambda address=address: Client().get(address)) for address in addresses]
    assert [after - before for before, after in zip(few, many, strict=True)] == [0, 0, 0]
