"""Versions of a session: what amends what, and whether a signed one may still be amended."""

from training.models import SessionState, SessionVoid, SupervisedSession
from training.permissions import YES, Verdict, no

OPEN = (SessionState.DRAFT, SessionState.SUBMITTED, SessionState.RETURNED, SessionState.TO_VERIFY)


def amendment_of(session: SupervisedSession) -> SupervisedSession | None:
    """The one amendment of this version that was not withdrawn, whatever its state."""
    rows = session.amendments.exclude(state=SessionState.WITHDRAWN)
    return rows.select_related("supervisor", "sign_off").first()


def waiting_void(session: SupervisedSession) -> SessionVoid | None:
    """The request to void this version that nobody has decided yet."""
    return session.voids.filter(outcome="").select_related("asked_by__practitioner").first()


def stands(session: SupervisedSession) -> Verdict:
    """Whether this version is signed, still counts, and nobody has asked to void it: only then it is amended."""
    if session.state == SessionState.VOID:
        return no("This session was voided, so it is no longer amended.")
    if session.state != SessionState.SIGNED:
        return no("Only a signed session is amended.", "Change the entry itself.")
    if session.superseded_at:
        return no("A newer version has taken the place of this one.", "Amend the newer one.")
    if waiting_void(session):
        return no("Somebody has asked to void this session.", "That is decided first.")
    return YES


def may_amend(session: SupervisedSession) -> Verdict:
    """The same, and no other amendment of it is on its way."""
    verdict = stands(session)
    if verdict and session.amendments.filter(state__in=OPEN).exists():
        return no("An amendment of this session is on its way already.", "Go on with that one, or withdraw it.")
    return verdict
