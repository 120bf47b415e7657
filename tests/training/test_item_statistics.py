"""Figures of one question, counted by hand."""

from itertools import chain, repeat

import pytest

from training.item_statistics import ENOUGH, Flag, Given, figures

KEY = frozenset("a")


def given(chosen: str, rest: float | None = 0.5, seconds: float | None = None) -> Given:
    return Given(frozenset(chosen), frozenset(chosen) == KEY, rest, seconds)


def many(*groups) -> list[Given]:
    """`(how many, answer)` each."""
    return list(chain.from_iterable(repeat(answer, count) for count, answer in groups))


def test_below_thirty_answers_it_is_silent():
    assert figures(many((ENOUGH - 1, given("a"))), "ab", KEY) is None
    assert figures(many((ENOUGH, given("a"))), "ab", KEY).answers == ENOUGH


def test_difficulty_is_the_share_that_was_right():
    found = figures(many((24, given("a")), (8, given("b"))), "ab", KEY)
    assert found.difficulty == 0.75
    assert [(use.id, use.share) for use in found.options] == [("a", 0.75), ("b", 0.25)]


def test_discrimination_is_the_correlation_with_the_rest():
    """Right for all of the better half, wrong for all of the other: 1; the other way round: -1."""
    good = many((15, given("a", 1.0)), (15, given("b", 0.0)))
    assert figures(good, "ab", KEY).discrimination == pytest.approx(1)
    turned = figures(many((15, given("b", 1.0)), (15, given("a", 0.0))), "ab", KEY)
    assert turned.discrimination == pytest.approx(-1)
    assert Flag.AGAINST in turned.flags


def test_discrimination_by_hand():
    """Of 20 with 0.8 elsewhere 15 right, of 20 with 0.4 elsewhere 5: covariance 0.05, deviations 0.5 and 0.2."""
    answers = many((15, given("a", 0.8)), (5, given("b", 0.8)), (5, given("a", 0.4)), (15, given("b", 0.4)))
    assert figures(answers, "ab", KEY).discrimination == pytest.approx(0.05 / (0.5 * 0.2))


@pytest.mark.parametrize(
    "answers",
    [
        many((40, given("a", 0.5))),
        many((20, given("a", 0.5)), (20, given("b", 0.5))),
        many((20, given("a", None)), (20, given("b", None))),
    ],
)
def test_where_nothing_varies_nothing_is_told(answers):
    found = figures(answers, "ab", KEY)
    assert found.discrimination is None
    assert Flag.LITTLE not in found.flags


def test_the_thirds_are_those_who_did_best_and_worst_elsewhere():
    answers = many((10, given("a", 0.9)), (10, given("b", 0.5)), (10, given("c", 0.1)))
    best_and_last = {use.id: (use.best, use.last) for use in figures(answers, "abc", KEY).options}
    assert best_and_last == {"a": (1.0, 0.0), "b": (0.0, 0.0), "c": (0.0, 1.0)}


def test_time_is_the_middle_one_and_wants_thirty_too():
    timed = many((15, given("a", seconds=10)), (16, given("b", seconds=50)), (2, given("b", seconds=9000)))
    assert figures(timed, "ab", KEY).seconds == 50
    assert figures(many((29, given("a", seconds=10)), (10, given("b"))), "ab", KEY).seconds is None


def test_what_was_left_open_is_counted():
    assert figures(many((30, given("a")), (4, given(""))), "ab", KEY).left_open == 4


@pytest.mark.parametrize(
    ("right", "wrong", "flag"),
    [(39, 1, Flag.EASY), (8, 32, Flag.HARD)],
)
def test_too_easy_and_too_hard(right, wrong, flag):
    assert flag in figures(many((right, given("a")), (wrong, given("b"))), "ab", KEY).flags


def test_a_question_that_tells_little_and_an_option_that_nobody_takes():
    mixed = many((10, given("a", 0.8)), (10, given("b", 0.8)), (10, given("a", 0.7)), (10, given("b", 0.8)))
    assert figures(mixed, "abc", KEY).flags == (Flag.AGAINST, Flag.UNUSED)
    level = many((11, given("a", 0.8)), (9, given("b", 0.8)), (10, given("a", 0.7)), (10, given("b", 0.7)))
    assert figures(level, "ab", KEY).flags == (Flag.LITTLE,)


def test_an_easy_question_is_not_blamed_for_what_follows_from_that():
    assert figures(many((40, given("a", 0.8)), (1, given("b", 0.9))), "abc", KEY).flags == (Flag.AGAINST, Flag.EASY)
    assert figures(many((40, given("a", 0.8))), "abc", KEY).flags == (Flag.EASY,)
