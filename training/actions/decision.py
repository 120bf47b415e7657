"""A named person's act on a certification. It adds to the past and never edits it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.changes import CHANGING, changes, told
from training.actions.cycles import stamp
from training.actions.mail import address_of, queue_mail
from training.actions.standing import changing
from training.evaluation import dates
from training.evaluation.outcomes import Certification
from training.models import Decision, DecisionKind, Practitioner, Renewal, Scheme
from training.permissions import may_decide
from training.queries.cycles import first_window, next_window
from training.queries.decidable import lacking, possible, waiting_renewal
from training.queries.decided import kept
from training.queries.scopes import limit_words
from training.queries.standing import certification

UNCONFIRMED = "The name is not confirmed as on the license yet. The therapist confirms it in the profile."
A_MINUTE = timedelta(minutes=1)
TAKING = (DecisionKind.SUSPEND, DecisionKind.REVOKE)
CLOSING = (DecisionKind.RENEW, DecisionKind.DECLINE, DecisionKind.REVOKE)


class ChangedSince(Refused):
    """The rules, the facts or the name say something else than what was shown."""


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
    valid_until: date | None = None,
    scope: Sequence[str] = (),
    lift_limit: bool = False,
    seen_rules: str | None = None,
) -> Decision:
    """Decide, on exactly the evaluation and the name that were seen. An award or a renewal opens `decision.cycle`.

    `valid_until` is the new last day of an extension; `scope` every code that a reduction leaves. A renewal keeps the
    scope of the cycle before unless `lift_limit`. `seen_rules` is the scheme's counter as it was shown, if it was: the
    dates of a cycle rest on the version in force. A reduction is a row about each cycle that it changes
    (`rows_of`).

    Raises `Refused` when the person may not decide, something changed since it was shown (`ChangedSince`), or the
    kind is not possible. A decision takes effect on its day or within a year; imported history apart. A second click
    returns the decision of the first.
    """
    require(may_decide(by, practitioner, today))
    given = {"kind": kind, "reason": reason, "effective_on": effective_on, "evaluation_digest": seen_digest}
    with changing(practitioner) as person:
        made = just_decided(by, person, scheme, given | told(kind, valid_until, scope), now)
        if made:
            return made
        evaluation = fresh(person, scheme, today)
        if (evaluation.digest, person.full_name) != (seen_digest, seen_name) or turned(scheme, seen_rules):
            raise ChangedSince("Something changed since this page was shown. Read it again, then decide.")
        renewal = waiting_renewal(person, scheme)
        require_possible(kind, evaluation, renewal, person)
        require_none_pending(person, scheme, kind, today)
        require_effective(effective_on, today, imported)
        own = {"decided_at": now, "decided_by": by, "evaluation": kept(evaluation), "imported": imported, **given}
        own |= {"practitioner": person, "scheme": scheme}
        decision, *others = [
            Decision.objects.create(**own, **change)
            for change in changes(kind, person, scheme, renewal, own, today, valid_until, scope, lift_limit)
        ]
        carry_out(decision, renewal)
        for row in (decision, *others):
            record_decision(row, by, now)
        tell_holder(decision, now)
    return decision


def record_decision(decision: Decision, by, now: datetime) -> None:
    record(
        action=f"decision.{decision.kind}",
        by=by,
        subject=decision,
        practitioner=decision.practitioner,
        fields=["kind", "effective_on", "reason", "about", "valid_until", "scope", "evaluation"],
        values={
            "kind": decision.kind,
            "reason": decision.reason,
            "effective_on": decision.effective_on,
            "evaluation_digest": decision.evaluation_digest,
            "about": decision.about_id,
            "valid_until": decision.valid_until,
            "scope": decision.scope,
        },
        now=now,
    )


def just_decided(by, person: Practitioner, scheme: Scheme, given: dict, now: datetime) -> Decision | None:
    """The very same decision a moment ago: a double click. The one that waited may have the earlier `now`."""
    rows = Decision.objects.filter(practitioner=person, scheme=scheme, decided_by=by, **given)
    return rows.filter(decided_at__gt=now - A_MINUTE, decided_at__lt=now + A_MINUTE).first()


def rows_of(decision: Decision) -> list[Decision]:
    """The rows of one act: of a reduction one about each cycle that it changes, else the decision alone."""
    same = {"practitioner": decision.practitioner, "scheme": decision.scheme, "decided_at": decision.decided_at}
    if decision.kind not in CHANGING:
        return [decision]
    return list(Decision.objects.filter(kind=decision.kind, **same).select_related("about").order_by("pk"))


def fresh(person: Practitioner, scheme: Scheme, today: date):
    """The evaluation as the rules say it now, never a stored one."""
    evaluation = certification(person, scheme, today)
    if evaluation is None:
        raise Refused("This person is not enrolled in the scheme.")
    return evaluation


def turned(scheme: Scheme, seen_rules: str | None) -> bool:
    """Whether a version of the scheme was adopted since its counter was shown."""
    return seen_rules is not None and str(Scheme.objects.get(pk=scheme.pk).rules_version) != seen_rules


def require_possible(kind: str, evaluation, renewal: Renewal | None, person: Practitioner) -> None:
    if kind not in possible(evaluation, renewal):
        raise Refused(f"“{DecisionKind(kind).label}” is not possible now.")
    if evaluation.outcome is Certification.REVOKED and evaluation.since >= evaluation.as_of:
        raise Refused("After a revocation an award is decided on a later day.")
    if kind not in (DecisionKind.AWARD, DecisionKind.RENEW):
        return
    if person.name_confirmed_at is None:
        raise Refused(UNCONFIRMED)
    missing = lacking(kind, evaluation, renewal)
    if missing:
        are = "requirement is" if len(missing) == 1 else "requirements are"
        raise Refused(f"Not yet: {len(missing)} {are} missing. First: {missing[0]}.")


def require_none_pending(person: Practitioner, scheme: Scheme, kind: str, today: date) -> None:
    """A decision of a coming day is waited for; only what takes something away may come first, once.

    A reduction waits only for what prints the same certificate: it limits a coming cycle too.
    """
    pending = Decision.objects.filter(practitioner=person, scheme=scheme, effective_on__gt=today)
    if kind in TAKING:
        pending = pending.filter(kind=kind)
    if kind == DecisionKind.REDUCE_SCOPE:
        pending = pending.filter(kind__in=CHANGING)
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
        stamp(decision, *first_window(decision.practitioner, decision.scheme, decision.effective_on))
    if decision.kind == DecisionKind.RENEW:
        stamp(decision, *next_window(renewal, decision.effective_on))
    if renewal and decision.kind in CLOSING:
        renewal.state, renewal.decision = Renewal.State.DECIDED, decision
        renewal.save(update_fields=["state", "decision"])


def tell_holder(decision: Decision, now: datetime) -> None:
    """Write to the person: what was decided, and why."""
    person = decision.practitioner
    queue_mail(
        key=f"decision:{decision.pk}",
        to=address_of(person),
        subject=SUBJECTS[decision.kind].format(scheme=decision.scheme),
        template=f"decision_{decision.kind}",
        context={
            "decision": decision,
            "practitioner": person,
            "cycle": decision.about or getattr(decision, "cycle", None),
            "limit": limit_words(decision.scope),
        },
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
    DecisionKind.EXTEND: "Your certification is extended: {scheme}",
    DecisionKind.REDUCE_SCOPE: "Your certification covers less: {scheme}",
}
