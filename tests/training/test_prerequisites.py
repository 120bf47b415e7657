"""What to complete before a quiz: reading stays free, an open try is finished, what cannot be taken does not block."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import timedelta

import pytest

from tests import factories
from tests.factories import NOW
from tests.training.my_story import browser_of, clinic, mine, noon, person  # noqa: F401
from tests.training.quiz_story import address, begun, made, revised
from training.actions import Refused, learning, module
from training.circles import circle
from training.models import Attempt, LessonRead
from training.queries.progress import progress

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(db):
    return factories.ModuleFactory(title="Clean needles")


@pytest.fixture
def second(first):
    return made(prerequisites=[str(first.key)])


def read_all(person, module):
    for lesson in module.current.lessons:
        LessonRead.objects.create(practitioner=person, revision=module.current, lesson=lesson["id"], read_at=NOW)


def retired(module):
    module.current = None
    module.save()
    return module


def verdict(person, module):
    return progress(person, module, NOW).may_start


def test_the_quiz_waits_and_says_for_what(mine, person, first, second):
    read_all(person, second)
    assert str(verdict(person, second)).startswith("Complete “Clean needles” first.")
    mine.post(f"{address(second)}quiz/start/")
    assert not Attempt.objects.exists()
    for page in (address(second), f"{address(second)}quiz/"):
        shown = mine.get(page).content.decode()
        assert "Take first" in shown and f'href="{address(first)}"' in shown and "Not begun" in shown
    assert "Take first: Clean needles." in mine.get("/learn/").content.decode()


def test_reading_is_free(mine, second):
    assert mine.post(f"{address(second)}lessons/1/").status_code == 302
    assert LessonRead.objects.count() == 1


def test_the_server_refuses_too(person, second):
    read_all(person, second)
    with pytest.raises(Refused, match="Complete “Clean needles” first"):
        learning.start(by=person.user, practitioner=person, module=second, now=NOW)


def test_a_completion_of_any_revision_is_enough(mine, person, first, second):
    factories.CompletionFactory(practitioner=person, revision=first.current)
    revised(first)
    read_all(person, second)
    assert verdict(person, second)
    mine.post(f"{address(second)}quiz/start/")
    assert Attempt.objects.filter(module=second).exists()
    assert "Take first: " not in mine.get("/learn/").content.decode()


def test_one_that_was_superseded_is_not(person, first, second):
    factories.CompletionFactory(practitioner=person, revision=first.current, superseded_at=NOW)
    assert not verdict(person, second)


def test_an_open_try_is_finished(mine, person, first):
    module = made()
    begun(mine, module)
    revised(module, prerequisites=[str(first.key)])
    assert mine.get(f"{address(module)}quiz/").context["attempt"]
    assert learning.start(by=person.user, practitioner=person, module=module, now=NOW)


def test_a_revision_begun_before_asks_for_no_more_than_it_did(person, first):
    module = made()
    read_all(person, module)
    revised(module, prerequisites=[str(first.key)])
    assert verdict(person, module)


def test_an_older_revision_asks_for_what_is_still_asked_for(person, first, second):
    read_all(person, second)
    revised(second)
    assert verdict(person, second)


def test_what_is_retired_and_was_not_begun_does_not_block(mine, person, first, second):
    retired(first)
    assert str(verdict(person, second)).startswith("The quiz opens when every lesson is read")
    assert "no longer offered, so you need not take it" in mine.get(address(second)).content.decode()
    read_all(person, second)
    assert verdict(person, second)


def test_what_is_retired_and_was_begun_is_finished_first(person, first, second):
    read_all(person, first)
    retired(first)
    assert not verdict(person, second)


def test_what_is_retired_and_used_up_does_not_block(person, second):
    once = made(max_attempts=1)
    revised(second, prerequisites=[str(once.key)])
    read_all(person, once)
    tried = factories.passed_attempt(person, once.current)
    Attempt.objects.filter(pk=tried.pk).update(passed=False, correct=0)
    assert not verdict(person, second), "while it is offered, a manager can help"
    retired(once)
    read_all(person, second)
    assert verdict(person, second)


def test_two_that_were_retired_do_not_wait_for_one_another(person, first, second):
    """The first was begun when it asked for the second; it was changed, the second asked for it, it was retired."""
    revised(first, prerequisites=[str(second.key)])
    read_all(person, first)
    retired(first)
    read_all(person, second)
    assert verdict(person, second)


def test_one_that_was_never_published_is_not_asked_for(person):
    module = made(prerequisites=["00000000-0000-4000-8000-000000000000"])
    read_all(person, module)
    assert verdict(person, module)


@pytest.mark.parametrize(
    ("needs", "way"),
    [
        ({"a": ["a"]}, ["a"]),
        ({"a": ["b"], "b": ["a"]}, ["a", "b"]),
        ({"a": ["x", "b"], "b": ["c"], "c": ["a"], "x": ["b"]}, ["a", "b", "c"]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, []),
        ({}, []),
    ],
)
def test_circles_are_found(needs, way):
    assert circle("a", needs) == way


def frozen(made, **changes):
    revision = made.current
    names = ["title", "lessons", "questions", "pass_correct", "draws", "credit", "competencies", "summary"]
    content = {name: getattr(revision, name) for name in names} | changes
    return module.freeze(key=made.key, page_id=1, slug="m", content=content, by=None, now=NOW + timedelta(days=1))


def test_what_would_go_round_is_not_frozen(first, second):
    for wrong in ([str(first.key)], [str(second.key)]):
        with pytest.raises(ValueError, match="its own prerequisite"):
            frozen(first, prerequisites=wrong)
    assert frozen(second, prerequisites=[str(first.key)], summary="Other words.").number == 2


@pytest.mark.parametrize("count", [1, 30])
def test_prerequisites_cost_the_same(mine, person, django_assert_num_queries, count):
    keys = [str(factories.ModuleFactory().key) for _ in range(count)]
    module = made(prerequisites=keys)
    mine.get(f"{address(module)}quiz/")
    with django_assert_num_queries(QUIZ_QUERIES):
        assert len(mine.get(f"{address(module)}quiz/").context["progress"].first) == count


QUIZ_QUERIES = 14
