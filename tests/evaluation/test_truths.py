"""The truth alone of a requirement is the truth of its answer, and spans of days join as they are counted."""

import pytest

from tests.evaluation import strategies as some
from tests.evaluation.make import day
from tests.evaluation.thorough import for_any
from training.evaluation.answers import _TRUTHS, answer, truth_of
from training.evaluation.dates import OPEN
from training.evaluation.kept import kept
from training.evaluation.outcomes import Truth
from training.evaluation.requirements import walk
from training.evaluation.steps import Steps, any_of, met_from, met_within, truth


@for_any(some.trees, some.facts)
def test_the_truth_alone_is_the_truth_of_the_answer(tree, facts):
    for node in walk(tree):
        assert truth_of(node, facts) == truth(answer(node, facts))


def test_what_has_no_way_of_its_own_asks_the_answer():
    assert {"within", "unknown", "timed_filing", "taught"}.isdisjoint(_TRUTHS)


@pytest.mark.parametrize(
    "spans",
    [
        [],
        [("2026-01-01", "2026-02-01")],
        [("2026-01-01", "2026-02-01"), ("2026-02-02", "2026-03-01")],
        [("2026-01-01", "2026-06-01"), ("2026-02-02", "2026-03-01")],
        [("2026-01-01", "2026-06-01"), ("2026-02-02", "2026-07-01"), ("2026-09-01", "9999-12-31")],
        [("0001-01-01", "2026-06-01"), ("2026-06-03", "9999-12-31"), ("2027-01-01", "2027-02-01")],
        [("2026-06-01", "2026-01-01")],
    ],
)
def test_spans_of_days_join_as_lines_do(spans):
    spans = [(day(first), day(last)) for first, last in spans]
    lines = [Steps.between(first, last, Truth.MET, Truth.NOT_MET) for first, last in spans]
    assert met_within(spans) == any_of(lines)


def test_met_from_the_first_day_of_the_calendar_is_always():
    assert met_from(day("0001-01-01")) == Steps.always(Truth.MET)
    assert met_from(None) == Steps.always(Truth.NOT_MET)
    assert met_from(OPEN).value_on(OPEN) is Truth.MET


def test_what_is_kept_is_kept_for_the_very_same_object():
    made = []
    listed = kept(lambda things: made.append(things) or list(things))
    one, equal = ["a"], ["a"]
    assert listed(one) is listed(one)
    assert listed(equal) == ["a"]
    assert len(made) == 2
