"""The truth alone of the leaves, without the figures: the day on which a sum is reached, the days on which a card runs.

Walking the whole line of many people asks for nothing more. What counts is said by `items`; `answers` gives the same
truth with the figure, and a property test holds the two together.
"""

from .dates import add_months, day_after, whole_months
from .items import counted
from .licenses import held_line
from .outcomes import Truth
from .steps import met_from, met_within


def summed(node, facts):
    """Met from the day on which the amounts reach what is asked for."""
    have, need = 0, node.needed
    for on, _, _, amount, _ in sorted(counted(node, facts)):
        have += amount
        if have >= need:
            return met_from(on)
    return met_from(None)


def once(node, facts):
    """Met from the first day on, for good."""
    return met_from(min((on for on, *_ in counted(node, facts)), default=None))


def running(node, facts):
    """Met while one of them runs."""
    return met_within((on, ends_on) for on, _, _, _, ends_on in counted(node, facts))


def days(node, facts) -> list:
    """The days of what a line about courses or sessions counts, in no order."""
    return [on for on, *_ in counted(node, facts)]


def months_reached(node, facts):
    """The day on which the whole months licensed reach what is asked for, or None."""
    total = 0
    for starts_on, ends_on, value in held_line(facts, node.jurisdiction).spans():
        if value is Truth.MET:
            full = whole_months(starts_on, day_after(ends_on))
            if total + full >= node.months:
                return add_months(starts_on, node.months - total)
            total += full
    return None


LEAVES = {
    "hours": summed,
    "sessions": summed,
    "modules": summed,
    "exam": once,
    "filing": once,
    "credential": running,
    "holds": running,
    "attestation": running,
}
