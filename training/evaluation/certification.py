"""Certification: where one practitioner stands with one scheme, on every day there is."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby

from .dates import OPEN, day_after, day_before
from .evaluation import Evaluation, checklist_findings, evaluation_of
from .items import facts_since
from .kept import kept
from .outcomes import Certification, Truth
from .reduction import scope_line
from .requirements import lines, numbered, prefixed
from .spans import Span, State, ids_of, spans_of, truths_of
from .steps import Steps, merge, select
from .timed import timed


def certification_timeline(initial, renewal, throughout, facts, cycles, acts, pursuit) -> tuple[Span, ...]:
    """The certification as spans that tile the calendar.

    `initial` and `renewal` are the trees for the first and for later cycles, `throughout` (or None) what must hold on
    every day. Renewal counts dated evidence from the first day of the running cycle. A `pursuit` of None means
    not enrolled.
    """
    return spans_of(_states(_paths(initial, renewal, throughout), facts, tuple(cycles), tuple(acts), pursuit))


def evaluate_certification(initial, renewal, throughout, facts, cycles, acts, pursuit, as_of, names=None) -> Evaluation:
    """The certification on one day, with findings about the path that the person is on: a revoked one's is the first.

    `names` maps the codes that findings mention to what people call them.
    """
    paths = _paths(initial, renewal, throughout)
    states = _states(paths, facts, tuple(cycles), tuple(acts), pursuit)
    ordered = _in_order(cycles)
    phase = _NO_CYCLE if _revoked(acts, ordered).value_on(as_of) else _phases(ordered, acts).value_on(as_of)
    return evaluation_of(states, as_of, _findings(paths, facts, phase, as_of, names))


@dataclass(frozen=True, slots=True)
class _Paths:
    """The checklists of a scheme: what the first award, a renewal, and every day ask for."""

    initial: tuple
    renewal: tuple
    always: tuple

    def beside(self, own):
        """The lines of every day that a checklist does not ask for anyway."""
        return _beside(self.always, own)


@kept
def _paths(initial, renewal, throughout):
    always = lines(timed(prefixed(throughout, "throughout"), initial)) if throughout else ()
    later = lines(timed(prefixed(renewal, "renewal"), initial)) if renewal else ()
    return _Paths(lines(timed(numbered(initial, "initial"))), later, always)


@kept
def _beside(always, own):
    asked = {_demand(line) for line in own}
    return tuple(line for line in always if _demand(line) not in asked)


@dataclass(frozen=True, slots=True)
class _Phase:
    """What the cycles alone say about a day."""

    outcome: Certification
    deadline: date | None = None
    cycle_starts_on: date | None = None
    scope: tuple[str, ...] = ()


_NO_CYCLE = _Phase(Certification.NONE)


def _demand(line):
    return replace(line, id="", label="", citation="", who="therapist")


def _states(paths, facts, cycles, acts, pursuit):
    """All lines at once, so that what a path lacks is asked on the days alone that the path is walked."""
    ordered = _in_order(cycles)
    phases, revoked = _phases(ordered, acts), _revoked(acts, ordered)
    enrolled = Steps.between(pursuit.enrolled_on, OPEN, True, False) if pursuit else Steps.always(False)
    starts = [start for start in dict.fromkeys(each.cycle_starts_on for each in phases.values) if start]
    paces = [facts] + [facts_since(facts, start) for start in starts]
    own = [paths.initial] + [paths.renewal for _ in starts]
    always = truths_of(paths.always, facts)
    walked = [truth for path, since in zip(own, paces, strict=True) for truth in truths_of(path, since)]
    lacks = _lacks(paths, starts)
    judge = partial(_state, lacks, len(always))
    return merge(judge, (phases, enrolled, _suspended(acts, revoked), revoked, *always, *walked))


def _lacks(paths, starts):
    """What tells the ids of the lines that are not met, from all truths of a day.

    By the first day of a cycle for its renewal, by None for the first award, by `_EVERY_DAY` for what always holds.
    """
    return dict(zip((_EVERY_DAY, None, *starts), _asked(paths, len(starts)), strict=True))


@kept
def _asked(paths, renewals):
    first = len(paths.always)
    found = [partial(_missing, ids_of(paths.always), range(first))]
    for own in (paths.initial, *[paths.renewal] * renewals):
        places = (*range(first, first + len(own)), *_places_beside(paths.always, own))
        found.append(partial(_missing, ids_of(own) + ids_of(paths.beside(own)), places))
        first += len(own)
    return found


@kept
def _places_beside(always, own):
    beside = {id(line) for line in _beside(always, own)}
    return tuple(place for place, line in enumerate(always) if id(line) in beside)


def _missing(ids, places, truths):
    return tuple([id for id, place in zip(ids, places, strict=True) if truths[place] is not Truth.MET])


def _state(lacks, count, phase, enrolled, suspended, revoked, *truths):
    """One day's answer. What was decided covers what the dates say; a failing condition covers a valid cycle."""
    if revoked:
        return _REVOKED
    if suspended:
        return _SUSPENDED
    outcome = phase.outcome
    if outcome is Certification.NONE:
        return _before_any_cycle(lacks, enrolled, truths)
    if outcome is Certification.LAPSED:
        return State(outcome, phase.deadline, lacks[None](truths), phase.scope)
    if outcome.is_held and min(truths[:count], default=Truth.MET) < Truth.STALE:
        return State(Certification.INACTIVE, phase.deadline, lacks[_EVERY_DAY](truths), phase.scope)
    missing = () if outcome is Certification.ACTIVE else lacks[phase.cycle_starts_on](truths)
    return State(outcome, phase.deadline, missing, phase.scope)


