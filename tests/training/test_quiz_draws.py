"""A try keeps what was drawn for it and in which order, and so does the completion that comes of it."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import re

import pytest
from django.db.models import ProtectedError

from tests.training.my_story import browser_of, clinic, mine, noon, person  # noqa: F401
from tests.training.quiz_story import address, begun, every_kind, made, question, revised
from training.actions import Refused, learning
from training.models import Answer, Attempt, Completion

pytestmark = pytest.mark.django_db
POOL = [question(f"p{n}", pool="apex") for n in range(12)]
RULES = {"draws": {"apex": 2}, "shuffle_questions": True, "shuffle_options": True, "pass_correct": 5}


@pytest.fixture
def module():
    return made(questions=every_kind() + POOL, **RULES)


def names_in(page: str) -> list[str]:
    """Every name and value of the form, in the order of the page."""
    return re.findall(r'name="q-(\w+)" value="(\w*)"', page)


def right(attempt: Attempt) -> dict:
    questions = {each["id"]: each for each in attempt.revision.questions}
    return {f"q-{id}": questions[id]["answer"] for id in attempt.questions}


def test_a_draw_and_its_orders_stay_as_long_as_the_try(mine, module):
    attempt = begun(mine, module)
    first = names_in(mine.get(f"{address(module)}quiz/").content.decode())
    assert len(attempt.questions) == 6
    assert list(dict.fromkeys(id for id, _ in first)) == attempt.questions
    assert {id: [value for name, value in first if name == id] for id in attempt.options} == attempt.options
    assert set(attempt.options) == set(attempt.questions) - {"q3", "q4"}, "neither true and false nor a number"
    mine.post(f"{address(module)}quiz/start/")
    assert names_in(mine.get(f"{address(module)}quiz/").content.decode()) == first


def test_the_pages_say_how_many_are_asked(mine, module):
    page = mine.get(address(module)).content.decode()
    assert "6 questions, 5 right to pass" in page
    assert "Quiz, 6 questions" in mine.get(f"{address(module)}lessons/1/").content.decode()


def test_each_try_draws_anew(mine, module):
    drawn = set()
    for _ in range(6):
        attempt = begun(mine, module)
        drawn.add((tuple(attempt.questions), str(attempt.options)))
        mine.post(f"{address(module)}quiz/submit/", right(attempt))
    assert len(drawn) == 6


def test_what_was_not_drawn_is_no_question_of_this_try(mine, person, module):
    attempt = begun(mine, module)
    other = next(each["id"] for each in POOL if each["id"] not in attempt.questions)
    with pytest.raises(Refused, match="no such question"):
        learning.answer(by=person.user, attempt=attempt, chosen={other: ["a"]}, now=attempt.started_at)
    mine.post(f"{address(module)}quiz/answer/", {f"q-{other}": "a"})
    assert not Answer.objects.exists()


def test_a_completion_is_what_it_was_whatever_an_editor_does_later(mine, module):
    attempt = begun(mine, module)
    result = mine.post(f"{address(module)}quiz/submit/", right(attempt)).url
    page = body(mine.get(result))
    revised(module, questions=[question("new")], pass_correct=1, title="Something else")
    module.current = None
    module.save()
    assert body(mine.get(result)) == page
    completion = Completion.objects.get()
    assert completion.attempt.questions == attempt.questions
    assert {row.question: row.chosen for row in completion.attempt.answers.all()} == {
        name[2:]: sorted(chosen) for name, chosen in right(attempt).items()
    }
    for row in (completion.revision, completion.attempt):
        with pytest.raises(ProtectedError):
            row.delete()


def body(response) -> str:
    """What the page says of the try; what else it shows (a menu, a way on) is of today."""
    page = response.content.decode()
    return page[page.index('<section class="answer') : page.index("</section>", page.index('id="each"'))]
