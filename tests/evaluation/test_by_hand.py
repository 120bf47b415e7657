"""Every kind of requirement, every tree and every clearance is what a reading by hand says of the day."""

from datetime import timedelta

import pytest
from hypothesis import strategies as st

from training.evaluation import KINDS, clearance_timeline
from training.evaluation.answers import answer, truth_of
from training.evaluation.requirements import walk
from training.evaluation.timed import timed

from . import by_hand
from . import strategies as some
from .thorough import for_any

DAY = timedelta(days=1)


def days_of(line, more=()):
    """The days on which a line turns, those before and after, and some others."""
    turns = [day for day in line.days[1:] if day < some.LATEST]
    return sorted({*more, *turns, *(day - DAY for day in turns), *(day + DAY for day in turns)})


def assert_as_by_hand(node, facts, days):
    line, reader = truth_of(node, facts), by_hand.Reader(facts)
    for on in days_of(line, [*days, *by_hand.event_days(facts)]):
        assert line.value_on(on) is reader.truth(node, on), on


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"all_of", "any_of", "within"}))
def test_each_kind(kind):
    seen = set()

    @for_any(some.leaves_of[kind], some.busy_facts, st.lists(some.days, max_size=4))
    def reads(leaf, facts, days):
        assert_as_by_hand(leaf, facts, days)
        seen.update(truth_of(leaf, facts).values)

    reads()
    assert len(seen) > 1 or kind == "unknown", "it was never met"


@for_any(some.trees, some.facts, st.lists(some.days, max_size=4))
def test_any_tree(tree, facts, days):
    assert_as_by_hand(timed(tree), facts, days)


@for_any(some.limits, some.facts, st.lists(some.days, max_size=4))
def test_a_time_limit(limit, facts, days):
    assert_as_by_hand(timed(limit), facts, days)


@for_any(some.training_trees, some.timed_filings, some.facts, st.lists(some.days, max_size=2), share=0.3)
def test_a_filing_with_a_time_limit(training, filing, facts, days):
    (node,) = [each for each in walk(timed(filing, training)) if each.kind == "timed_filing"]
    assert_as_by_hand(node, facts, days)


@for_any(some.rule_versions(), some.facts, st.lists(some.days, max_size=4))
def test_a_clearance(versions, facts, days):
    spans = clearance_timeline(versions, facts)
    reader, turns = by_hand.Reader(facts), [each.starts_on for each in spans[1:] if each.starts_on < some.LATEST]
    for on in sorted({*days, *turns, *(day - DAY for day in turns)}):
        span = next(each for each in spans if each.starts_on <= on <= each.ends_on)
        assert (span.outcome, span.deadline, set(span.scope)) == by_hand.clearance(versions, reader, on), on


@for_any(some.trees, some.facts)
def test_the_figure_is_what_is_counted(tree, facts):
    reader = by_hand.Reader(facts)
    count = {"hours": reader.minutes, "sessions": reader.session_count, "modules": reader.module_count}
    for node in walk(tree):
        if node.kind in count:
            line = answer(node, facts)
            for on in days_of(line, by_hand.event_days(facts)):
                assert line.value_on(on).have == count[node.kind](node, on)
