"""Finish by this day, valid until that one: the table that a scheme's editor shows."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from training.evaluation import CyclePlan, ExpiryMode, next_cycle, preview
from training.evaluation.preview import ending

from .make import day


def rows(plan, valid_until, days=()):
    said = preview(plan, day(valid_until), map(day, days))
    return [(str(row.moment), str(row.finish_on), str(row.timing), str(row.valid_until)) for row in said]


def test_from_the_old_expiry():
    assert rows(CyclePlan(24, 3, 2), "2026-06-30", ["2026-02-10", "2026-05-01", "2026-07-02", "2026-09-15"]) == [
        ("example", "2026-02-10", "banked", "2028-06-30"),
        ("before_window", "2026-03-31", "banked", "2028-06-30"),
        ("window_opens", "2026-04-01", "on_time", "2028-06-30"),
        ("example", "2026-05-01", "on_time", "2028-06-30"),
        ("last_valid_day", "2026-06-30", "on_time", "2028-06-30"),
        ("example", "2026-07-02", "in_grace", "2028-06-30"),
        ("last_day_of_grace", "2026-08-31", "in_grace", "2028-06-30"),
        ("after_grace", "2026-09-01", "after_grace", "2028-08-31"),
        ("example", "2026-09-15", "after_grace", "2028-09-14"),
    ]


def test_from_completion():
    assert rows(CyclePlan(24, 3, 2, ExpiryMode.COMPLETION), "2026-06-30", ["2026-05-01"]) == [
        ("before_window", "2026-03-31", "banked", "2028-03-31"),
        ("window_opens", "2026-04-01", "on_time", "2028-03-31"),
        ("example", "2026-05-01", "on_time", "2028-04-30"),
        ("last_valid_day", "2026-06-30", "on_time", "2028-06-29"),
        ("last_day_of_grace", "2026-08-31", "in_grace", "2028-08-30"),
        ("after_grace", "2026-09-01", "after_grace", "2028-08-31"),
    ]


def test_to_a_fixed_anniversary():
    plan = CyclePlan(12, 3, 2, ExpiryMode.FIXED, 6)
    assert rows(plan, "2020-12-31", ["2021-07-30"]) == [
        ("before_window", "2020-09-30", "banked", "2021-12-31"),
        ("window_opens", "2020-10-01", "on_time", "2021-12-31"),
        ("last_valid_day", "2020-12-31", "on_time", "2021-12-31"),
        ("last_day_of_grace", "2021-02-28", "in_grace", "2021-12-31"),
        ("after_grace", "2021-03-01", "after_grace", "2021-12-31"),
        ("next_anniversary", "2021-07-02", "after_grace", "2022-12-31"),
        ("example", "2021-07-30", "after_grace", "2022-12-31"),
    ]


def test_without_grace_and_window_only_the_two_days_around_the_end_are_left():
    assert [row[:2] for row in rows(CyclePlan(12), "2026-06-30")] == [
        ("last_valid_day", "2026-06-30"),
        ("after_grace", "2026-07-01"),
    ]


PLANS = [
    CyclePlan(24, 3, 2),
    CyclePlan(12, 1, 0),
    CyclePlan(1, 1, 1),
    CyclePlan(24, 3, 2, ExpiryMode.COMPLETION),
    CyclePlan(12, 3, 2, ExpiryMode.FIXED, 6),
    CyclePlan(12, 3, 2, ExpiryMode.FIXED, 12),
]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.mode}-{plan.months}-{plan.minimum}")
def test_each_row_is_what_a_renewal_of_that_day_gives_for_every_end_in_four_years(plan):
    for valid_until in (date(2023, 3, 1) + timedelta(days=count) for count in range(4 * 365 + 1)):
        current = ending(plan, valid_until)
        said = preview(plan, valid_until)
        assert current.valid_until == valid_until
        assert all(before.finish_on < after.finish_on for before, after in pairwise(said))
        for row in said:
            following = next_cycle(current, plan, row.finish_on, row.finish_on)
            assert (row.starts_on, row.valid_until) == (following.starts_on, following.valid_until)
            assert row.valid_until > valid_until
            assert row.valid_until >= row.finish_on


def test_the_day_before_the_next_anniversary_still_reaches_the_coming_one():
    plan = CyclePlan(12, 3, 2, ExpiryMode.FIXED, 6)
    for valid_until in (date(2023, 3, 1) + timedelta(days=count) for count in range(4 * 365 + 1)):
        current = ending(plan, valid_until)
        turn = preview(plan, valid_until)[-1]
        before = turn.finish_on - timedelta(days=1)
        assert next_cycle(current, plan, before, before).valid_until < turn.valid_until
