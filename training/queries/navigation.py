"""What the navigation shows to whom, and the counts beside its queues."""

from datetime import date

from training.models import SessionState, StatementState, SupervisedSession
from training.permissions import is_administrator, is_editor, is_manager, record_of
from training.queries import adverse, queues
from training.queries.capped import capped
from training.queries.review_tasks import open_tasks
from training.queries.voiding import to_decide


def navigation(user, today: date | None, counted: dict[str, int] | None = None) -> dict:
    """Roles as booleans, the name of who is signed in, and counts for managers and supervisors only.

    `counted` are the counts of a manager's queues where the page has asked for them already.
    """
    if not user.is_authenticated:
        return {}
    record = record_of(user)
    return {
        "practitioner": record is not None,
        "supervisor": record is not None and record.is_supervisor,
        "manager": is_manager(user),
        "editor": is_editor(user),
        "administrator": is_administrator(user),
        "name": record.full_name if record else str(user),
        "counts": counts(user, record, today, counted),
    }


def counts(user, record, today: date | None, counted: dict[str, int] | None) -> dict[str, int]:
    found = {}
    if is_manager(user) and today:
        found = dict(counted or waiting(user, today))
    if record and record.is_supervisor:
        found["to_sign"] = to_sign(record).count()
        found["statements"] = record.statements_asked.filter(state=StatementState.ASKED).count()
    return found


def waiting(user, today: date) -> dict[str, int]:
    return {
        "evidence": capped(queues.evidence_to_read(user, today)),
        "checks": capped(queues.checks_due(user, today)),
        "renewals": capped(queues.renewals_waiting(user, today)),
        "joining": capped(queues.people_asking(user)),
        "adverse": capped(adverse.waiting(user)),
        "signatures": queues.signatures_queue(user, today).count,
        "reviews": capped(to_decide(user, today)) + capped(open_tasks(user, today)),
    }


def to_sign(supervisor):
    """The sessions that wait for this supervisor's signature, oldest first."""
    waiting = SupervisedSession.objects.current().filter(supervisor=supervisor, state=SessionState.SUBMITTED)
    return waiting.order_by("submitted_at", "pk")
