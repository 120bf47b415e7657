"""Writing the window that a decision opens."""

from django.db.models import Q

from training.actions import Refused
from training.evaluation import dates
from training.models import Cycle, Decision, SchemeVersion
from training.queries.cycles import standing_cycles


def stamp(decision: Decision, version: SchemeVersion, cycle: dates.Cycle) -> Cycle:
    """Write the window's dates on a row that no later change of the scheme touches. Cycles never overlap."""
    others = standing_cycles(decision.practitioner, decision.scheme, cycle.starts_on)
    if others.filter(Q(starts_on__lte=cycle.valid_until, valid_until__gte=cycle.starts_on)).exists():
        raise Refused("There is a cycle in this time already.", field="effective_on")
    return Cycle.objects.create(
        practitioner=decision.practitioner,
        scheme=decision.scheme,
        version=version,
        decision=decision,
        anchor=cycle.anchor,
        number=cycle.number,
        starts_on=cycle.starts_on,
        valid_until=cycle.valid_until,
        window_opens_on=cycle.window_opens_on,
        grace_until=cycle.grace_until,
    )
