"""Which answers count toward the figures of a question: the first of each person, to the same words."""

from datetime import timedelta

import pytest

from tests import factories
from tests.factories import NOW
from training.models import Answer, Attempt
from training.queries.item_analysis import item_analysis

pytestmark = pytest.mark.django_db


def question(id: str, text: str = "What comes first?", **changes) -> dict:
    options = [{"id": letter, "text": f"Option {letter}"} for letter in "ab"]
    asked = {"id": id, "kind": "single", "text": text, "options": options, "answer": ["a"]}
    return {**asked, "feedback": "Because.", "reference": "Lesson 1", **changes}


@pytest.fixture
def module(db):
    return factories.ModuleFactory(revised__questions=[question("q1"), question("q2")], revised__pass_correct=1)


def tried(revision, answers: dict[str, list[str]], *, person=None, seconds=(20, 30), submitted=True) -> Attempt:
    """A try with its answers, saved so many seconds apart."""
    person = person or factories.PractitionerFactory()
    tries = Attempt.objects.filter(practitioner=person, module=revision.module)
    graded = {"submitted_at": NOW, "correct": 1, "passed": False} if submitted else {}
    attempt = tries.create(
        practitioner=person, module=revision.module, revision=revision, number=tries.count() + 1,
        questions=[each["id"] for each in revision.questions], started_at=NOW - timedelta(hours=1), **graded,
    )  # fmt: skip
    at = attempt.started_at
    for (id, chosen), later in zip(answers.items(), seconds, strict=False):
        at += timedelta(seconds=later)
        Answer.objects.create(attempt=attempt, question=id, chosen=chosen, saved_at=at)
    return attempt


def class_of(revision, count: int, answers: dict[str, list[str]], **given) -> None:
    for _ in range(count):
        tried(revision, answers, **given)


def test_it_is_silent_below_thirty(module):
    class_of(module.current, 29, {"q1": ["a"], "q2": ["b"]})
    assert [(item.answers, item.figures) for item in item_analysis(module)] == [(29, None), (29, None)]


def test_figures_of_a_class(module):
    class_of(module.current, 18, {"q1": ["a"], "q2": ["a"]})
    class_of(module.current, 6, {"q1": ["a"], "q2": ["b"]})
    class_of(module.current, 12, {"q1": ["b"], "q2": ["b"]}, seconds=(50, 70))
    first, second = item_analysis(module)
    assert (first.number, first.figures.answers, round(first.figures.difficulty, 3)) == (1, 36, 0.667)
    assert (second.number, second.figures.difficulty) == (2, 0.5)
    assert first.figures.discrimination == second.figures.discrimination == pytest.approx(0.7071, abs=1e-4)
    assert (first.figures.seconds, second.figures.seconds) == (20, 30)


def test_a_second_try_and_an_open_one_do_not_count(module):
    class_of(module.current, 30, {"q1": ["b"], "q2": ["b"]})
    again = Attempt.objects.first().practitioner
    tried(module.current, {"q1": ["a"], "q2": ["a"]}, person=again)
    tried(module.current, {"q1": ["a"], "q2": ["a"]}, submitted=False)
    assert [(item.answers, item.figures.difficulty) for item in item_analysis(module)] == [(30, 0), (30, 0)]


def test_a_try_that_kept_no_answers_tells_nothing(module):
    class_of(module.current, 30, {"q1": ["a"], "q2": ["a"]})
    class_of(module.current, 3, {})
    assert item_analysis(module)[0].answers == 30


def test_what_was_left_open_counts_as_wrong_and_is_told(module):
    class_of(module.current, 30, {"q1": ["a"]})
    found = item_analysis(module)[1].figures
    assert (found.answers, found.left_open, found.difficulty, found.seconds) == (30, 30, 0, None)


def test_new_feedback_keeps_the_answers_and_new_words_do_not(module):
    class_of(module.current, 30, {"q1": ["a"], "q2": ["a"]})
    changed = [question("q1", feedback="Better said."), question("q2", "What comes last?")]
    module.current = factories.ModuleRevisionFactory(module=module, questions=changed)
    module.save()
    assert [item.answers for item in item_analysis(module)] == [30, 0]


def test_answers_saved_at_one_instant_tell_no_time(module):
    class_of(module.current, 30, {"q1": ["a"], "q2": ["a"]}, seconds=(40, 0))
    assert [item.figures.seconds for item in item_analysis(module)] == [40, None]


def test_numbers_are_told_by_what_was_written(module):
    module.current = factories.ModuleRevisionFactory(
        module=module,
        questions=[question("q3", kind="numeric", options=[], answer=["2.5"], tolerance="0.5", unit="cm")],
    )
    class_of(module.current, 20, {"q3": ["2.5"]})
    class_of(module.current, 10, {"q3": ["3"]})
    class_of(module.current, 10, {"q3": ["25"]})
    (item,) = item_analysis(module)
    assert item.figures.difficulty == 0.75
    assert {(use.id, use.share) for use in item.figures.options} == {("2.5", 0.5), ("3", 0.25), ("25", 0.25)}
    assert item.figures.flags == ()


def test_a_module_that_ended_is_told_by_its_last_revision(module):
    class_of(module.current, 30, {"q1": ["a"], "q2": ["a"]})
    module.current = None
    module.save()
    assert [item.answers for item in item_analysis(module)] == [30, 30]


@pytest.mark.parametrize("people", [30, 60])
def test_the_same_queries_for_thirty_and_sixty(module, people, django_assert_num_queries):
    class_of(module.current, people, {"q1": ["a"], "q2": ["a"]})
    with django_assert_num_queries(3):
        item_analysis(module)


def test_the_lessons_of_a_revision_are_read_once_and_not_with_each_try(module, django_assert_num_queries):
    class_of(module.current, 2, {"q1": ["a"], "q2": ["a"]})
    with django_assert_num_queries(3) as asked:
        item_analysis(module)
    assert sum('"lessons"' in query["sql"] for query in asked.captured_queries) == 1


def test_who_began_before_the_tries_that_are_read_does_not_count_with_a_later_one(module, monkeypatch):
    class_of(module.current, 1, {"q1": ["b"], "q2": ["b"]})
    again = Attempt.objects.get().practitioner
    class_of(module.current, 2, {"q1": ["a"], "q2": ["a"]})
    tried(module.current, {"q1": ["a"], "q2": ["a"]}, person=again)
    monkeypatch.setattr("training.queries.item_analysis.NEWEST", 3)
    assert [item.answers for item in item_analysis(module)] == [2, 2]
