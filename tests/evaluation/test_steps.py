from datetime import date
from itertools import product

import pytest

from training.evaluation import OPEN, Truth
from training.evaluation.steps import Steps, all_of, any_of, latched, merge, select

from .make import day

JUNE, JULY = day("2026-06-01"), day("2026-07-01")


def test_a_step_that_changes_nothing_is_dropped():
    assert Steps.of([(JUNE, 1), (JULY, 1)], 1) == Steps.always(1)


def test_of_two_points_on_one_day_the_later_stands():
    assert Steps.of([(JUNE, 1), (JUNE, 2)], 0) == Steps.of([(JUNE, 2)], 0)
    assert Steps.of([(JUNE, 1), (JUNE, 0)], 0) == Steps.always(0)


def test_a_step_on_the_first_day_of_the_calendar_replaces_what_was_before():
    assert Steps.of([(date.min, 7)], 0) == Steps.always(7)


def test_reading_a_day_and_its_run():
    line = Steps.between(JUNE, day("2026-06-30"), "in", "out")
    assert [line.value_on(day(text)) for text in ("2026-05-31", "2026-06-01", "2026-06-30", "2026-07-01")] == [
        "out", "in", "in", "out",
    ]  # fmt: skip
    assert line.next_change_after(JUNE) == JULY
    assert line.next_change_after(JULY) is None
    assert line.run_on(JUNE) == (JUNE, day("2026-06-30"))
    assert [span[:2] for span in line.spans()] == [
        (date.min, day("2026-05-31")),
        (JUNE, day("2026-06-30")),
        (JULY, OPEN),
    ]


def test_an_interval_that_ends_before_it_begins_is_nowhere():
    assert Steps.between(JULY, JUNE, True, False) == Steps.always(False)


@pytest.mark.parametrize(("one", "two"), list(product(Truth, repeat=2)))
def test_logic_is_the_worst_for_and_the_best_for_or(one, two):
    lines = (Steps.always(one), Steps.always(two))
    assert all_of(lines) == Steps.always(min(one, two))
    assert any_of(lines) == Steps.always(max(one, two))


def test_unknown_decides_only_where_nothing_else_does():
    unknown, met, missing = (Steps.always(each) for each in (Truth.UNKNOWN, Truth.MET, Truth.NOT_MET))
    assert all_of((unknown, missing)) == missing
    assert all_of((unknown, met)) == unknown
    assert any_of((unknown, met)) == met
    assert any_of((unknown, missing)) == unknown


def test_nothing_asked_is_met_and_nothing_offered_is_not():
    assert all_of(()) == Steps.always(Truth.MET)
    assert any_of(()) == Steps.always(Truth.NOT_MET)


def test_lines_that_change_on_one_day_change_together():
    on, off = Steps.between(JUNE, OPEN, 1, 0), Steps.between(JUNE, OPEN, 0, 1)
    assert merge(lambda *values: sum(values), (on, off)) == Steps.always(1)


def test_a_chooser_names_the_line_that_speaks():
    chooser = Steps.between(JUNE, OPEN, 1, 0)
    line = select(chooser, (Steps.always("before"), Steps.between(JULY, OPEN, "late", "early")))
    assert [value for _, _, value in line.spans()] == ["before", "early", "late"]


def test_what_was_reached_stays_reached():
    line = Steps.of([(JUNE, Truth.MET), (JULY, Truth.NOT_MET)], Truth.UNKNOWN)
    assert latched(line) == Steps.of([(JUNE, Truth.MET)], Truth.UNKNOWN)
