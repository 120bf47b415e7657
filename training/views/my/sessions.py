"""A person's own sessions and what becomes of them."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from training.actions import Refused
from training.actions import session as actions
from training.filters.sessions import SessionFilter
from training.models import SessionState, SupervisedSession
from training.permissions import may_take_part
from training.views.person import for_practitioner, page_of


def own(request):
    return SupervisedSession.objects.current().filter(practitioner=request.practitioner)


def listed(request):
    """What counts or may come to count, and what was voided; a version that was amended is read from the newer one."""
    rows = SupervisedSession.objects.filter(practitioner=request.practitioner)
    return rows.filter(Q(superseded_at=None) | Q(state=SessionState.VOID))


@for_practitioner
@require_safe
def sessions(request):
    """Every session of the person, newest first."""
    found = SessionFilter(request.GET, queryset=listed(request).select_related("supervisor"), request=request)
    totals = totals_of(listed(request))
    page = page_of(request, found.qs)
    context = {"filter": found, "page_obj": page, "totals": totals, "any": bool(totals)}
    context["to_finish"] = own(request).filter(state__in=actions.EDITABLE)[:NEWEST] if totals else []
    context["may_log"] = may_take_part(request.practitioner)
    return render(request, "training/my/sessions.html", context)


NEWEST = 3
IN_WORDS = {
    SessionState.DRAFT: "in draft",
    SessionState.RETURNED: "returned to you",
    SessionState.SUBMITTED: "waiting for a signature",
    SessionState.TO_VERIFY: "signed, to be verified",
    SessionState.SIGNED: "signed",
    SessionState.WITHDRAWN: "withdrawn",
    SessionState.VOID: "void",
}


def totals_of(rows) -> list[dict]:
    """How many there are in each state, what the person has to do first."""
    counts = dict(rows.values_list("state").annotate(count=Count("pk")).order_by())
    return [
        {"state": state.value, "count": counts[state], "words": words}
        for state, words in IN_WORDS.items()
        if state in counts
    ]


@for_practitioner
@require_safe
def session(request, pk):
    """One session with its history, and with its signature once it is signed; a replaced version too."""
    rows = SupervisedSession.objects.filter(practitioner=request.practitioner)
    rows = rows.select_related("supervisor", "clinic", "sign_off", "amends__supervisor", "amends__clinic")
    row = get_object_or_404(rows, pk=pk)
    steps = list(row.steps.select_related("by"))
    context = {
        "session": row,
        "steps": steps,
        "returned": steps[-1] if steps and steps[-1].state == row.state == SessionState.RETURNED else None,
        "sign_off": getattr(row, "sign_off", None),
        "may_edit": row.state in actions.EDITABLE,
        "may_withdraw": row.state in {*actions.EDITABLE, SessionState.SUBMITTED},
        "may_discard": row.state == SessionState.DRAFT and not row.steps.exists(),
    }
    return render(request, "training/my/session.html", context)


@for_practitioner
@require_POST
def withdraw(request, pk):
    """Take back a session that nobody has signed."""
    row = get_object_or_404(own(request), pk=pk)
    try:
        actions.withdraw(by=request.user, session=row, now=request.now)
        messages.success(request, "Withdrawn. It stays on record and counts for nothing.")
    except actions.Discarded as discarded:
        messages.error(request, str(discarded))
        return redirect("my:sessions")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("my:session", pk=pk)


@for_practitioner
@require_POST
def discard(request, pk):
    """Throw away a draft that was never submitted."""
    row = get_object_or_404(own(request), pk=pk)
    try:
        actions.discard(by=request.user, session=row, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("my:session", pk=pk)
    messages.success(request, "Discarded. Nothing of the draft is kept.")
    return redirect("my:sessions")
