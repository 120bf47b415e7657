"""What an answer over the whole date line is made of: states, and the spans of days on which they hold."""

from datetime import date
from typing import NamedTuple

from .answers import truth_of
from .dates import DAY, OPEN
from .kept import kept
from .outcomes import Certification, Clearance, Truth


class State(NamedTuple):
    """The answer on a day: outcome, the deadline that it runs to, the unmet lines, the scope that limits it."""

    outcome: Clearance | Certification
    deadline: date | None = None
    unmet: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()


class Span(NamedTuple):
    """A run of days, inclusive at both ends, with one answer; `ends_on` 9999-12-31 means open."""

    starts_on: date
    ends_on: date
    outcome: Clearance | Certification
    deadline: date | None = None
    unmet: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()


def spans_of(line) -> tuple[Span, ...]:
    """The spans of a line of states. They tile the calendar, and no two neighbors are equal."""
    ends = (*(day - DAY for day in line.days[1:]), OPEN)
    return tuple(
        [
            Span(starts_on, ends_on, state.outcome, state.deadline, state.unmet, state.scope)
            for starts_on, ends_on, state in zip(line.days, ends, line.values, strict=True)
        ]
    )


def truths_of(checklist, facts) -> list:
    """The truth line of each line of a checklist."""
    return [truth_of(line, facts) for line in checklist]


def unmet(ids, truths) -> tuple[str, ...]:
    """The ids of the lines that are not met, in the order of the checklist."""
    return tuple([id for id, truth in zip(ids, truths, strict=True) if truth is not Truth.MET])


@kept
def ids_of(checklist) -> tuple[str, ...]:
    """The ids of the lines of a checklist."""
    return tuple(line.id for line in checklist)
