"""What certifications rest on besides evidence: enrollments, cycles and decisions, as plain facts."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from training.evaluation import certification_timeline, evaluate_certification
from training.evaluation.facts import ActFact, CycleFact, PursuitFact
from training.models import Cycle, Decision, Enrollment, Scheme, SchemeVersion
from training.queries.code_names import CodeNames
from training.queries.organization import zones_then
from training.trees import tree_of_stream

ACTS = ("suspend", "reinstate", "revoke", "extend", "reduce_scope")


@dataclass(frozen=True, slots=True)
class Pursuit:
    """One practitioner's pursuit of one scheme."""

    scheme: Scheme
    version: SchemeVersion
    enrolled: PursuitFact
    cycle_rows: tuple[Cycle, ...]
    act_rows: tuple[Decision, ...]
    cycles: tuple[CycleFact, ...]
    acts: tuple[ActFact, ...]

    @property
    def arguments(self) -> tuple:
        """What the evaluation of a certification takes before its facts: the three trees."""
        version = self.version
        return tree_of_stream(version.initial), tree_of_stream(version.renewal), tree_of_stream(version.throughout)

    def spans(self, facts):
        return certification_timeline(*self.arguments, facts, self.cycles, self.acts, self.enrolled)

    def evaluation(self, facts, as_of, names=None):
        """The certification on a day; `names` are handed in where several evaluations share them."""
        about = (facts, self.cycles, self.acts, self.enrolled, as_of)
        return evaluate_certification(*self.arguments, *about, names or CodeNames())


def load_pursuits(practitioners: Iterable[int], known_at: datetime | None = None) -> dict[int, list[Pursuit]]:
    """The pursuits of each practitioner, as known now or at the instant `known_at`."""
    people = list(practitioners)
    cycles, acts, zone_at = load_cycles(people, known_at), load_acts(people, known_at), zones_then()
    rows = Enrollment.objects.filter(practitioner__in=people).select_related("scheme", "version")
    if known_at:
        rows = rows.filter(recorded_at__lte=known_at)
    found = defaultdict(list)
    for row in rows.order_by("scheme__name"):
        key = (row.practitioner_id, row.scheme_id)
        mine = cycles[key]
        found[row.practitioner_id].append(
            Pursuit(
                scheme=row.scheme,
                version=mine[-1].version if mine else row.version,
                enrolled=PursuitFact(enrolled_on=row.enrolled_on),
                cycle_rows=tuple(mine),
                act_rows=tuple(acts[key]),
                cycles=tuple(cycle_fact(cycle, zone_at) for cycle in mine),
                acts=tuple(act_fact(act) for act in acts[key]),
            )
        )
    return found


def load_cycles(people, known_at) -> dict[tuple, list[Cycle]]:
    rows = Cycle.objects.filter(practitioner__in=people).select_related("decision", "version").order_by("starts_on")
    acts = Decision.objects.order_by("effective_on", "pk")
    if known_at:
        rows, acts = rows.filter(decision__decided_at__lte=known_at), acts.filter(decided_at__lte=known_at)
    rows = rows.prefetch_related(Prefetch("acts", queryset=acts))
    found = defaultdict(list)
    for row in rows:
        found[row.practitioner_id, row.scheme_id].append(row)
    return found


def cycle_fact(row: Cycle, zone_at: Callable) -> CycleFact:
    return CycleFact(
        id=str(row.pk),
        starts_on=row.starts_on,
        valid_until=row.valid_until,
        window_opens_on=row.window_opens_on,
        grace_until=row.grace_until,
        scope=tuple(row.decision.scope),
        **({} if row.decision.imported else decided(row.decision, zone_at)),
    )


def decided(decision: Decision, zone_at: Callable) -> dict:
    """The day it was decided, in the organization's zone of then, and the day it takes effect."""
    at = decision.decided_at
    return {"decided_on": at.astimezone(zone_at(at)).date(), "effective_on": decision.effective_on}


def act_fact(row: Decision) -> ActFact:
    return ActFact(
        kind=row.kind,
        on=row.effective_on,
        valid_until=row.valid_until,
        cycle=str(row.about_id) if row.about_id else None,
        scope=tuple(row.scope),
    )


def load_acts(people, known_at) -> dict[tuple, list[Decision]]:
    rows = Decision.objects.filter(practitioner__in=people, kind__in=ACTS)
    if known_at:
        rows = rows.filter(decided_at__lte=known_at)
    found = defaultdict(list)
    for row in rows:
        found[row.practitioner_id, row.scheme_id].append(row)
    return found
