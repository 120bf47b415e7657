"""Amending a signed session: a new version that names the old one, says why, and is signed anew."""

from datetime import datetime

from django.db import transaction

from training.actions import Refused, require
from training.actions.session import GIVEN, locked, noted, write
from training.models import SessionState, SessionStep, SupervisedSession
from training.permissions import may_take_part, no, record_of
from training.queries.amendments import OPEN, may_amend


@transaction.atomic
def amend(*, by, session: SupervisedSession, reason: str, now: datetime) -> SupervisedSession:
    """A draft filled with the signed version. It counts for nothing until its supervisor has signed it.

    Until then the signed version counts. A second click returns the draft that is there.
    """
    record = record_of(by)
    if record is None or record.pk != session.practitioner_id:
        raise Refused(no("Only the therapist whose session it is amends it."))
    reason = reason.strip()
    if not reason:
        raise Refused("Say what was wrong. Write nothing about a patient.", field="reason")
    signed = locked(session)
    require(may_take_part(signed.practitioner))
    known = signed.amendments.filter(state=SessionState.DRAFT, amendment_reason=reason).first()
    if known:
        return known
    require(may_amend(signed))
    made = SupervisedSession(practitioner=signed.practitioner, recorded_at=now, recorded_by=by)
    made.amends, made.amendment_reason = signed, reason
    write(made, {name: getattr(signed, name) for name in GIVEN})
    made.save()
    noted("session.amend", by, made, now)
    return made


def withdraw_open(session: SupervisedSession, by, now: datetime) -> None:
    """Close what amends a version that was voided: there is nothing left to amend."""
    for row in session.amendments.filter(state__in=OPEN):
        row.state, before = SessionState.WITHDRAWN, row.state
        SupervisedSession.objects.filter(pk=row.pk, state=before).update(state=row.state)
        row.link_signatures.filter(outcome="").update(
            outcome="refused", decided_at=now, decided_by=by, reason="The session that it amends was voided."
        )
        words = "The session that it amends was voided."
        SessionStep.objects.create(session=row, state=row.state, at=now, by=by, comment=words)
        noted("session.withdraw", by, row, now)
