"""Enrollments, cycles and acts of many people as plain facts, without the rows that pages show."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from training.evaluation.facts import ActFact, CycleFact, PursuitFact
from training.models import Cycle, Decision, Enrollment
from training.queries.among import among
from training.queries.facts import parsed, text
from training.queries.organization import zones_then
from training.queries.pursuits import ACTS, act_fact, cycle_fact


@dataclass(frozen=True, slots=True)
class Pursued:
    """One person's pursuit of one scheme; `version` is that of the newest cycle, or the one enrolled in."""

    scheme: int
    version: int
    enrolled: PursuitFact
    cycles: tuple[CycleFact, ...]
    acts: tuple[ActFact, ...]


class DecisionRow(NamedTuple):
    """What a cycle's facts read of its decision."""

    decided_at: datetime
    effective_on: date
    imported: bool
    scope: tuple[str, ...]


class CycleRow(NamedTuple):
    """What its facts read of a cycle."""

    pk: int
    starts_on: date
    valid_until: date
    window_opens_on: date
    grace_until: date
    decision: DecisionRow


class ActRow(NamedTuple):
    """What its facts read of an act."""

    kind: str
    effective_on: date
    valid_until: date | None
    about_id: int | None
    scope: tuple[str, ...]


def load_pursued(people: list[int]) -> dict[int, list[Pursued]]:
    """The pursuits of each practitioner as known now, by the name of the scheme."""
    rows = Enrollment.objects.filter(among(people)).order_by("scheme__name")
    cycles, acts, found = load_cycles(people), load_acts(people), defaultdict(list)
    for person, scheme, version, on in rows.values_list("practitioner_id", "scheme_id", "version_id", "enrolled_on"):
        mine = cycles.get((person, scheme), ())
        own = Pursued(
            scheme,
            mine[-1][0] if mine else version,
            PursuitFact(on),
            tuple(fact for _, fact in mine),
            tuple(acts.get((person, scheme), ())),
        )
        found[person].append(own)
    return found


def load_cycles(people: list[int]) -> dict[tuple[int, int], list[tuple[int, CycleFact]]]:
    """The cycles by person and scheme, first to last, each with its version."""
    rows = Cycle.objects.filter(among(people)).order_by("starts_on")
    own = ("pk", "starts_on", "valid_until", "window_opens_on", "grace_until")
    made = ("decision__decided_at", "decision__effective_on", "decision__imported")
    names = ("practitioner_id", "scheme_id", "version_id", *made, text("decision__scope"), *own)
    found, zone_at = defaultdict(list), zones_then()
    for person, scheme, version, at, on, imported, scope, *dates in rows.values_list(*names):
        row = CycleRow(*dates, DecisionRow(at, on, imported, parsed(scope)))
        found[person, scheme].append((version, cycle_fact(row, zone_at)))
    return found


def load_acts(people: list[int]) -> dict[tuple[int, int], list[ActFact]]:
    rows = Decision.objects.filter(among(people), kind__in=ACTS).order_by("decided_at", "pk")
    names = ("practitioner_id", "scheme_id", "kind", "effective_on", "valid_until", "about_id", text("scope"))
    found = defaultdict(list)
    for person, scheme, *row, scope in rows.values_list(*names):
        found[person, scheme].append(act_fact(ActRow(*row, parsed(scope))))
    return found
