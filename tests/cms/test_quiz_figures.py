"""The editor's pages about answers: what they tell, and to whom."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest
from django.test import Client

from tests.cms import site
from tests.cms.site import client_of, written  # noqa: F401
from tests.factories import NOW
from tests.training.test_item_analysis import class_of
from training.actions import quiz_figures
from training.actions.quiz_figures import count_answers
from training.models import Module, QuizFigures
from training.queries.item_analysis import item_analysis

pytestmark = pytest.mark.django_db


def url(page) -> str:
    return f"/admin/modules/{page.pk}/answers/"


def answered(page, right: int, wrong: int) -> None:
    """So many who were right and wrong in the first question, the other way round in all others."""
    revision = Module.objects.get(key=page.translation_key).current
    first, *others = revision.questions
    good, bad = (
        first["answer"],
        [option["id"] for option in first["options"] if option["id"] not in first["answer"]][:1],
    )
    class_of(revision, right, {first["id"]: good})
    class_of(revision, wrong, {first["id"]: bad} | {each["id"]: each["answer"] for each in others})


def test_too_few_answers_are_told_as_that(written):
    text = client_of("editor").get(url(written)).content.decode()
    assert "No answers yet: too few to tell anything. Figures come with 30." in text
    answered(written, 3, 0)
    assert "3 answers so far: too few" in client_of("editor").get(url(written)).content.decode()


def test_figures_with_the_options_and_what_to_look_at(written):
    answered(written, 10, 30)
    text = client_of("editor").get(url(written)).content.decode()
    assert "<dd>25%</dd>" in text
    assert site.WRONG in text
    assert "Few get it right: is it taught, and is it clear?" in text
    count_answers(now=NOW)
    report = client_of("editor").get("/admin/reports/questions/").content.decode()
    assert written.title in report
    assert "As of Mar 1, 2027" in report
    assert "Few get it right" in report


def test_the_report_says_what_was_not_counted_yet(written):
    answered(written, 10, 30)
    report = client_of("editor").get("/admin/reports/questions/").content.decode()
    assert "Not counted yet." in report
    assert "Few get it right" not in report


def test_only_what_changed_is_counted_anew(written):
    answered(written, 2, 0)
    assert [count_answers(now=NOW) for _ in range(2)] == [1, 0]
    answered(written, 10, 30)
    assert [count_answers(now=NOW) for _ in range(2)] == [1, 0]
    assert len(QuizFigures.objects.get().flagged) == 2
    site.published(shorter(written))
    assert count_answers(now=NOW) == 1


def shorter(page):
    """With one lesson fewer."""
    del page.lessons[0]
    return page


def test_one_that_cannot_be_counted_stops_no_other(written, monkeypatch):
    site.published(site.module_page())
    first = Module.objects.order_by("title", "pk").first()

    def fails_once(module):
        if module == first:
            raise ValueError("broken")
        return item_analysis(module)

    monkeypatch.setattr(quiz_figures, "item_analysis", fails_once)
    with pytest.raises(RuntimeError, match="of 1 module"):
        count_answers(now=NOW)
    assert QuizFigures.objects.count() == 1


@pytest.mark.parametrize("modules", [1, 8])
def test_the_report_costs_the_same_for_one_module_and_for_eight(modules, django_assert_num_queries):
    for _ in range(modules):
        answered(site.published(site.module_page(questions=[site.question(), site.question()])), 1, 0)
    count_answers(now=NOW)
    client = client_of("editor")
    client.get("/admin/reports/questions/")
    with django_assert_num_queries(13):
        client.get("/admin/reports/questions/")


def test_a_module_that_was_never_published_says_so():
    draft = site.module_page()
    assert "never published" in client_of("editor").get(url(draft)).content.decode()


def test_the_ways_in(written):
    editor = client_of("editor")
    assert url(written) in editor.get(f"/admin/pages/{written.pk}/edit/").content.decode()
    assert url(written) in editor.get(f"/admin/pages/{written.get_parent().pk}/").content.decode()
    assert "/admin/reports/questions/" in editor.get("/admin/").content.decode()


@pytest.mark.parametrize("role", ["manager", ""])
def test_nobody_else_sees_them(written, role):
    client = client_of(role) if role else Client()
    for address in (url(written), "/admin/reports/questions/"):
        answer = client.get(address)
        assert answer.status_code in (302, 403)
        assert site.RIGHT not in answer.content.decode()


def test_no_such_module():
    assert client_of("editor").get("/admin/modules/999999/answers/").status_code == 404
