"""The editor's pages about corrections: which wordings there are, who is told, and the question before it is done."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import re

import pytest
from django.test import Client

from cms.errata import reached
from tests import factories
from tests.cms import site
from tests.cms.site import client_of, written  # noqa: F401
from tests.cms.test_quiz_figures import answered
from tests.factories import passed_attempt
from training.models import Attempt, Erratum, ErratumNotice, Module
from training.queries.wordings import wordings
from training.wordings import wording_of

pytestmark = pytest.mark.django_db
SENT = {"words": "We said stand up. Sit down is right."}
BEFORE = "What helps a pneumothorax?"


def url(page, wording: str = "") -> str:
    return f"/admin/modules/{page.pk}/errata/" + (f"{wording}/" if wording else "")


def module_of(page) -> Module:
    return Module.objects.get(key=page.translation_key)


def first(page) -> str:
    return wording_of(module_of(page).current.questions[0])


def read(page, *rest) -> str:
    return client_of("editor").get(url(page, *rest)).content.decode()


def plain(text: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", text).split())


def done(page, count: int) -> None:
    for _ in range(count):
        passed_attempt(factories.PractitionerFactory(), module_of(page).current)


def reworded(page, words: str = BEFORE):
    """The first question in other words, published."""
    blocks = page.questions.get_prep_value()
    blocks[0]["value"]["text"] = words
    page.questions = page._meta.get_field("questions").to_python(blocks)
    return site.published(page)


def test_each_wording_with_its_revisions_and_those_who_answered_it(written):
    done(written, 2)
    page = reworded(written)
    done(page, 1)
    said = plain(read(page))
    assert f"1. {BEFORE} Asked now, in revision 2. 1 person answered it." in said
    assert "Before: Sharp chest pain after needling. What first?" in said
    assert "No longer asked; it stood in revision 1. 2 people answered it." in said
    assert "Asked now, in revisions 1 to 2. 3 people answered it." in said


def test_the_numbers_of_revisions_are_said_in_runs(written):
    module, asked = module_of(written), module_of(written).current.questions
    for questions in (asked, asked[:1], asked, asked):
        factories.ModuleRevisionFactory(module=module, questions=questions)
    found = [each.numbers for group in wordings(module) for each in group]
    assert found == ["revisions 1 to 5", "revisions 1 to 2, 4 to 5"]


def test_people_are_counted_who_drew_the_question(written):
    module = module_of(written)
    asked = [each | {"pool": "deep"} for each in module.current.questions]
    module.current = factories.ModuleRevisionFactory(module=module, questions=asked, draws={"deep": 1})
    module.save()
    for id in (asked[0]["id"], asked[0]["id"], asked[1]["id"]):
        attempt = passed_attempt(factories.PractitionerFactory(), module.current)
        Attempt.objects.filter(pk=attempt.pk).update(questions=[id])
    assert [group[0].people for group in wordings(module)] == [2, 1]


def test_it_asks_before_it_tells(written):
    done(written, 2)
    editor, address = client_of("editor"), url(written, first(written))
    said = plain(editor.post(address, SENT | {"forgives": "on"}).content.decode())
    assert "2 people are told at once" in said
    assert SENT["words"] in said
    assert "A failed try that asked it no longer counts." in said
    assert not Erratum.objects.exists()
    answer = editor.post(address, SENT | {"forgives": "on", "publish": "1"}, follow=True)
    assert "The correction is published. 2 people are told." in answer.content.decode()
    row = Erratum.objects.get()
    assert (row.words, row.forgives, row.question) == (
        SENT["words"],
        True,
        module_of(written).current.questions[0]["id"],
    )
    assert ErratumNotice.objects.count() == 2
    assert "2 people told, 0 have read it. Failed tries do not count." in plain(answer.content.decode())


def test_the_words_can_be_changed_before(written):
    text = client_of("editor").post(url(written, first(written)), SENT | {"change": "1"}).content.decode()
    assert f"{SENT['words']}</textarea>" in text
    assert not Erratum.objects.exists()


def test_a_double_click_publishes_once(written):
    done(written, 1)
    editor = client_of("editor")
    for _ in range(2):
        assert editor.post(url(written, first(written)), SENT | {"publish": "1"}).status_code == 302
    assert (Erratum.objects.count(), ErratumNotice.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("told", "people", "words"),
    [
        (0, 0, "Nobody had answered yet."),
        (1, 1, "1 person is told."),
        (500, 501, "500 people are told. The others are told within minutes."),
    ],
)
def test_what_publishing_says_afterwards(told, people, words):
    assert reached(told, people) == words


def test_who_is_in_the_middle_of_a_try_is_said(written):
    done(written, 1)
    Attempt.objects.update(submitted_at=None, correct=None, passed=None)
    said = plain(client_of("editor").post(url(written, first(written)), SENT).content.decode())
    assert "Nobody is told now" in said
    assert "1 person is in the middle of a try that asks it, and told when it ends." in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("   ", "Write what was wrong, and what is right."),
        ("x" * 2001, "Ensure this value has at most 2000 characters (it has 2001)."),
    ],
)
@pytest.mark.parametrize("step", [{}, {"publish": "1"}])
def test_what_cannot_be_said(written, words, sentence, step):
    answer = client_of("editor").post(url(written, first(written)), {"words": words} | step)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Erratum.objects.exists()


def test_lines_are_kept_however_they_are_sent(written):
    client_of("editor").post(url(written, first(written)), {"words": "One.\r\nTwo.", "publish": "1"})
    assert Erratum.objects.get().words == "One.\nTwo."


@pytest.mark.parametrize("wording", ["0" * 64, "nothing"])
def test_no_such_wording(written, wording):
    assert client_of("editor").get(url(written, wording)).status_code == 404
    assert client_of("editor").post(url(written, wording), SENT | {"publish": "1"}).status_code == 404


def test_a_module_that_was_never_published_says_so():
    assert "never published" in read(site.module_page())


def test_the_ways_in(written):
    answered(written, 10, 30)
    editor = client_of("editor")
    assert url(written) in editor.get(f"/admin/pages/{written.pk}/edit/").content.decode()
    assert url(written) in editor.get(f"/admin/pages/{written.get_parent().pk}/").content.decode()
    assert url(written, first(written)) in editor.get(f"/admin/modules/{written.pk}/answers/").content.decode()


@pytest.mark.parametrize("role", ["manager", ""])
def test_nobody_else_opens_them(written, role):
    client = client_of(role) if role else Client()
    for address in (url(written), url(written, first(written))):
        assert client.get(address).status_code in (302, 403)
        assert client.post(address, SENT | {"publish": "1"}).status_code in (302, 403)
    assert not Erratum.objects.exists()


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_for_one_wording_and_for_thirty(written, count, django_assert_num_queries):
    for number in range(count - 1):
        reworded(written, f"Wording {number}")
    done(written, 2)
    editor = client_of("editor")
    editor.get(url(written))
    with django_assert_num_queries(19):
        editor.get(url(written))
