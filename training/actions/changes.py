"""What an extension or a reduction of scope changes: about which cycle, and what it leaves."""

from collections.abc import Sequence
from datetime import date

from training.actions import Refused
from training.evaluation import dates
from training.models import Cycle, DecisionKind, Region, Technique
from training.queries.cycles import coming, extended_window, latest_extension, running
from training.queries.scopes import allowed, limit_of, scope_of

# Kinds about one cycle, which print its certificate anew.
CHANGING = (DecisionKind.EXTEND, DecisionKind.REDUCE_SCOPE)


def told(kind: str, valid_until: date | None, scope: Sequence[str]) -> dict:
    """What tells one such decision from another of the same minute."""
    if kind == DecisionKind.EXTEND:
        return {"valid_until": valid_until}
    return {"scope": limit_of(scope)} if kind == DecisionKind.REDUCE_SCOPE else {}


def changes(kind, person, scheme, renewal, own, today, valid_until, scope, lift_limit) -> list[dict]:
    """What the decision says beside its kind: of an extension or a reduction about which cycle, and what it leaves."""
    if kind == DecisionKind.RENEW:
        return [{"scope": [] if lift_limit else list(scope_of(renewal.cycle))}]
    if kind not in CHANGING:
        return [{}]
    cycle = require_cycle(kind, running(person, scheme, today))
    if kind == DecisionKind.EXTEND:
        return [extension_of(cycle, valid_until, own["effective_on"])]
    left = reduction_of(cycle, scope, own["effective_on"])
    return [{"about": each, "scope": left} for each in (cycle, *coming(cycle))]


def require_cycle(kind: str, cycle: Cycle | None) -> Cycle:
    """The cycle that an extension or a reduction is about; an extension needs one that nothing follows yet."""
    if cycle is None:
        raise Refused("There is no cycle to change.")
    if kind == DecisionKind.EXTEND and coming(cycle).exists():
        raise Refused("The next cycle is decided already, so there is nothing to extend.")
    if kind == DecisionKind.EXTEND and cycle.ends_on() >= latest_extension(cycle):
        raise Refused(f"It is extended to {dates.long_date(cycle.ends_on())}, the latest day there is.")
    return cycle


def extension_of(cycle: Cycle, valid_until: date | None, effective_on: date) -> dict:
    if valid_until is None:
        raise Refused("Say until when it is extended.", field="valid_until")
    return {"about": cycle, "valid_until": extended_window(cycle, valid_until, effective_on).valid_until}


def reduction_of(cycle: Cycle, scope: Sequence[str], effective_on: date) -> list[str]:
    """The limit that allows exactly the chosen codes. It leaves a region and a technique, and less than before."""
    if effective_on > cycle.ends_on():
        raise Refused(f"It is valid until {dates.long_date(cycle.ends_on())}, so nothing is left to limit.")
    before, left = set(allowed(scope_of(cycle))), set(scope)
    if not left <= before:
        raise Refused("A reduction adds nothing. Choose of what the certification covers now.", field="scope")
    if left.isdisjoint(Region.values) or left.isdisjoint(Technique.values):
        words = "Leave at least one body region and one technique. To take everything away, suspend or revoke."
        raise Refused(words, field="scope")
    if left == before:
        raise Refused("Nothing is taken away. Clear what the certification no longer covers.", field="scope")
    return limit_of(scope)
