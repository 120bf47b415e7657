"""Voiding a signed session: the same three acts for therapist, supervisor and manager, each from their own page."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_POST

from training.actions import Refused
from training.actions import void_session as actions
from training.forms.voiding import AskToVoidForm, KeepForm
from training.models import SessionVoid, SupervisedSession, VoidRole
from training.queries.voiding import role_of
from training.views.person import signed_in

PAGES = {VoidRole.THERAPIST: "my:session", VoidRole.SUPERVISOR: "supervise:session"}


def page_of(request, session: SupervisedSession) -> str:
    """Where this person reads the session; it does not exist for who has no part in it."""
    role = role_of(request.user, session, request.today)
    if role is None:
        raise Http404
    return PAGES.get(role, "desk:session")


def session_of(pk: int) -> SupervisedSession:
    row = SupervisedSession.objects.select_related("practitioner", "supervisor").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def void_of(pk: int) -> SessionVoid:
    row = SessionVoid.objects.select_related("practitioner", "session__practitioner").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def done(request, act, session: SupervisedSession, words: str):
    """Act, and go back to the session with what became of it."""
    page = page_of(request, session)
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, words)
    return redirect(page, pk=session.pk)


def again(request, session: SupervisedSession, form, act: str, field):
    """The words once more, with what is wrong with them beside them; nothing was done and nothing is lost."""
    page = page_of(request, session)
    base = "base_desk.html" if page == "desk:session" else "base_person.html"
    context = {"base": base, "back": resolve_url(page, pk=session.pk), "session": session}
    context |= {"form": form, "field": field, "act": act}
    return render(request, "training/versions/words.html", context, status=400)


def given(request) -> dict:
    return {"by": request.user, "now": request.now, "today": request.today}


@require_POST
@signed_in
def ask(request, pk: int):
    session, form = session_of(pk), AskToVoidForm(request.POST)
    if not form.is_valid():
        return again(request, session, form, "Ask to void it", form["reason"])
    words = "Asked. It counts until a second person confirms."
    act = partial(actions.ask, session=session, **form.cleaned_data, **given(request))
    return done(request, act, session, words)


@require_POST
@signed_in
def confirm(request, pk: int):
    void = void_of(pk)
    words = "Void. It counts for nothing from now on, and stays to be read."
    return done(request, lambda: actions.confirm(void=void, **given(request)), void.session, words)


@require_POST
@signed_in
def keep(request, pk: int):
    void, form = void_of(pk), KeepForm(request.POST)
    if not form.is_valid():
        return again(request, void.session, form, "Keep the session", form["answer"])
    words = "Kept. It goes on counting, and whoever asked is told why."
    act = partial(actions.decline, void=void, **form.cleaned_data, **given(request))
    return done(request, act, void.session, words)


@require_POST
@signed_in
def take_back(request, pk: int):
    void = void_of(pk)
    words = "Taken back. The session goes on counting."
    return done(request, lambda: actions.take_back(void=void, **given(request)), void.session, words)
