"""One try in several tabs or on two devices: what stands in an older page neither undoes an answer nor moves to
another try."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import timedelta

import pytest

from tests.factories import NOW
from tests.training.my_story import browser_of, clinic, mine, noon, person  # noqa: F401
from tests.training.quiz_story import RIGHT, WRONG, begun, module, url  # noqa: F401
from training.actions import learning
from training.models import Answer, Attempt

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def stale(mine, module, url):
    """The number of a try whose page is still open when the next one has begun."""
    first = begun(mine, module)
    mine.post(f"{url}quiz/submit/", WRONG)
    mine.post(f"{url}quiz/start/")
    assert Attempt.objects.filter(submitted_at=None).exclude(pk=first.pk).count() == 1
    return first.pk


def test_the_page_of_a_try_says_which_try_it_is(mine, module, url):
    attempt = begun(mine, module)
    assert f'<input type="hidden" name="attempt" value="{attempt.pk}">' in mine.get(f"{url}quiz/").content.decode()


@pytest.mark.parametrize("end", ["answer", "submit"])
def test_the_page_of_an_earlier_try_changes_nothing_in_the_next(mine, url, stale, end):
    response = mine.post(f"{url}quiz/{end}/", {**RIGHT, "attempt": stale})
    assert response.status_code == 302
    newest = Attempt.objects.get(submitted_at=None)
    assert not newest.answers.exists()


def test_an_answer_from_the_page_of_an_earlier_try_loads_the_page_again(mine, url, stale):
    response = mine.post(f"{url}quiz/answer/", {"q-q1": "a", "changed": "q1", "attempt": stale}, **HTMX)
    assert response["HX-Refresh"] == "true"
    assert not Answer.objects.filter(attempt__submitted_at=None).exists()


@pytest.mark.parametrize("said", ["", "x", "9" * 5000, "-1"])
def test_a_try_that_does_not_exist_is_no_try(mine, url, module, said):
    attempt = begun(mine, module)
    assert mine.post(f"{url}quiz/answer/", {**RIGHT, "attempt": said}).status_code == 302
    assert not attempt.answers.exists()


def test_a_changed_answer_is_saved_alone_whatever_else_the_older_page_shows(mine, url, module):
    """A phone shows what was answered before the laptop changed it; its next answer must not undo that."""
    attempt = begun(mine, module)
    mine.post(f"{url}quiz/answer/", {"q-q1": "b", "changed": "q1"}, **HTMX)
    mine.post(f"{url}quiz/answer/", {"q-q1": "a", "q-q2": ["a", "b"], "changed": "q2"}, **HTMX)
    assert {row.question: row.chosen for row in attempt.answers.all()} == {"q1": ["b"], "q2": ["a", "b"]}


def test_an_answer_that_stays_keeps_the_moment_it_was_given_at(mine, module):
    """The time for a question is counted from the saves (`queries/item_analysis.py`)."""
    attempt = begun(mine, module)
    later = NOW + timedelta(minutes=1)
    learning.answer(by=None, attempt=attempt, chosen={"q1": ["a"]}, now=NOW)
    learning.answer(by=None, attempt=attempt, chosen={"q1": ["a"], "q3": ["b"]}, now=later)
    assert dict(attempt.answers.values_list("question", "saved_at")) == {"q1": NOW, "q3": later}
    learning.answer(by=None, attempt=attempt, chosen={"q1": ["b"]}, now=later)
    assert attempt.answers.get(question="q1").saved_at == later