_EVERY_DAY = "every day"
_REVOKED, _SUSPENDED = State(Certification.REVOKED), State(Certification.SUSPENDED)


def _before_any_cycle(lacks, enrolled, truths):
    if not enrolled:
        return State(Certification.NONE)
    missing = lacks[None](truths)
    return State(Certification.IN_PROGRESS if missing else Certification.READY, None, missing)


def _in_order(cycles):
    return sorted(cycles, key=lambda each: (_begins(each), each.starts_on, each.id))


def _begins(cycle):
    """The first day a cycle is in force: never before its decision takes effect."""
    return max(cycle.starts_on, cycle.effective_on or cycle.decided_on or cycle.starts_on)


def _phases(ordered, acts):
    """What the cycle that began last says, on each day; one that a revocation met before its first day never begins."""
    begun = ((_begins(cycle), place) for place, cycle in enumerate(ordered, 1) if not never_begins(cycle, acts))
    chooser = Steps.of(begun, 0)
    longer, smaller = (_about(kind, ordered, acts) for kind in ("extend", "reduce_scope"))
    running = [_phase_line(cycle, longer[cycle.id], smaller[cycle.id], _renewed(cycle, ordered)) for cycle in ordered]
    return select(chooser, (Steps.always(_NO_CYCLE), *running))


def never_begins(cycle, acts) -> bool:
    """Whether a revocation met the cycle between its decision and its first day."""
    decided_on = cycle.decided_on or date.min
    return any(act.kind == "revoke" and decided_on <= act.on <= _begins(cycle) for act in acts)


def _about(kind, ordered, acts):
    """The acts of a kind about each cycle by its id; one that names none is about the cycle running on its day."""
    found = {cycle.id: [] for cycle in ordered}
    for act in acts:
        if act.kind == kind:
            running = [cycle.id for cycle in ordered if _begins(cycle) <= act.on][-1:]
            for id in [act.cycle] if act.cycle else running:
                found.get(id, []).append(act)
    return found


def _renewed(cycle, ordered):
    """True on the days when the cycle that follows without a gap has already been decided."""
    following = (
        each
        for each in ordered
        if cycle.starts_on < each.starts_on <= day_after(cycle.valid_until)
        and (each.decided_on or date.max) >= (cycle.decided_on or date.min)
    )
    known = min((each.decided_on or date.min for each in following), default=None)
    return Steps.between(known, OPEN, True, False) if known else Steps.always(False)


def _phase_line(cycle, extensions, reductions, renewed):
    def phase(valid_until, in_grace, in_window, is_renewed, scope):
        if valid_until:
            opened = in_window and not is_renewed
            outcome = Certification.RENEWAL_OPEN if opened else Certification.ACTIVE
            return _Phase(outcome, valid_until, cycle.starts_on, scope)
        if in_grace:
            return _Phase(Certification.GRACE, cycle.grace_until, cycle.starts_on)
        return _Phase(Certification.LAPSED)

    grace = Steps.between(cycle.starts_on, cycle.grace_until, True, False)
    window = Steps.between(cycle.window_opens_on, OPEN, True, False)
    return merge(phase, (_validity(cycle, extensions), grace, window, renewed, scope_line(cycle, reductions)))


def _validity(cycle, extensions):
    """The valid-until date on each day that the cycle is valid, else None; an extension counts from its own day."""
    spans = [(_begins(cycle), cycle.valid_until)]
    spans += [(max(_begins(cycle), act.on), act.valid_until) for act in extensions]
    known = [Steps.between(starts_on, ends_on, ends_on, None) for starts_on, ends_on in spans]
    return known[0] if len(known) == 1 else merge(lambda *ends: max(filter(None, ends), default=None), known)


def _suspended(acts, revoked):
    """True on the days from a suspension to the day before its reinstatement.

    The two alternate, so a suspension and a reinstatement of one day leave things as they were. A revocation ends a
    suspension, and none begins while it lasts: what is awarded after it begins without one.
    """
    kinds = ("suspend", "reinstate", "revoke")
    marks = sorted((act.on, act.kind) for act in acts if act.kind in kinds)
    suspended, points = False, []
    for day, same_day in groupby(marks, key=lambda mark: mark[0]):
        counts = Counter(kind for _, kind in same_day)
        if counts["revoke"] or (counts["suspend"] and revoked.value_on(day)):
            suspended = False
        elif counts["suspend"] != counts["reinstate"]:
            suspended = counts["suspend"] > counts["reinstate"]
        points.append((day, suspended))
    return Steps.of(points, False)


def _revoked(acts, ordered):
    """True from a revocation on, until a cycle decided on a later day begins."""
    spans = [Steps.always(False)]
    for act in acts:
        if act.kind == "revoke":
            again = [_begins(each) for each in ordered if each.decided_on and each.decided_on > act.on]
            ends_on = day_before(min(again)) if again else OPEN
            spans.append(Steps.between(act.on, ends_on, True, False))
    return merge(lambda *values: any(values), spans)


def _findings(paths, facts, phase, as_of, names):
    if phase.cycle_starts_on is None:
        return checklist_findings((*paths.initial, *paths.beside(paths.initial)), facts, as_of, names)
    own = checklist_findings(paths.renewal, facts_since(facts, phase.cycle_starts_on), as_of, names)
    return (*own, *checklist_findings(paths.beside(paths.renewal), facts, as_of, names))
