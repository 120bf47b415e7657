"""A named person's act on a certification. It adds to the past and never edits it."""

from datetime import date, datetime, timedelta

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.enrollment import version_in_force
from training.actions.mail import address_of, queue_mail
from training.actions.standing import changing
from training.evaluation import dates
from training.evaluation.outcomes import Certification
from training.models import Cycle, Decision, DecisionKind, Practitioner, Renewal, Scheme, SchemeVersion
from training.permissions import may_decide
from training.queries.standing import certification, pursuit_of

# What may be decided in each state, the most likely first.
POSSIBLE = {
    Certification.NONE: (),
    Certification.IN_PROGRESS: (DecisionKind.DECLINE,),
    Certification.READY: (DecisionKind.AWARD, DecisionKind.DECLINE),
    Certification.ACTIVE: (DecisionKind.SUSPEND, DecisionKind.REVOKE),
    Certification.INACTIVE: (DecisionKind.SUSPEND, DecisionKind.REVOKE),
    Certification.RENEWAL_OPEN: (DecisionKind.SUSPEND, DecisionKind.REVOKE),
    Certification.GRACE: (DecisionKind.SUSPEND, DecisionKind.REVOKE),
    Certification.LAPSED: (DecisionKind.AWARD, DecisionKind.DECLINE),
    Certification.SUSPENDED: (DecisionKind.REINSTATE, DecisionKind.REVOKE),
    Certification.REVOKED: (),
}
A_MINUTE = timedelta(minutes=1)
TAKING = (DecisionKind.SUSPEND, DecisionKind.REVOKE)
CLOSING = (DecisionKind.RENEW, DecisionKind.DECLINE, DecisionKind.REVOKE)
RENEWING = {
    Certification.ACTIVE,
    Certification.INACTIVE,
    Certification.RENEWAL_OPEN,
    Certification.GRACE,
    Certification.LAPSED,
}


def possible(evaluation, renewal: Renewal | None) -> tuple[DecisionKind, ...]:
    """The kinds of decision that make sense now; a waiting renewal comes first."""
    kinds = POSSIBLE[evaluation.outcome]
    if renewal and evaluation.outcome in RENEWING:
        kinds = (
            DecisionKind.RENEW,
            DecisionKind.DECLINE,
            *(kind for kind in kinds if kind not in (DecisionKind.AWARD, DecisionKind.DECLINE)),
        )
    return kinds


def waiting_renewal(practitioner: Practitioner, scheme: Scheme) -> Renewal | None:
    return practitioner.renewals.filter(scheme=scheme, state=Renewal.State.SUBMITTED).select_related("cycle").first()


def decide(
    *,
    by,
    practitioner: Practitioner,
    scheme: Scheme,
    kind: str,
    reason: str,
    effective_on: date,
    seen_digest: str,
    seen_name: str,
    now: datetime,
    today: date,
    imported: bool = False,
) -> Decision:
    """Decide, on exactly the evaluation and the name that were seen. An award or a renewal opens `decision.cycle`.

    Raises `Refused` when the person may not decide, something changed since it was shown, or the kind is not
    possible. A decision takes effect on its day or within a year; imported history apart. A second click returns
    the decision of the first.
    """
    require(may_decide(by, practitioner, scheme, today))
    given = {"kind": kind, "reason": reason, "effective_on": effective_on, "evaluation_digest": seen_digest}
    with changing(practitioner, now=now) as person:
        made = just_decided(by, person, scheme, given, now)
        if made:
            return made
        evaluation = fresh(person, scheme, today)
        if evaluation.digest != seen_digest or person.full_name != seen_name:
            raise Refused("Something changed since this page was shown. Read it again, then decide.")
        renewal = waiting_renewal(person, scheme)
        require_possible(kind, evaluation, renewal, person)
        require_none_pending(person, scheme, kind, today)
        require_effective(effective_on, today, imported)
        decision = Decision.objects.create(
            practitioner=person,
            scheme=scheme,
            decided_at=now,
            decided_by=by,
            evaluation=evaluation.to_json(),
            imported=imported,
            **given,
        )
        carry_out(decision, renewal)
        record(
            action=f"decision.{kind}",
            by=by,
            subject=decision,
            practitioner=person,
            fields=["kind", "effective_on", "reason", "evaluation"],
            values=given,
            now=now,
        )
        tell_holder(decision, now)
    return decision


def just_decided(by, person: Practitioner, scheme: Scheme, given: dict, now: datetime) -> Decision | None:
    """The very same decision of the last minute: a double click."""
    rows = Decision.objects.filter(practitioner=person, scheme=scheme, decided_by=by, **given)
    return rows.filter(decided_at__gt=now - A_MINUTE, decided_at__lte=now).first()


def fresh(person: Practitioner, scheme: Scheme, today: date):
    """The evaluation as the rules say it now, never a stored one."""
    evaluation = certification(person, scheme, today)
    if evaluation is None:
        raise Refused("This person is not enrolled in the scheme.")
    return evaluation


