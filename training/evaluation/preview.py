"""What a scheme's cycles come to: finish by this day, valid until that one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .dates import Cycle, ExpiryMode, Timing, add_months, cycle, day_after, day_before, last_day, next_cycle, timing


class Moment(StrEnum):
    """Why a day is worth a row, in the order of the calendar."""

    BEFORE_WINDOW = "before_window"
    WINDOW_OPENS = "window_opens"
    LAST_VALID_DAY = "last_valid_day"
    LAST_DAY_OF_GRACE = "last_day_of_grace"
    AFTER_GRACE = "after_grace"
    NEXT_ANNIVERSARY = "next_anniversary"  # fixed mode: the first day for which the coming one is too close
    EXAMPLE = "example"


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A renewal complete and decided on `finish_on`: when in the window that is, and the cycle that it leads to."""

    moment: Moment
    finish_on: date
    timing: Timing
    starts_on: date
    valid_until: date


def preview(plan, valid_until, days=()) -> tuple[PreviewRow, ...]:
    """The renewals of a cycle that is valid until a day, at each day on which the answer turns, in order.

    `days` are further days to answer for. One row a day; a plan without a grace has no row for its last day.
    """
    current = ending(plan, valid_until)
    moments = dict.fromkeys(days, Moment.EXAMPLE) | {day: moment for moment, day in _turns(plan, current)}
    return tuple(_row(moments[day], day, plan, current) for day in sorted(moments))


def ending(plan, valid_until) -> Cycle:
    """The cycle of a plan whose last valid day that is, in the series that goes on the day after."""
    return cycle(day_after(valid_until), -1, plan.months, plan.window, plan.grace)


def _turns(plan, current):
    yield Moment.AFTER_GRACE, day_after(current.grace_until)
    if plan.grace:
        yield Moment.LAST_DAY_OF_GRACE, current.grace_until
    if plan.window:
        yield Moment.BEFORE_WINDOW, day_before(current.window_opens_on)
        yield Moment.WINDOW_OPENS, current.window_opens_on
    yield Moment.LAST_VALID_DAY, current.valid_until
    if plan.mode is ExpiryMode.FIXED and plan.minimum:
        yield Moment.NEXT_ANNIVERSARY, _too_close(plan, current)


def _too_close(plan, current):
    """The first day from which the minimum reaches beyond the coming anniversary."""
    anniversary = last_day(day_after(current.valid_until), plan.months)
    day = add_months(day_after(anniversary), -plan.minimum)
    while last_day(day, plan.minimum) <= anniversary:
        day = day_after(day)
    return max(day, day_after(current.valid_until))


def _row(moment, day, plan, current):
    following = next_cycle(current, plan, day, day)
    return PreviewRow(moment, day, timing(current, day), following.starts_on, following.valid_until)
