"""Voiding what a manager accepted: it counted by mistake, and counts no longer in what is known from now on."""

from datetime import date, datetime

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.look_again import look_again_at_evidence
from training.actions.mail import address_of, queue_mail
from training.actions.standing import changing
from training.models import Evidence, EvidenceState, EvidenceStep
from training.permissions import Verdict, may_manage, no


def may_void(by, evidence: Evidence, today: date) -> Verdict:
    """Accepted and current, by any manager of the person, who accepted it or another; nobody about themselves."""
    if evidence.state == EvidenceState.VOID:
        return no("This is void already.")
    if evidence.state != EvidenceState.ACCEPTED or evidence.superseded_at:
        return no("Only accepted evidence that counts is voided.")
    return may_manage(by, evidence.practitioner, today)


def void(*, by, evidence: Evidence, reason: str, now: datetime, today: date) -> EvidenceStep:
    """Close the row with a reason, tell the person, and have what rests on it looked at again.

    What was known before stays as it was. A second click returns the first step.
    """
    reason = reason.strip()
    if not reason:
        raise Refused("Say why it is void. The reason goes to the person.", field="reason")
    with changing(evidence.practitioner):
        row = Evidence.objects.select_related("practitioner__user").get(pk=evidence.pk)
        last = row.steps.order_by("-at", "-pk").first()
        if last and (last.state, last.by_id, last.comment) == (EvidenceState.VOID, by.pk, reason):
            return last
        require(may_void(by, row, today))
        closed = {"state": EvidenceState.VOID, "superseded_at": now}
        if Evidence.objects.filter(pk=row.pk, state=EvidenceState.ACCEPTED, superseded_at=None).update(**closed) != 1:
            raise Refused("This was decided otherwise meanwhile. Nothing was written.")
        step = EvidenceStep.objects.create(evidence=row, state=EvidenceState.VOID, at=now, by=by, comment=reason)
        noted(by, row, reason, now)
        look_again_at_evidence(by=by, evidence=row, now=now)
        tell_person(row, step, now)
    return step


def noted(by, row: Evidence, reason: str, now: datetime) -> None:
    values = {"state": EvidenceState.VOID, "reason": reason}
    given = {"fields": ["state"], "values": values, "now": now}
    record(action="evidence.void", by=by, subject=row, practitioner=row.practitioner, **given)


def tell_person(row: Evidence, step: EvidenceStep, now: datetime) -> None:
    queue_mail(
        key=f"evidence-void:{step.pk}",
        to=address_of(row.practitioner),
        subject=f"Void: {row.title}",
        template="evidence_voided",
        context={"evidence": row, "reason": step.comment, "practitioner": row.practitioner},
        practitioner=row.practitioner,
        now=now,
    )
