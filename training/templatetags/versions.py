"""Versions of a session on the pages of therapist, supervisor and manager: links both ways, what changed, voiding."""

from django import template

from training.forms.voiding import AskToVoidForm, KeepForm
from training.models import SessionState, SessionVoid, SupervisedSession
from training.permissions import record_of
from training.queries.amendments import amendment_of, may_amend
from training.queries.voiding import WHO, may_ask, may_decide_void, may_take_back
from training.views.supervise.compare import compared

register = template.Library()


@register.inclusion_tag("training/versions/_links.html", takes_context=True)
def versions(context, session: SupervisedSession, surface: str):
    """What this version amends and what amends it, and whether it is void. `surface` is where the links lead."""
    newer = amendment_of(session)
    if newer and newer.state == SessionState.DRAFT and surface != "my":
        newer = None
    reader = record_of(context["request"].user)
    return {
        "session": session,
        "older": session.amends,
        "newer": newer,
        "page": f"{surface}:session",
        "may_open": newer and (surface != "supervise" or newer.supervisor_id == getattr(reader, "pk", None)),
        "mine": surface == "my",
        "void": session.voids.filter(outcome="confirmed").select_related(*PEOPLE).first(),
    }


PEOPLE = ("asked_by__practitioner", "decided_by__practitioner")


@register.inclusion_tag("training/versions/_compare.html")
def comparison(session: SupervisedSession, with_reason=False):
    """An amendment beside the version that it amends; nothing for any other session."""
    found = session.amends and compared(session.amends, session)
    return {"session": session, "found": found, "with_reason": with_reason}


@register.inclusion_tag("training/versions/_acts.html", takes_context=True)
def version_acts(context, session: SupervisedSession, surface: str):
    """Amending, asking to void, and deciding on such a request, each with its reason where it is not possible."""
    request = context["request"]
    waiting = session.voids.filter(outcome="").select_related(*PEOPLE).first()
    signed = session.state == SessionState.SIGNED and session.superseded_at is None
    return {
        "session": session,
        "csrf_token": context.get("csrf_token"),
        "signed": signed,
        "mine": surface == "my",
        "may_amend": may_amend(session) if surface == "my" and signed else None,
        "may_ask": may_ask(request.user, session, request.today) if signed else None,
        "ask_form": AskToVoidForm(),
        "keep_form": KeepForm(),
        "waiting": waiting,
        **deciding(request, waiting),
        "former": session.voids.filter(outcome="declined").select_related(*PEOPLE),
    }


def deciding(request, waiting: SessionVoid | None) -> dict:
    if waiting is None:
        return {}
    return {
        "may_decide": may_decide_void(request.user, waiting, request.today),
        "may_take_back": may_take_back(request.user, waiting),
        "who": WHO[waiting.asked_as],
    }
