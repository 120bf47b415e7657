"""Taking an answer back without a script: a box that is not ticked sends nothing, so the form says what it asked."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest

from tests.training.my_story import browser_of, clinic, mine, noon, person  # noqa: F401
from tests.training.quiz_story import RIGHT, module, trying, url  # noqa: F401
from training.models import Attempt

pytestmark = pytest.mark.django_db


def saved(attempt) -> dict[str, list[str]]:
    return dict(attempt.answers.values_list("question", "chosen"))


@pytest.fixture
def ticked(mine, trying, url):
    """Two boxes of a question are ticked and saved, beside an answer to another."""
    mine.post(f"{url}quiz/answer/", {"q-q1": "a", "q-q2": ["a", "b"], "asked": "q2"})
    assert saved(trying) == {"q1": ["a"], "q2": ["a", "b"]}
    return trying


def test_the_form_names_each_question_whose_boxes_it_shows(mine, ticked, url):
    page = mine.get(f"{url}quiz/").content.decode()
    assert page.count('name="asked"') == 1
    assert '<input type="hidden" name="asked" value="q2">' in page


def test_no_box_is_no_answer_where_the_form_asked(mine, ticked, url):
    mine.post(f"{url}quiz/answer/", {"q-q1": "a", "asked": "q2"})
    assert saved(ticked) == {"q1": ["a"], "q2": []}


def test_a_question_that_the_form_does_not_mention_stays_as_it_was(mine, ticked, url):
    mine.post(f"{url}quiz/answer/", {"q-q3": "b"})
    assert saved(ticked) == {"q1": ["a"], "q2": ["a", "b"], "q3": ["b"]}


@pytest.mark.parametrize("named", ["q9", "", "9" * 5000])
def test_a_question_that_is_none_of_the_try_is_passed_over(mine, ticked, url, named):
    mine.post(f"{url}quiz/answer/", {"q-q1": "b", "asked": named})
    assert saved(ticked) == {"q1": ["b"], "q2": ["a", "b"]}


def test_what_was_taken_back_is_asked_for_again_when_handing_in(mine, ticked, url):
    sent = {name: value for name, value in RIGHT.items() if name != "q-q2"}
    response = mine.post(f"{url}quiz/submit/", {**sent, "asked": "q2"})
    assert (response.status_code, response.context["errors"]) == (422, {"q2": "Choose an answer."})
    assert Attempt.objects.get().submitted_at is None


def test_one_answer_by_htmx_leaves_the_others_whatever_the_form_asked(mine, ticked, url):
    sent = {"q-q1": "b", "changed": "q1", "asked": "q2"}
    mine.post(f"{url}quiz/answer/", sent, HTTP_HX_REQUEST="true")
    assert saved(ticked) == {"q1": ["b"], "q2": ["a", "b"]}
