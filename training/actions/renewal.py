"""Submitting a renewal. Whether it is on time is judged by this day, not by the day somebody decides."""

from datetime import date, datetime

from training.actions import Refused
from training.actions.audit import record
from training.actions.standing import changing
from training.evaluation.dates import long_date
from training.models import Cycle, Practitioner, Renewal, Scheme
from training.queries.cycle_begins import that_begin
from training.queries.decidable import RENEWABLE
from training.queries.decided import kept
from training.queries.standing import certification


def running_cycle(practitioner: Practitioner, scheme: Scheme) -> Cycle | None:
    """The newest cycle of the person in the scheme, of those that begin."""
    rows = that_begin(practitioner.cycles.filter(scheme=scheme))
    return rows.select_related("decision").order_by("starts_on").last()


def submit(*, by, practitioner: Practitioner, scheme: Scheme, now: datetime, today: date) -> Renewal:
    """Submit a complete renewal; submitted before the window opens it is banked and counts from the opening day.

    A second click returns the renewal that waits already.
    """
    with changing(practitioner) as person:
        cycle = running_cycle(person, scheme)
        if cycle is None:
            raise Refused("There is no certification to renew yet.")
        waiting = cycle.renewals.filter(state=Renewal.State.SUBMITTED).first()
        if waiting:
            return waiting
        evaluation = certification(person, scheme, today)
        require_renewable(evaluation, cycle)
        renewal = Renewal.objects.create(
            practitioner=person,
            scheme=scheme,
            cycle=cycle,
            submitted_on=today,
            submitted_at=now,
            evaluation=kept(evaluation),
        )
        record(action="renewal.submit", by=by, subject=renewal, practitioner=person, fields=["cycle"], now=now)
    return renewal


def require_renewable(evaluation, cycle: Cycle) -> None:
    """Refuse what cannot be renewed, and what is not complete, saying what is missing. `cycle` is the newest.

    One that has not begun is not renewed: what was done in the cycle before it counted for it, and counts once.
    """
    if evaluation.outcome not in RENEWABLE:
        raise Refused("A certification in this state is not renewed. Ask your compliance manager.")
    begins = max(cycle.starts_on, cycle.decision.effective_on)
    if begins > evaluation.as_of:
        raise Refused(f"It is renewed already: the next cycle begins on {long_date(begins)}.")
    missing = [finding.label for finding in evaluation.findings if finding.truth != "met"]
    if missing:
        raise Refused(f"Not yet: {len(missing)} of the renewal's requirements are missing. First: {missing[0]}.")
