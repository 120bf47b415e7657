"""The form of a session: a new one, one to go on with, and what its page saves by itself."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.views.decorators.http import require_http_methods, require_POST

from training.actions import Refused
from training.actions import session as actions
from training.actions.session_page import Overtaken, Page, keep
from training.actions.signing_link import name_supervisor
from training.forms.new_supervisor import SAVED_BY_BUTTON
from training.forms.parts import refuse
from training.forms.session import SessionForm
from training.models import AdverseGrade, SessionMode, SessionState, SupervisedSession
from training.permissions import may_take_part
from training.queries.adverse import is_told, without_record
from training.queries.signing import signs_by_link
from training.views.my.adverse import may_record
from training.views.my.profile import status_of
from training.views.my.sessions import own
from training.views.person import for_practitioner


@for_practitioner
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Log a session; `?copy=last` begins with the last one, without what belongs to that patient."""
    if not (verdict := may_take_part(request.practitioner)):
        return not_yet(request, verdict)
    if request.method == "POST":
        return write(request, None)
    last = last_of(request)
    form = SessionForm(initial=initial(request, last), practitioner=request.practitioner, now=request.now)
    if last and form.fields["supervisor"].queryset.filter(pk=last.supervisor_id).exists():
        form.fields["supervisor"].help_text = "The same as last time. Change it if somebody else was with you."
    return shown(request, form, None, last=last)


@for_practitioner
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Change a draft or a returned session."""
    session = get_object_or_404(own(request), pk=pk)
    if session.state not in actions.EDITABLE:
        return locked(request, session)
    if not (verdict := may_take_part(request.practitioner)):
        return not_yet(request, verdict)
    if request.method == "POST":
        return write(request, session)
    values = {name: getattr(session, name) for name in actions.GIVEN}
    return shown(request, SessionForm(initial=values, practitioner=request.practitioner, now=request.now), session)


def locked(request, session):
    """Nothing is changed any more. A second click on “Submit” is no mistake, so it hears nothing of it."""
    key = page_of(request).key
    if key and key == session.written_on_page and session.state == SessionState.SUBMITTED:
        return redirect("my:sessions")
    messages.error(request, actions.refusal_to_edit(session))
    return redirect("my:session", pk=session.pk)


def not_yet(request, verdict):
    """Why no session is logged now, instead of a form that names every supervisor."""
    status = 403 if request.method == "POST" else 200
    return render(request, "training/my/session_not_yet.html", {"verdict": verdict}, status=status)


def write(request, session):
    submitting = "submit" in request.POST
    form, page = posted(request, session, submitting), page_of(request)
    if form.is_valid():
        try:
            return done(request, saved(request, form, session, page, submitting), submitting)
        except Overtaken as overtaken:
            form.add_error(None, words_for(form, overtaken))
            return shown(request, form, overtaken.session, page=page, seen=overtaken.session.content_hash)
        except Refused as refused:
            refuse(form, refused)
    return shown(request, form, session, page=page, seen=page.seen)


def posted(request, session: SupervisedSession | None, submitting=False) -> SessionForm:
    about = {"submitting": submitting, "is_named": session is not None and session.state != SessionState.DRAFT}
    return SessionForm(request.POST, practitioner=request.practitioner, now=request.now, **about)


def page_of(request, by_itself=False) -> Page:
    """Which page speaks, and which version of the entry it knows."""
    try:
        key = UUID(request.POST.get("page", ""))
    except ValueError:
        key = None
    return Page(key, request.POST.get("seen", ""), by_itself)


def saved(request, form, session, page: Page, submitting=False) -> SupervisedSession:
    return keep(
        by=request.user,
        practitioner=request.practitioner,
        session=session,
        values=values_of(request, form),
        page=page,
        submitting=submitting,
        now=request.now,
    )


def values_of(request, form) -> dict:
    """What the form says; who is named there without an account is found by the address, or made."""
    if not form.is_naming:
        return form.values
    named = {"full_name": form.cleaned_data["supervisor_name"], "email": form.cleaned_data["supervisor_email"]}
    person = name_supervisor(by=request.user, practitioner=request.practitioner, now=request.now, **named)
    return form.values | {"supervisor": person}


def words_for(form, overtaken: Overtaken) -> str:
    """What the other page said differently, by the names of the fields."""
    unlike = ", ".join(form.unlike(overtaken.session))
    return f"{overtaken} It says something else under: {unlike}. To keep what stands here, save again."


def done(request, session, submitting: bool):
    if submitting:
        way = ", by a link that we mail" if signs_by_link(session.supervisor) else ""
        messages.success(request, f"Submitted. {session.supervisor} signs it next{way}.")
        return onward(request, session)
    messages.success(request, "Draft saved. It counts for nothing until you submit it and it is signed.")
    return redirect("my:session_edit", pk=session.pk)


def onward(request, session: SupervisedSession):
    """To the list; to the record of the adverse event first, where the entry tells of one that has none."""
    told = [session] if is_told(session, request.today) and may_record(request) else []
    if not without_record(told):
        return redirect("my:sessions")
    messages.warning(request, "It tells of an adverse event. That has a record of its own: write it down now.")
    return redirect(f"{resolve_url('my:adverse_new')}?session={session.pk}")


def shown(request, form, session, *, page: Page | None = None, seen=None, last=None):
    returned = session and session.state == SessionState.RETURNED
    context = {
        "form": form,
        "session": session,
        "page": (page and page.key) or uuid4(),
        "seen": session.content_hash if session and seen is None else seen or "",
        "copying": request.GET.get("copy") == "last",
        "may_copy": session is None and last is not None,
        "may_discard": session and session.state == SessionState.DRAFT and not session.steps.exists(),
        "returned": returned and session.steps.filter(state=SessionState.RETURNED).select_related("by").last(),
    }
    return render(request, "training/my/session_form.html", context, status=status_of(form))


COPIED = ("supervisor", "clinic", "mode", "supervision", "spots", "muscles", "technique", "lung_technique")
COPIED += ("needle_gauge", "needle_length_mm", "stimulation", "competencies")
USUAL = ("supervisor", "supervision", "clinic")


def last_of(request) -> SupervisedSession | None:
    """The newest entry that says where: an empty draft is nothing to go by."""
    empty = Q(state=SessionState.DRAFT, spots=[])
    rows = own(request).exclude(empty).exclude(state=SessionState.WITHDRAWN)
    return rows.order_by("-recorded_at", "-pk").first()


def initial(request, last: SupervisedSession | None) -> dict:
    """What a new form begins with: today, the person's clinic and what is usual; on request what the last one had."""
    values = {"happened_on": request.today, "mode": SessionMode.IN_PERSON, "adverse_grade": AdverseGrade.NONE}
    here = request.practitioner.assignments.filter(ends_on=None).values_list("clinic", flat=True)
    values["clinic"] = here.first()
    if last is None:
        return values
    names = COPIED if request.GET.get("copy") == "last" else USUAL
    return values | {name: getattr(last, name) for name in names}


