"""What a try asks: drawn from pools, in an order of its own, once and for good."""

from collections import Counter
from random import Random

import pytest

from tests.training.quiz_story import number, question
from training.draw import asked_count, drawn, option_orders

POOLED = [
    question("q1"),
    question("a1", pool="apex"),
    question("a2", pool="apex"),
    question("a3", pool="apex"),
    question("r1", pool="ribs"),
    question("r2", pool="ribs"),
    number("q2"),
]
ALL = [each["id"] for each in POOLED]


@pytest.mark.parametrize(
    ("draws", "asked"), [({}, 7), ({"apex": 1}, 5), ({"apex": 2, "ribs": 1}, 5), ({"apex": 9}, 7), ({"gone": 1}, 7)]
)
def test_a_try_asks_as_many_as_are_drawn_and_all_the_others(draws, asked):
    for seed in range(50):
        found = drawn(POOLED, draws, shuffle=False, luck=Random(seed))
        assert len(found) == asked == asked_count(POOLED, draws)
        assert found == [id for id in ALL if id in found], "in the order written"
        assert {"q1", "q2"} <= set(found)
        taken = Counter(each["pool"] for each in POOLED if each["id"] in found and "pool" in each)
        assert all(taken[pool] == min(count, 3) for pool, count in draws.items() if pool != "gone")


def test_every_question_of_a_pool_comes_up_and_about_equally_often():
    found = Counter(id for seed in range(900) for id in drawn(POOLED, {"apex": 1}, shuffle=False, luck=Random(seed)))
    assert all(220 < found[id] < 380 for id in ("a1", "a2", "a3"))


def test_shuffling_changes_the_order_and_nothing_else():
    orders = {tuple(drawn(POOLED, {}, shuffle=True, luck=Random(seed))) for seed in range(20)}
    assert len(orders) == 20
    assert all(sorted(order) == sorted(ALL) for order in orders)


def test_options_shuffle_where_they_may():
    questions = [question("q1"), question("q2", keep_order=True), question("q3", "true_false"), number("q4")]
    orders = [option_orders(questions, Random(seed)) for seed in range(30)]
    assert all(sorted(order) == ["q1"] for order in orders)
    assert {"".join(order["q1"]) for order in orders} == {"abc", "acb", "bac", "bca", "cab", "cba"}
