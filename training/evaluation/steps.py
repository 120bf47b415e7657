"""Step functions over the date line: a value for every day there is, written as the days on which it changes.

Every requirement answers with one. Reading a day and walking the spans use the same steps, so they cannot disagree.
"""

from bisect import bisect_right
from datetime import date
from typing import NamedTuple

from .dates import DAY, OPEN, day_after, day_before
from .outcomes import Truth


class Answer(NamedTuple):
    """What a requirement answers on a day: its truth and the figure it has."""

    truth: Truth
    have: int = 0


class Steps(NamedTuple):
    """Values from days on: `days[0]` is the first day of the calendar, and `values[i]` holds from `days[i]`.

    Made by `Steps.of`, which drops steps that change nothing, so that equal functions are equal objects.
    """

    days: tuple[date, ...]
    values: tuple

    @classmethod
    def of(cls, points, before=None) -> "Steps":
        """The function that takes each value from its day on, and `before` until the first; days must ascend.

        Of two points on one day the later in order stands.
        """
        days, values = [date.min], [before]
        for day, value in points:
            if day == days[-1]:
                days.pop()
                values.pop()
            if not values or value != values[-1]:
                days.append(day)
                values.append(value)
        return cls(tuple(days), tuple(values))

    @classmethod
    def always(cls, value) -> "Steps":
        """The same value on every day."""
        return cls((date.min,), (value,))

    @classmethod
    def between(cls, starts_on, ends_on, value, otherwise) -> "Steps":
        """One value from a first to a last day, inclusive (`OPEN`: for good), another on all other days."""
        if value == otherwise or (ends_on is not None and ends_on < starts_on):
            return cls.always(otherwise)
        begins_late = starts_on > date.min
        days, values = ((date.min, starts_on), (otherwise, value)) if begins_late else ((starts_on,), (value,))
        if ends_on is None or ends_on == OPEN:
            return cls(days, values)
        return cls((*days, ends_on + DAY), (*values, otherwise))

    def value_on(self, day):
        """The value on a day."""
        return self.values[bisect_right(self.days, day) - 1]

    def next_change_after(self, day) -> date | None:
        """The first later day with another value, or None."""
        index = bisect_right(self.days, day)
        return self.days[index] if index < len(self.days) else None

    def run_on(self, day) -> tuple[date, date]:
        """The first and the last day, inclusive, of the run of equal values around a day."""
        index = bisect_right(self.days, day)
        return self.days[index - 1], day_before(self.days[index]) if index < len(self.days) else OPEN

    def spans(self):
        """Every run of equal values as (first day, last day, value); they tile the whole line."""
        for index, value in enumerate(self.values):
            end = day_before(self.days[index + 1]) if index + 1 < len(self.days) else OPEN
            yield self.days[index], end, value

    def map(self, function) -> "Steps":
        """The function of each value."""
        return Steps.of(zip(self.days, map(function, self.values), strict=True))


def merge(function, lines) -> Steps:
    """One step function of several: on each day `function(*values)` of what each line has there."""
    lines = tuple(lines)
    current = [line.values[0] for line in lines]
    changes = [
        (day, index, position)
        for index, line in enumerate(lines)
        if len(line.days) > 1
        for position, day in enumerate(line.days)
        if position
    ]
    changes.sort()
    last = function(*current)
    days, values, on_this_day = [date.min], [last], None
    for day, index, position in changes:
        if day != on_this_day:
            if on_this_day is not None and (value := function(*current)) != last:
                days.append(on_this_day)
                values.append(last := value)
            on_this_day = day
        current[index] = lines[index].values[position]
    if changes and (value := function(*current)) != last:
        days.append(on_this_day)
        values.append(value)
    return Steps(tuple(days), tuple(values))


def select(chooser, lines) -> Steps:
    """On each day the value of the line whose place in `lines` the chooser's value names."""
    if len(chooser.values) == 1:
        return lines[chooser.values[0]]
    return merge(lambda place, *values: values[place], (chooser, *lines))


def all_of(lines) -> Steps:
    """Truth lines joined by *and*: the worst of them on each day; with none of them, met."""
    return _joined(min, lines, Truth.MET, Truth.NOT_MET)


def any_of(lines) -> Steps:
    """Truth lines joined by *or*: the best of them on each day; with none of them, not met."""
    return _joined(max, lines, Truth.NOT_MET, Truth.MET)


def _joined(choose, lines, neutral, final):
    """`final` on every day of one line settles it: the lines after that are not even read."""
    fixed, varying = neutral, []
    for line in lines:
        if len(line.values) > 1:
            varying.append(line)
        elif (fixed := choose(fixed, line.values[0])) is final:
            return Steps.always(final)
    if not varying:
        return Steps.always(fixed)
    if len(varying) == 1 and fixed is neutral:
        return varying[0]
    return merge(lambda *truths: choose(fixed, *truths), varying)


def truth(line) -> Steps:
    """The truth alone of a line of answers."""
    return line.map(lambda answer: answer.truth)


def latched(line) -> Steps:
    """The best that a truth line has been so far: what was once reached stays reached."""
    best, points = line.values[0], []
    for day, value in zip(line.days[1:], line.values[1:], strict=True):
        best = max(best, value)
        points.append((day, best))
    return Steps.of(points, line.values[0])


_NEVER, _ALWAYS = Steps.always(Truth.NOT_MET), Steps.always(Truth.MET)


def met_from(day) -> Steps:
    """A truth line: met from a day on, for None never."""
    if day is None:
        return _NEVER
    return _ALWAYS if day == date.min else Steps((date.min, day), (Truth.NOT_MET, Truth.MET))


def met_within(spans) -> Steps:
    """A truth line: met on the days of any of the spans, whose first and last days are inclusive."""
    points, end = [], None
    for starts_on, ends_on in sorted(span for span in spans if span[0] <= span[1]):
        if end is None or (end < OPEN and starts_on > day_after(end)):
            points.append((starts_on, Truth.MET))
        elif ends_on <= end:
            continue
        elif points[-1][1] is Truth.NOT_MET:
            points.pop()
        end = ends_on
        if end < OPEN:
            points.append((day_after(end), Truth.NOT_MET))
    return Steps.of(points, Truth.NOT_MET)