def require_possible(kind: str, evaluation, renewal: Renewal | None, person: Practitioner) -> None:
    if kind not in possible(evaluation, renewal):
        raise Refused(f"“{DecisionKind(kind).label}” is not possible now.")
    if kind not in (DecisionKind.AWARD, DecisionKind.RENEW):
        return
    if person.name_confirmed_at is None:
        raise Refused("The name is not confirmed as on the license yet. The therapist confirms it in the profile.")
    missing = lacking(kind, evaluation, renewal)
    if missing:
        raise Refused(f"Not yet: {len(missing)} requirements are missing. First: {missing[0]}.")


def lacking(kind: str, evaluation, renewal: Renewal | None) -> list[str]:
    """What is missing: today, or for a renewal on the day it was submitted, however long the decision took."""
    if kind == DecisionKind.RENEW:
        return [finding["label"] for finding in renewal.evaluation["findings"] if finding["truth"] != "met"]
    return [finding.label for finding in evaluation.findings if finding.truth != "met"]


def require_none_pending(person: Practitioner, scheme: Scheme, kind: str, today: date) -> None:
    """A decision of a coming day is waited for; only what takes a certification away may come first, once."""
    pending = Decision.objects.filter(practitioner=person, scheme=scheme, effective_on__gt=today)
    if kind in TAKING:
        pending = pending.filter(kind=kind)
    waiting = pending.order_by("effective_on").first()
    if waiting:
        raise Refused(f"“{waiting.get_kind_display()}” was decided already. It takes effect on {said(waiting)}.")


def said(decision: Decision) -> str:
    return dates.long_date(decision.effective_on)


def require_effective(effective_on: date, today: date, imported: bool) -> None:
    if effective_on < today and not imported:
        raise Refused("A decision takes effect on its day or later.", field="effective_on")
    if effective_on > dates.add_months(today, 12):
        raise Refused("A decision takes effect within a year.", field="effective_on")


def carry_out(decision: Decision, renewal: Renewal | None) -> None:
    """Open the cycle that an award or renewal means; close the renewal that was decided, or that has no more point."""
    if decision.kind == DecisionKind.AWARD:
        open_first_cycle(decision)
    if decision.kind == DecisionKind.RENEW:
        open_next_cycle(decision, renewal)
    if renewal and decision.kind in CLOSING:
        renewal.state, renewal.decision = Renewal.State.DECIDED, decision
        renewal.save(update_fields=["state", "decision"])


def plan_of(version: SchemeVersion) -> dates.CyclePlan:
    return dates.CyclePlan(months=version.cycle_months, window=version.window_months, grace=version.grace_months)


def open_first_cycle(decision: Decision) -> Cycle:
    return stamp(decision, *first_window(decision.practitioner, decision.scheme, decision.effective_on))


def open_next_cycle(decision: Decision, renewal: Renewal) -> Cycle:
    return stamp(decision, *next_window(renewal, decision.effective_on))


def first_window(practitioner: Practitioner, scheme: Scheme, day: date) -> tuple[SchemeVersion, dates.Cycle]:
    """What an award in effect on a day opens: the version that the person enrolled in, and the dates."""
    version = pursuit_of(practitioner, scheme).version
    plan = plan_of(version)
    return version, dates.cycle(day, 0, plan.months, plan.window, plan.grace)


def next_window(renewal: Renewal, day: date) -> tuple[SchemeVersion, dates.Cycle]:
    """The cycle after the renewed one, under the version in force on the day of the decision.

    It counts from the series' anchor; after grace, or under a version with another length, from a new one.
    """
    old = renewal.cycle
    version = version_in_force(old.scheme, day) or old.version
    plan, submitted_on = plan_of(version), renewal.submitted_on
    current = dates.Cycle(old.anchor, old.number, old.starts_on, old.valid_until, old.window_opens_on, old.grace_until)
    late = dates.timing(current, submitted_on) is dates.Timing.AFTER_GRACE
    if plan.months == old.version.cycle_months or late:
        return version, dates.next_cycle(current, plan, submitted_on, day)
    start = dates.day_after(old.valid_until)
    return version, dates.cycle(start, 0, plan.months, plan.window, plan.grace)


def stamp(decision: Decision, version: SchemeVersion, cycle: dates.Cycle) -> Cycle:
    """Write the window's dates on a row that no later change of the scheme touches. Cycles never overlap."""
    others = Cycle.objects.filter(practitioner=decision.practitioner, scheme=decision.scheme)
    if others.filter(starts_on__lte=cycle.valid_until, valid_until__gte=cycle.starts_on).exists():
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


def tell_holder(decision: Decision, now: datetime) -> None:
    """Write to the person: what was decided, and why."""
    person = decision.practitioner
    queue_mail(
        key=f"decision:{decision.pk}",
        to=address_of(person),
        subject=SUBJECTS[decision.kind].format(scheme=decision.scheme),
        template=f"decision_{decision.kind}",
        context={"decision": decision, "practitioner": person, "cycle": getattr(decision, "cycle", None)},
        practitioner=person,
        now=now,
    )


SUBJECTS = {
    DecisionKind.AWARD: "You are certified: {scheme}",
    DecisionKind.RENEW: "Your certification is renewed: {scheme}",
    DecisionKind.DECLINE: "Not yet certified: {scheme}",
    DecisionKind.SUSPEND: "Your certification is suspended: {scheme}",
    DecisionKind.REINSTATE: "Your certification is valid again: {scheme}",
    DecisionKind.REVOKE: "Your certification is revoked: {scheme}",
}
