"""What decisions leave of a certification's scope: body regions and techniques, empty for no limit."""

from functools import reduce

from .dates import OPEN
from .facts import TECHNIQUES
from .steps import Steps, merge


def scope_line(cycle, acts) -> Steps:
    """The scope of a cycle on each day: what its decision left, and of it what each reduction left from its day."""
    lines = [Steps.between(act.on, OPEN, act.scope, ()) for act in sorted(acts, key=lambda act: (act.on, act.scope))]
    if not lines:
        return Steps.always(cycle.scope)
    return merge(lambda *left: reduce(narrowed, left, cycle.scope), lines)


def narrowed(scope, left) -> tuple[str, ...]:
    """What two limits leave together. A scope limits only what it names: regions, techniques or both.

    Limits with nothing in common leave the later one: no code at all would read as no limit.
    """
    return tuple(code for ours, theirs in zip(_parts(scope), _parts(left), strict=True) for code in _both(ours, theirs))


def _both(ours, theirs):
    if not ours or not theirs:
        return ours or theirs
    return [code for code in ours if code in theirs] or theirs


def _parts(codes):
    return [each for each in codes if each not in TECHNIQUES], [each for each in codes if each in TECHNIQUES]
