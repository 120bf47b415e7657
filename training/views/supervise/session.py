"""One session on one screen: read it, sign it, or return it."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from training.actions import Refused
from training.actions.sign import MEANING, Changed, send_back, sign, verdict_on_signing
from training.forms.sign import ReturnForm, SignForm
from training.models import SessionState, SessionStep, SupervisedSession
from training.permissions import record_of
from training.queries.navigation import to_sign
from training.views.access import supervisor_page
from training.views.posting import posted_from
from training.views.proof import other_way, proof_with, recent_proof
from training.views.supervise.drawing import figures_of
from training.views.supervise.facts import facts_of, history_of

BESIDE = 7  # waiting sessions shown beside the one that is read
GONE = "This entry no longer waits for you: it was taken back, or names somebody else by now. Nothing was written."
SHOWN = (
    SessionState.SUBMITTED,
    SessionState.TO_VERIFY,
    SessionState.SIGNED,
    SessionState.RETURNED,
    SessionState.WITHDRAWN,
    SessionState.VOID,
)


def find(request, pk: int) -> SupervisedSession:
    """A session that names this supervisor and was submitted, and the version that such a one amends; any other does
    not exist for them."""
    record = record_of(request.user)
    theirs = SupervisedSession.objects.filter(supervisor=record, state__in=SHOWN).exclude(submitted_at=None)
    rows = SupervisedSession.objects.filter(Q(pk__in=theirs) | Q(pk__in=theirs.values("amends")))
    also = ("practitioner", "supervisor", "clinic", "amends__supervisor", "amends__clinic", "sign_off")
    session = rows.select_related(*also).filter(pk=pk).first()
    if session is None:
        raise Http404
    return session


@require_safe
@supervisor_page
def session(request, pk: int):
    return page(request, find(request, pk))


@posted_from("supervise:session")
@supervisor_page
def sign_session(request, pk: int):
    """Sign what was shown, once who signs is proven; what is wrong stands beside the form and signs nothing."""
    if (entry := found(request, pk)) is None:
        return gone(request)
    form = SignForm(request.POST)
    if not form.is_valid():
        return page(request, entry, sign_form=form, status=400)
    if (proof := proof_with(request, form)) is None:
        return page(request, entry, sign_form=form)
    try:
        sign(
            by=request.user,
            session=entry,
            content_hash=form.cleaned_data["content_hash"],
            proof=proof.method,
            proved_at=proof.at,
            now=request.now,
        )
    except Refused as refused:
        return refusal(request, pk, refused)
    return done(request, "Signed.")


@posted_from("supervise:session")
@supervisor_page
def return_session(request, pk: int):
    """Send it back with a comment."""
    if (entry := found(request, pk)) is None:
        return gone(request)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return page(request, entry, return_form=form)
    try:
        send_back(by=request.user, session=entry, now=request.now, **form.cleaned_data)
    except Refused as refused:
        return refusal(request, pk, refused, return_form=form)
    return done(request, f"Returned to {entry.practitioner}.")


def found(request, pk: int) -> SupervisedSession | None:
    """The entry; None for one that they returned and that names somebody else by now. Any other does not exist."""
    try:
        return find(request, pk)
    except Http404:
        if SessionStep.objects.filter(session=pk, by=request.user).exists():
            return None
        raise


def gone(request):
    messages.warning(request, GONE)
    return redirect("supervise:queue")


def refusal(request, pk: int, refused: Refused, **forms):
    """The reason above the entry as it is now."""
    try:
        entry = find(request, pk)
    except Http404:
        return gone(request)
    tell = messages.warning if isinstance(refused, Changed) else messages.error
    tell(request, str(refused))
    return page(request, entry, status=409, **forms)


def done(request, words: str):
    """On to the next one."""
    following = to_sign(record_of(request.user))
    left = following.count()
    rest = "Nothing waits for you." if left == 0 else f"{left} session{'' if left == 1 else 's'} left."
    messages.success(request, f"{words} {rest}")
    first = following.first()
    return redirect("supervise:session", pk=first.pk) if first else redirect("supervise:queue")


def page(request, entry: SupervisedSession, sign_form=None, return_form=None, status: int = 200):
    back = reverse("supervise:session", args=[entry.pk])
    seen = {"content_hash": entry.content_hash}
    changed = status == 409
    waiting = to_sign(record_of(request.user)).select_related("practitioner")
    context = {
        "session": entry,
        "figures": figures_of(entry),
        "facts": facts_of(entry),
        "history": history_of(entry),
        "waiting": waiting[:BESIDE],
        "more": len(waiting) if len(waiting) > BESIDE else 0,
        "meaning": MEANING,
        "proven": recent_proof(request),
        "other_way": other_way(request, back),
        "sign_form": SignForm(initial=seen) if changed or sign_form is None else sign_form,
        "return_form": ReturnForm(initial=seen | comment_of(return_form))
        if changed or return_form is None
        else return_form,
    }
    if entry.state == SessionState.SUBMITTED:
        context["verdict"] = verdict_on_signing(request.user, entry)
    return render(request, "training/supervise/session.html", context, status=status)


def comment_of(form) -> dict:
    """What was written is not lost when the entry changed meanwhile."""
    return {"comment": form.data.get("comment", "")} if form is not None else {}
