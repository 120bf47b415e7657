"""Logging supervised sessions and following what becomes of them."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from training.actions import Refused
from training.actions import session as actions
from training.filters.sessions import SessionFilter
from training.forms.parts import refuse
from training.forms.session import SessionForm
from training.models import AdverseGrade, SessionMode, SessionState, SupervisedSession
from training.permissions import may_take_part
from training.views.my.profile import status_of
from training.views.person import for_practitioner, page_of


def own(request):
    return SupervisedSession.objects.current().filter(practitioner=request.practitioner)


@for_practitioner
@require_safe
def sessions(request):
    """Every session of the person, newest first."""
    found = SessionFilter(request.GET, queryset=own(request).select_related("supervisor"), request=request)
    counts = dict(own(request).values_list("state").annotate(count=Count("pk")).order_by("state"))
    page = page_of(request, found.qs)
    context = {"filter": found, "page_obj": page, "counts": counts, "any": bool(counts)}
    context["may_log"] = may_take_part(request.practitioner)
    return render(request, "training/my/sessions.html", context)


@for_practitioner
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Log a session; `?copy=last` begins with the last one, without what belongs to that patient."""
    if not (verdict := may_take_part(request.practitioner)):
        return not_yet(request, verdict)
    if request.method == "POST":
        return write(request, None)
    form = SessionForm(initial=initial(request), practitioner=request.practitioner, now=request.now)
    return shown(request, form, None)


@for_practitioner
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Change a draft or a returned session."""
    session = get_object_or_404(own(request), pk=pk)
    if session.state not in actions.EDITABLE:
        messages.error(request, actions.refusal_to_edit(session))
        return redirect("my:session", pk=pk)
    if not (verdict := may_take_part(request.practitioner)):
        return not_yet(request, verdict)
    if request.method == "POST":
        return write(request, session)
    values = {name: getattr(session, name) for name in actions.GIVEN}
    return shown(request, SessionForm(initial=values, practitioner=request.practitioner, now=request.now), session)


def not_yet(request, verdict):
    """Why no session is logged now, instead of a form that names every supervisor."""
    status = 403 if request.method == "POST" else 200
    return render(request, "training/my/session_not_yet.html", {"verdict": verdict}, status=status)


def write(request, session):
    submitting = "submit" in request.POST
    form = SessionForm(request.POST, practitioner=request.practitioner, submitting=submitting, now=request.now)
    if form.is_valid():
        try:
            saved = saved_session(request, form, session)
            if submitting:
                actions.submit(by=request.user, session=saved, now=request.now)
            return done(request, saved, submitting)
        except Refused as refused:
            refuse(form, refused)
    return shown(request, form, session)


def saved_session(request, form, session) -> SupervisedSession:
    values = {name: form.cleaned_data[name] for name in actions.GIVEN}
    if session:
        return actions.revise(by=request.user, session=session, values=values, now=request.now)
    return actions.draft(by=request.user, practitioner=request.practitioner, values=values, now=request.now)


def done(request, session, submitting: bool):
    if submitting:
        messages.success(request, f"Submitted. {session.supervisor} signs it next.")
        return redirect("my:sessions")
    messages.success(request, "Draft saved. It counts for nothing until you submit it and it is signed.")
    return redirect("my:session_edit", pk=session.pk)


def shown(request, form, session):
    returned = session and session.state == SessionState.RETURNED
    context = {
        "form": form,
        "session": session,
        "may_copy": session is None and own(request).exists(),
        "returned": returned and session.steps.filter(state=SessionState.RETURNED).select_related("by").last(),
    }
    return render(request, "training/my/session_form.html", context, status=status_of(form))


COPIED = ("supervisor", "clinic", "mode", "supervision", "spots", "lung_technique", "needle_gauge")
COPIED += ("needle_length_mm", "stimulation", "competencies")


def initial(request) -> dict:
    """What a new form begins with: today, the person's clinic, and on request what the last session had."""
    values = {"happened_on": request.today, "mode": SessionMode.IN_PERSON, "adverse_grade": AdverseGrade.NONE}
    here = request.practitioner.assignments.filter(ends_on=None).values_list("clinic", flat=True)
    values["clinic"] = here.first()
    last = own(request).exclude(state=SessionState.WITHDRAWN).order_by("-recorded_at").first()
    if last is None:
        return values
    names = COPIED if request.GET.get("copy") == "last" else ("supervisor", "supervision", "clinic")
    return values | {name: getattr(last, name) for name in names}


@for_practitioner
@require_safe
def session(request, pk):
    """One session with its history, and with its signature once it is signed."""
    rows = own(request).select_related("supervisor", "clinic", "sign_off")
    row = get_object_or_404(rows, pk=pk)
    context = {
        "session": row,
        "steps": row.steps.select_related("by"),
        "sign_off": getattr(row, "sign_off", None),
        "may_edit": row.state in actions.EDITABLE,
        "may_withdraw": row.state not in {SessionState.SIGNED, SessionState.WITHDRAWN},
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
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("my:session", pk=pk)
