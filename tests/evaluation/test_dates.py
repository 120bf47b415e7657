"""Calendar rules, tested on every day of four years: random tests miss the ends of months."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest

from training.evaluation import OPEN, CyclePlan, ExpiryMode, Timing, add_months, cycle, next_cycle, timing
from training.evaluation.dates import day_after, last_day, whole_months

from .make import day

FOUR_YEARS = [date(2023, 3, 1) + timedelta(days=count) for count in range(4 * 365 + 1)]
LENGTHS = (1, 2, 3, 5, 6, 11, 12, 13, 23, 24, 36, 48, 60)


@pytest.mark.parametrize("months", [0, *LENGTHS, *(-length for length in LENGTHS)])
def test_adding_months_keeps_the_day_or_clamps_to_the_end_of_the_month(months):
    for start in FOUR_YEARS:
        end = add_months(start, months)
        assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
        assert end.day == min(start.day, monthrange(end.year, end.month)[1])


def test_adding_months_never_turns_two_days_around():
    for months in LENGTHS:
        ends = [add_months(start, months) for start in FOUR_YEARS]
        assert ends == sorted(ends)


def test_the_ends_of_the_calendar_hold():
    assert add_months(date(9999, 6, 1), 7) == OPEN
    assert add_months(date(1, 1, 31), -1) == date.min
    assert day_after(OPEN) == OPEN
    assert last_day(date(9999, 6, 1), 24) == OPEN


@pytest.mark.parametrize("months", LENGTHS)
def test_whole_months_are_what_add_months_made(months):
    for start in FOUR_YEARS:
        end = add_months(start, months)
        assert whole_months(start, end) == months
        assert whole_months(start, end - timedelta(days=1)) == months - 1


@pytest.mark.parametrize("months", [2, 6, 12, 24, 36])
def test_cycles_of_a_series_follow_each_other_without_gap_or_overlap(months):
    for anchor in FOUR_YEARS:
        series = [cycle(anchor, number, months, window=min(3, months - 1), grace=2) for number in range(5)]
        assert series[0].starts_on == anchor
        for number, each in enumerate(series):
            assert each.starts_on == add_months(anchor, number * months)
            assert each.window_opens_on == add_months(each.valid_until + timedelta(days=1), -min(3, months - 1))
            assert each.grace_until == add_months(each.valid_until + timedelta(days=1), 2) - timedelta(days=1)
            assert each.starts_on <= each.window_opens_on <= each.valid_until < each.grace_until
        for before, after in pairwise(series):
            assert after.starts_on == before.valid_until + timedelta(days=1)


def test_an_anchor_on_the_last_of_february_does_not_drift():
    starts = [cycle(date(2024, 2, 29), number, 12).starts_on for number in range(5)]
    assert starts == [day("2024-02-29"), day("2025-02-28"), day("2026-02-28"), day("2027-02-28"), day("2028-02-29")]


def test_renewing_on_time_again_and_again_does_not_drift_either():
    plan = CyclePlan(months=6, window=1)
    current = cycle(date(2023, 8, 31), 0, 6, 1)
    for number in range(1, 9):
        current = next_cycle(current, plan, current.valid_until, current.valid_until)
        assert current == cycle(date(2023, 8, 31), number, 6, 1)


# The vectors of the product's issue on rules: 24 months, window 3, grace 2, valid until 2026-06-30.
@pytest.mark.parametrize(
    ("mode", "submitted", "decided", "when", "valid_until"),
    [
        ("expiry", "2026-02-10", "2026-04-01", Timing.BANKED, "2028-06-30"),
        ("expiry", "2026-03-31", "2026-04-01", Timing.BANKED, "2028-06-30"),
        ("expiry", "2026-04-01", "2026-04-01", Timing.ON_TIME, "2028-06-30"),
        ("expiry", "2026-05-01", "2026-05-09", Timing.ON_TIME, "2028-06-30"),
        ("expiry", "2026-06-30", "2026-09-15", Timing.ON_TIME, "2028-06-30"),
        ("expiry", "2026-07-02", "2026-07-05", Timing.IN_GRACE, "2028-06-30"),
        ("expiry", "2026-08-31", "2026-09-15", Timing.IN_GRACE, "2028-06-30"),
        ("expiry", "2026-09-01", "2026-09-15", Timing.AFTER_GRACE, "2028-09-14"),
        ("completion", "2026-05-01", "2026-05-09", Timing.ON_TIME, "2028-04-30"),
        ("completion", "2026-02-10", "2026-04-02", Timing.BANKED, "2028-03-31"),
        ("completion", "2026-09-01", "2026-09-15", Timing.AFTER_GRACE, "2028-09-14"),
    ],
)
def test_renewal_vectors(mode, submitted, decided, when, valid_until):
    current = cycle(day("2024-07-01"), 0, 24, 3, 2)
    assert (current.valid_until, current.grace_until) == (day("2026-06-30"), day("2026-08-31"))
    plan = CyclePlan(24, 3, 2, ExpiryMode(mode))
    assert timing(current, day(submitted)) is when
    assert next_cycle(current, plan, day(submitted), day(decided)).valid_until == day(valid_until)


@pytest.mark.parametrize(
    ("decided", "starts_on", "valid_until"),
    [
        ("2020-11-15", "2021-01-01", "2021-12-31"),
        ("2021-02-28", "2021-01-01", "2021-12-31"),
        ("2021-06-30", "2021-06-30", "2021-12-31"),
        ("2021-07-01", "2021-07-01", "2021-12-31"),
        ("2021-07-02", "2021-07-02", "2022-12-31"),
        ("2021-07-30", "2021-07-30", "2022-12-31"),
        ("2024-03-01", "2024-03-01", "2024-12-31"),
    ],
)
def test_a_fixed_anniversary_stays_and_is_worth_its_minimum(decided, starts_on, valid_until):
    current = cycle(day("2020-01-01"), 0, 12, 3, 2)
    renewed = next_cycle(current, CyclePlan(12, 3, 2, ExpiryMode.FIXED, 6), day(decided), day(decided))
    assert (renewed.starts_on, renewed.valid_until) == (day(starts_on), day(valid_until))


def test_an_extension_makes_a_submission_timely_and_moves_nothing():
    current, plan = cycle(day("2024-07-01"), 0, 24, 3, 2), CyclePlan(24, 3, 2)
    late = day("2026-11-10")
    assert timing(current, late) is Timing.AFTER_GRACE
    assert timing(current, late, extended_until=day("2026-12-31")) is Timing.ON_TIME
    renewed = next_cycle(current, plan, late, late, extended_until=day("2026-12-31"))
    assert renewed == cycle(day("2024-07-01"), 1, 24, 3, 2)


@pytest.mark.parametrize("values", [{"months": 0}, {"months": 12, "window": 13}, {"months": 12, "grace": -1}])
def test_a_plan_that_cannot_mean_anything_is_refused(values):
    with pytest.raises(ValueError, match=r"cycle|window"):
        CyclePlan(**values)
