"""A question that is answered by a number, and a question about a figure, on the pages of a quiz."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest

from tests.training.my_story import browser_of, clinic, mine, noon, person  # noqa: F401
from tests.training.quiz_story import RIGHT, WRONG, module, trying, url  # noqa: F401
from training.models import Answer
from training.question_kinds import HOW_TO_WRITE

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def text(response) -> str:
    return response.content.decode()


def test_a_number_is_asked_for_with_its_unit(mine, trying, url):
    page = text(mine.get(f"{url}quiz/"))
    assert 'inputmode="decimal"' in page
    assert "<span>cm</span>" in page
    assert page.count('<svg aria-label="A fold">') == 1


def test_a_number_is_saved_shown_again_and_emptied(mine, trying, url):
    assert "Saved" in text(mine.post(f"{url}quiz/answer/", {"q-q4": " 2.50", "changed": "q4"}, **HTMX))
    assert Answer.objects.get().chosen == ["2.50"]
    assert 'value="2.50"' in text(mine.get(f"{url}quiz/"))
    assert "No answer yet" in text(mine.post(f"{url}quiz/answer/", {"q-q4": "", "changed": "q4"}, **HTMX))
    assert Answer.objects.get().chosen == []


def test_what_is_no_number_stands_beside_its_question_and_nothing_else_is_lost(mine, trying, url):
    assert HOW_TO_WRITE in text(mine.post(f"{url}quiz/answer/", {"q-q4": "2,5", "changed": "q4"}, **HTMX))
    for way in ("answer", "submit"):
        response = mine.post(f"{url}quiz/{way}/", RIGHT | {"q-q4": "about 2"})
        assert response.status_code == 422
        assert response.context["errors"] == {"q4": HOW_TO_WRITE}
        assert 'value="about 2"' in text(response)
    assert sorted(row.question for row in Answer.objects.all()) == ["q1", "q2", "q3"]
    trying.refresh_from_db()
    assert trying.submitted_at is None


def test_a_pass_shows_the_number_that_was_right(mine, trying, url):
    page = text(mine.get(mine.post(f"{url}quiz/submit/", RIGHT | {"q-q4": "9"}).url))
    assert "3 of 4 right" in page
    assert "9 cm" in page
    assert "2.5, give or take 0.25 cm" in page
    assert '<svg aria-label="A fold">' in page


def test_a_failed_try_does_not(mine, trying, url):
    page = text(mine.get(mine.post(f"{url}quiz/submit/", WRONG).url))
    assert "3 cm" in page
    assert "2.5 cm" not in page
    assert "give or take" not in page
