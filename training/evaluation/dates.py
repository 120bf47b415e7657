"""Calendar arithmetic: whole days and calendar months, never instants, never floats."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

OPEN = date(9999, 12, 31)
OLDEST = date(1990, 1, 1)  # nothing that is logged, taken or looked at here is older: a slip of the year
DAY = timedelta(days=1)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def add_months(day, months) -> date:
    """The same day of the month so many months later (or earlier), or that month's last day if it is shorter.

    Beyond the calendar's ends the answer is `OPEN` or `date.min`.
    """
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > OPEN.year:
        return OPEN
    if year < 1:
        return date.min
    return date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))


def day_after(day) -> date:
    """The next day; the day after `OPEN` is `OPEN`."""
    return day + DAY if day < OPEN else OPEN


def day_before(day) -> date:
    """The day before; the day before the first of the calendar is itself."""
    return day - DAY if day > date.min else date.min


def add_days(day, days) -> date:
    """So many days later; beyond the calendar's end, `OPEN`."""
    return date.fromordinal(min(day.toordinal() + days, OPEN.toordinal()))


def last_day(day, months) -> date:
    """The last day, inclusive, of a period of so many months that begins on a day."""
    end = add_months(day, months)
    return OPEN if end == OPEN else day_before(end)


def whole_months(start, end) -> int:
    """How many months lie complete between a first day and the day after the last; never negative."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return max(0, months - (add_months(start, months) > end))


def long_date(day) -> str:
    """The day as a sentence says it: March 14, 2029."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


class ExpiryMode(StrEnum):
    """What the next valid-until date is counted from."""

    EXPIRY = "expiry"
    COMPLETION = "completion"
    FIXED = "fixed"


class Timing(StrEnum):
    """When a complete renewal was submitted, against the window of the cycle it renews."""

    BANKED = "banked"
    ON_TIME = "on_time"
    IN_GRACE = "in_grace"
    AFTER_GRACE = "after_grace"


@dataclass(frozen=True, slots=True)
class CyclePlan:
    """What a scheme says about its cycles: length, renewal window and grace in months, and how expiry is counted.

    `minimum` (fixed mode only) is the shortest time, in months, that a renewal must be worth.
    """

    months: int
    window: int = 0
    grace: int = 0
    mode: ExpiryMode = ExpiryMode.EXPIRY
    minimum: int = 0

    def __post_init__(self):
        if self.months <= 0 or min(self.window, self.grace, self.minimum) < 0:
            raise ValueError("a cycle needs months above zero, and no window, grace or minimum below zero")
        if max(self.window, self.minimum) > self.months:
            raise ValueError("the window and the minimum must not be longer than the cycle")


@dataclass(frozen=True, slots=True)
class Cycle:
    """One validity window: `number` counts from 0 at the anchor, which never moves."""

    anchor: date
    number: int
    starts_on: date
    valid_until: date
    window_opens_on: date
    grace_until: date


def cycle(anchor, number, months, window=0, grace=0) -> Cycle:
    """The cycle of that number in a series: `start_k = add_months(anchor, k·n)`, counted from the anchor each time.

    Chaining from the last start would let a 29th or 31st drift to the 28th for good.
    """
    starts_on = add_months(anchor, number * months)
    return _stamped(anchor, number, starts_on, last_day(anchor, (number + 1) * months), window, grace)


def window_opens_on(valid_until, window) -> date:
    """The first day of the renewal window: so many months before the day after the last valid day."""
    return add_months(day_after(valid_until), -window)


def grace_until(valid_until, grace) -> date:
    """The last day, inclusive, of the grace after a valid-until date."""
    return last_day(day_after(valid_until), grace) if grace else valid_until


def timing(current, submitted_on, extended_until=None) -> Timing:
    """How a renewal submitted on that day stands to the current cycle. The day of the decision plays no part."""
    valid_until = max(current.valid_until, extended_until or current.valid_until)
    if submitted_on < current.window_opens_on:
        return Timing.BANKED
    if submitted_on <= valid_until:
        return Timing.ON_TIME
    return Timing.IN_GRACE if submitted_on <= current.grace_until else Timing.AFTER_GRACE


def next_cycle(current, plan, submitted_on, decided_on, extended_until=None) -> Cycle:
    """The cycle that a complete renewal leads to.

    On time or in grace it follows the old one; after the grace it begins afresh on the day of the decision. A
    renewal banked before the window counts on the day the window opens. An extension makes a submission timely and
    moves nothing else. In fixed mode the anniversary stays, and a renewal is worth at least `plan.minimum` months.
    Counted from the completion, it still begins when the old one is over (docs/decisions/cycles-never-overlap.md).
    """
    late = timing(current, submitted_on, extended_until) is Timing.AFTER_GRACE
    counted_on = decided_on if late else max(submitted_on, current.window_opens_on)
    if plan.mode is ExpiryMode.FIXED:
        return _anniversary(current, plan, counted_on, late)
    if late or plan.mode is ExpiryMode.COMPLETION:
        return _after(current, cycle(counted_on, 0, plan.months, plan.window, plan.grace), plan)
    return cycle(current.anchor, current.number + 1, plan.months, plan.window, plan.grace)


def _after(current, following, plan):
    """The cycle, begun no earlier than the day after the current one; the anchor and the last valid day stay.

    One that would be over by then (a shorter version) counts from that day instead.
    """
    first = day_after(current.valid_until)
    if following.starts_on >= first:
        return following
    if following.valid_until <= current.valid_until:
        return cycle(first, 0, plan.months, plan.window, plan.grace)
    return _stamped(following.anchor, following.number, first, following.valid_until, plan.window, plan.grace)


def _anniversary(current, plan, counted_on, late):
    worth_until = last_day(counted_on, plan.minimum) if plan.minimum else counted_on
    number = current.number + 1
    while last_day(current.anchor, (number + 1) * plan.months) < worth_until:
        number += 1
    starts_on = counted_on if late else day_after(current.valid_until)
    valid_until = last_day(current.anchor, (number + 1) * plan.months)
    return _stamped(current.anchor, number, starts_on, valid_until, plan.window, plan.grace)


def _stamped(anchor, number, starts_on, valid_until, window, grace):
    return Cycle(
        anchor,
        number,
        starts_on,
        valid_until,
        max(starts_on, window_opens_on(valid_until, window)),
        grace_until(valid_until, grace),
    )
