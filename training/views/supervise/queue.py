"""What waits for a supervisor, and what they signed."""

from django.db.models import DateTimeField, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.actions.sign_several import AT_ONCE
from training.filters.supervise import SignedFilter, WaitingFilter
from training.models import SessionState, SessionStep, SupervisedSession
from training.permissions import record_of
from training.queries.navigation import to_sign
from training.queries.voiding import supervisors_voids
from training.views.access import supervisor_page
from training.views.paging import page_of

DONE = (SessionState.SIGNED, SessionState.RETURNED, SessionState.VOID)


@require_safe
@supervisor_page
def waiting(request):
    """The sessions to sign, the oldest first."""
    supervisor = record_of(request.user)
    returned = SessionStep.objects.filter(session=OuterRef("pk"), state=SessionState.RETURNED)
    rows = to_sign(supervisor).select_related("practitioner", "clinic").annotate(came_back=Exists(returned))
    filterset = WaitingFilter(request.GET, rows, supervisor=supervisor)
    context = {
        "filterset": filterset,
        "page_obj": page_of(request, filterset.qs),
        "count": rows.count(),
        "oldest": rows.first(),
        "voids": supervisors_voids(supervisor),
        "at_once": AT_ONCE,
    }
    return render(request, "training/supervise/queue.html", context)


@require_safe
@supervisor_page
def signed(request):
    """What this supervisor signed or returned, the newest first."""
    supervisor = record_of(request.user)
    rows = SupervisedSession.objects.filter(supervisor=supervisor, state__in=DONE)
    returns = SessionStep.objects.filter(session=OuterRef("pk"), state=SessionState.RETURNED).order_by("-at", "-pk")
    returned = Subquery(returns.values("at")[:1], output_field=DateTimeField())
    rows = rows.annotate(returned_at=returned, done_at=Coalesce("sign_off__signed_at", returned))
    rows = rows.select_related("practitioner", "clinic", "sign_off").order_by("-happened_on", "-pk")
    filterset = SignedFilter(request.GET, rows, supervisor=supervisor)
    context = {"filterset": filterset, "page_obj": page_of(request, filterset.qs)}
    return render(request, "training/supervise/signed.html", context)
