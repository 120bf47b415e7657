"""What the three ways to count an expiry come to, side by side: finish by this day, valid until that one."""

from dataclasses import dataclass
from datetime import date

from training.evaluation.dates import CyclePlan, ExpiryMode, Timing
from training.evaluation.preview import Moment, preview
from training.models.scheme import ExpiryModes

MOMENTS = {
    Moment.BEFORE_WINDOW: "The day before the renewal window opens",
    Moment.WINDOW_OPENS: "The first day of the window",
    Moment.LAST_VALID_DAY: "The last valid day",
    Moment.LAST_DAY_OF_GRACE: "The last day of the grace",
    Moment.AFTER_GRACE: "The day after: a renewal begins afresh",
    Moment.NEXT_ANNIVERSARY: "The coming anniversary is too close: the one after counts",
}
TIMINGS = {
    Timing.BANKED: "kept until the window opens",
    Timing.ON_TIME: "on time",
    Timing.IN_GRACE: "in grace",
    Timing.AFTER_GRACE: "after the grace",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A day on which a renewal may be complete, and the last valid day that it leads to, mode by mode."""

    finish_on: date
    moment: str
    timing: str
    by_mode: tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True)
class ExpiryTable:
    """The rows for a certification valid until `ends_on`; `modes` are the columns, `chosen` the one in the form."""

    ends_on: date
    modes: tuple[str, ...]
    chosen: str
    rows: tuple[Row, ...]


def expiry_table(*, months: int, window: int, grace: int, minimum: int, chosen: str, ends_on: date) -> ExpiryTable:
    """The table of a scheme's cycles. `ValueError` where the lengths cannot be meant together."""
    plans = [CyclePlan(months, window, grace, mode, minimum if mode == "fixed" else 0) for mode in ExpiryMode]
    first = [row for plan in plans for row in preview(plan, ends_on)]
    moments = {row.finish_on: MOMENTS[row.moment] for row in first}
    answers = [preview(plan, ends_on, sorted(moments)) for plan in plans]
    modes = tuple(ExpiryModes(plan.mode).label for plan in plans)
    rows = tuple(
        Row(
            row.finish_on,
            moments[row.finish_on],
            TIMINGS[row.timing],
            tuple(zip(modes, (each[at].valid_until for each in answers), strict=True)),
        )
        for at, row in enumerate(answers[0])
    )
    return ExpiryTable(ends_on, modes, ExpiryModes(chosen).label, rows)


def table_of(version, today: date) -> ExpiryTable:
    """The table of a scheme's version, for a certification that is valid until the middle of next year."""
    return expiry_table(
        months=version.cycle_months,
        window=version.window_months,
        grace=version.grace_months,
        minimum=version.minimum_months,
        chosen=version.expiry_mode,
        ends_on=example_day(today),
    )


def example_day(today: date) -> date:
    return date(today.year + 1, 6, 30)
