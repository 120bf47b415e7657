"""Who may void a signed session: one person asks, a second person of another role decides.

A therapist's request is decided by the supervisor who signed or by a manager, a supervisor's by a manager, a manager's
by the supervisor who signed or by an administrator. A therapist decides nothing, and nobody decides their own request.
"""

from datetime import date

from django.db.models import QuerySet

from training.models import SessionState, SessionVoid, SupervisedSession, VoidRole
from training.permissions import YES, Verdict, is_administrator, may_manage, no, record_of
from training.queries.amendments import waiting_void
from training.queries.not_mine import not_mine

DECIDES = {
    VoidRole.THERAPIST: (VoidRole.SUPERVISOR, VoidRole.MANAGER, VoidRole.ADMINISTRATOR),
    VoidRole.SUPERVISOR: (VoidRole.MANAGER, VoidRole.ADMINISTRATOR),
    VoidRole.MANAGER: (VoidRole.SUPERVISOR, VoidRole.ADMINISTRATOR),
    VoidRole.ADMINISTRATOR: (VoidRole.SUPERVISOR, VoidRole.MANAGER),
}
WHO = {
    VoidRole.THERAPIST: "The supervisor who signed it or a compliance manager decides.",
    VoidRole.SUPERVISOR: "A compliance manager decides.",
    VoidRole.MANAGER: "The supervisor who signed it or an administrator decides.",
    VoidRole.ADMINISTRATOR: "The supervisor who signed it or a compliance manager decides.",
}


def role_of(user, session: SupervisedSession, today: date) -> VoidRole | None:
    """As what this login acts on the session; what a person is to it themselves comes before any office."""
    record = record_of(user)
    if record and record.pk == session.practitioner_id:
        return VoidRole.THERAPIST
    if record and record.pk == session.supervisor_id:
        return VoidRole.SUPERVISOR
    if not may_manage(user, session.practitioner, today):
        return None
    return VoidRole.ADMINISTRATOR if is_administrator(user) else VoidRole.MANAGER


def may_ask(user, session: SupervisedSession, today: date) -> Verdict:
    """Whether this login may ask to void this version."""
    if role_of(user, session, today) is None:
        return no("Only the therapist, the supervisor who signed and a compliance manager ask to void a session.")
    if session.state == SessionState.VOID:
        return no("This session is void already.")
    if session.state != SessionState.SIGNED or session.superseded_at:
        return no("Only a signed session that counts is voided.")
    if waiting_void(session):
        return no("Somebody has asked to void this session already.")
    return YES


def may_decide_void(user, void: SessionVoid, today: date) -> Verdict:
    """Whether this login is the second person: another one, of another role."""
    if void.asked_by_id == user.pk:
        return no("You asked for this, so somebody else decides.", WHO[VoidRole(void.asked_as)])
    role = role_of(user, void.session, today)
    if role not in DECIDES[VoidRole(void.asked_as)]:
        return no("This is not yours to decide.", WHO[VoidRole(void.asked_as)])
    return YES


def may_take_back(user, void: SessionVoid) -> Verdict:
    return YES if void.asked_by_id == user.pk else no("Only who asked takes this back.")


def waiting_at_desk(user, today: date) -> QuerySet[SessionVoid]:
    """Requests about people of this manager that nobody has decided, oldest first; not about oneself."""
    rows = SessionVoid.objects.managed_by(user, today).filter(outcome="")
    return not_mine(rows, user).order_by("asked_at", "pk")


def to_decide(user, today: date) -> QuerySet[SessionVoid]:
    """Those of them that this manager may decide."""
    role = VoidRole.ADMINISTRATOR if is_administrator(user) else VoidRole.MANAGER
    asked_by_others = [asked for asked, deciders in DECIDES.items() if role in deciders]
    rows = waiting_at_desk(user, today).filter(asked_as__in=asked_by_others).exclude(asked_by=user)
    record = record_of(user)
    return rows.exclude(session__supervisor=record) if record else rows


def supervisors_voids(supervisor) -> QuerySet[SessionVoid]:
    """Requests that the supervisor who signed decides, oldest first."""
    asked = [asked for asked, deciders in DECIDES.items() if VoidRole.SUPERVISOR in deciders]
    rows = SessionVoid.objects.filter(session__supervisor=supervisor, outcome="", asked_as__in=asked)
    return rows.select_related("session__practitioner").order_by("asked_at", "pk")