@for_practitioner
@require_POST
def autosave(request, pk=None):
    """What a page saves by itself. Answers with where the draft is now, or with the sentence why it is not saved."""
    session = get_object_or_404(own(request), pk=pk) if pk else None
    if not (verdict := may_take_part(request.practitioner)):
        return JsonResponse({"words": verdict.reason}, status=403)
    form = posted(request, session)
    if not form.is_valid():
        return JsonResponse({"words": first_flaw(form)}, status=422)
    if form.is_naming:
        return JsonResponse({"words": SAVED_BY_BUTTON}, status=422)
    try:
        return JsonResponse(told(saved(request, form, session, page_of(request, by_itself=True))))
    except Overtaken as overtaken:
        now = overtaken.session
        unlike = ", ".join(form.unlike(now))
        return JsonResponse({"words": f"{overtaken} It differs in: {unlike}.", **told(now)}, status=409)
    except Refused as refused:
        return JsonResponse({"words": str(refused)}, status=409)


def first_flaw(form) -> str:
    """The first thing that keeps a draft from being saved: “Date: This date has not come yet.”"""
    name, errors = next(iter(form.errors.items()))
    return f"{form[name].label}: {errors[0]}" if name in form.fields else errors[0]


def told(session: SupervisedSession) -> dict:
    """Where the entry is from now on, and its version."""
    edit, save = (resolve_url(f"my:session_{name}", pk=session.pk) for name in ("edit", "save"))
    return {"seen": session.content_hash, "edit": edit, "save": save}
