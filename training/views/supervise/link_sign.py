"""Behind the code: state license and training, read each entry, sign it or return it."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from training.actions import Refused
from training.actions.sign import MEANING, Changed
from training.actions.sign_by_link import Unproven, finish, return_entry, sign_entry, state
from training.actions.signing_link import link_of
from training.forms.parts import refuse
from training.forms.sign import ReturnForm, SignForm
from training.forms.signing import StatementForm
from training.models import SessionState, SessionStep, SupervisedSession
from training.queries.navigation import to_sign
from training.queries.signing import statement_of
from training.views.my.profile import status_of
from training.views.supervise.drawing import figures_of
from training.views.supervise.facts import facts_of, history_of
from training.views.supervise.link_door import TOKEN, may_see_receipt, over, proven_page, secret_of, unlisted
from training.views.supervise.session import GONE

STATED = ("jurisdiction", "number", "workplace", "years_licensed", "training")


@require_http_methods(["GET", "HEAD", "POST"])
@proven_page
def statement(request):
    known = statement_of(request.link.supervisor)
    initial = {name: getattr(known, name) for name in STATED} if known else {}
    form = StatementForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            state(link=request.link, secret=secret_of(request), values=form.values, now=request.now)
        except Unproven as refused:
            return stale(request, refused)
        except Refused as refused:
            refuse(form, refused)
        else:
            return redirect("supervise:link_entries")
    context = {"form": form, "link": request.link, "known": known}
    return render(request, "training/supervise/link/statement.html", context, status=status_of(form))


def stale(request, refused: Refused):
    messages.warning(request, str(refused))
    return redirect("supervise:link")


@require_safe
@proven_page
def entries(request):
    """All that waits, and what was stated."""
    known = statement_of(request.link.supervisor)
    if known is None:
        return redirect("supervise:link_statement")
    rows = to_sign(request.link.supervisor).select_related("practitioner", "clinic")
    done = request.link.steps.exists()
    return render(
        request,
        "training/supervise/link/entries.html",
        {"rows": rows, "statement": known, "link": request.link, "done": done},
    )


def find(request, pk: int) -> SupervisedSession:
    """An entry that names this supervisor and was submitted; any other does not exist for them."""
    rows = SupervisedSession.objects.filter(supervisor=request.link.supervisor).exclude(submitted_at=None)
    rows = rows.exclude(state__in=[SessionState.DRAFT, SessionState.WITHDRAWN])
    session = rows.select_related("practitioner", "supervisor", "clinic", "amends").filter(pk=pk).first()
    if session is None:
        raise Http404
    return session


@require_safe
@proven_page
def entry(request, pk: int):
    if statement_of(request.link.supervisor) is None:
        return redirect("supervise:link_statement")
    return page(request, find(request, pk))


@require_POST
@proven_page
def sign_one(request, pk: int):
    if (session := found(request, pk)) is None:
        return gone(request)
    form = SignForm(request.POST)
    if not form.is_valid():
        return page(request, session, status=400)
    try:
        sign_entry(session=session, content_hash=form.cleaned_data["content_hash"], **given(request))
    except Unproven as refused:
        return stale(request, refused)
    except Refused as refused:
        return refusal(request, pk, refused)
    return onward(request, "Signed.")


@require_POST
@proven_page
def return_one(request, pk: int):
    if (session := found(request, pk)) is None:
        return gone(request)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return page(request, session, return_form=form, status=400)
    try:
        return_entry(session=session, **form.cleaned_data, **given(request))
    except Unproven as refused:
        return stale(request, refused)
    except Refused as refused:
        return refusal(request, pk, refused, form)
    return onward(request, f"Returned to {session.practitioner}.")


def given(request) -> dict:
    user = request.user if request.user.is_authenticated else None
    return {"link": request.link, "secret": secret_of(request), "signed_in": user, "now": request.now}


def found(request, pk: int) -> SupervisedSession | None:
    """The entry; None for one that was withdrawn, or that they returned and that names somebody else by now."""
    supervisor = request.link.supervisor
    try:
        return find(request, pk)
    except Http404:
        theirs = Q(session__supervisor=supervisor) | Q(by_link__supervisor=supervisor)
        if SessionStep.objects.filter(theirs, session=pk).exists():
            return None
        raise


def gone(request):
    messages.warning(request, GONE)
    return redirect("supervise:link_entries")


def refusal(request, pk: int, refused: Refused, return_form=None):
    """The reason above the entry as it is now."""
    try:
        session = find(request, pk)
    except Http404:
        return gone(request)
    tell = messages.warning if isinstance(refused, Changed) else messages.error
    tell(request, str(refused))
    return page(request, session, return_form=return_form, status=409)


def onward(request, words: str):
    """To the next entry; after the last one, to the receipt."""
    following = to_sign(request.link.supervisor)
    left = following.count()
    if not left:
        messages.success(request, words)
        return redirect("supervise:link_done")
    messages.success(request, f"{words} {left} session{'' if left == 1 else 's'} left.")
    return redirect("supervise:link_entry", pk=following.first().pk)


def page(request, session: SupervisedSession, return_form=None, status: int = 200):
    seen = {"content_hash": session.content_hash}
    written = {"comment": return_form.data.get("comment", "")} if return_form is not None else {}
    context = {
        "session": session,
        "figures": figures_of(session),
        "facts": facts_of(session),
        "history": history_of(session),
        "left": to_sign(request.link.supervisor).count(),
        "meaning": MEANING,
        "link": request.link,
        "sign_form": SignForm(initial=seen),
        "return_form": return_form if status == 400 and return_form else ReturnForm(initial=seen | written),
    }
    return render(request, "training/supervise/link/entry.html", context, status=status)


@require_POST
@proven_page
def stop(request):
    """Enough for now: the link is used up, and the receipt is mailed."""
    try:
        finish(link=request.link, secret=secret_of(request), now=request.now)
    except Refused as refused:
        return stale(request, refused)
    return redirect("supervise:link_done")


@unlisted
@require_safe
def done(request):
    """What was signed, as the receipt says it; for the browser that signed, for 15 minutes after its code."""
    if not may_see_receipt(request):
        return over(request)
    link = link_of(request.session[TOKEN])
    context = {
        "link": link,
        "signatures": link.signatures.select_related("session__practitioner"),
        "returned": link.steps.filter(state=SessionState.RETURNED).select_related("session__practitioner"),
        "left": to_sign(link.supervisor).count(),
    }
    return render(request, "training/supervise/link/done.html", context)
