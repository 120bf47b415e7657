"""The desk's schemes: their versions to read, and the drafted ones to adopt."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from training.actions import Refused
from training.actions import scheme as actions
from training.models import HousePolicy, SchemeVersion
from training.permissions import may_adopt, may_enter_desk
from training.queries import desk_rules
from training.queries.checklist import lines_of
from training.queries.code_names import CodeNames
from training.queries.drafts import digest_of
from training.queries.expiry import table_of
from training.queries.stale import refreshes
from training.trees import tree_of_stream


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    may_enter_desk(request.user).enforce()
    words = CodeNames()
    shown = [
        {
            "scheme": scheme,
            "versions": [shown_version(version, words, request.today) for version in scheme.versions.all()],
        }
        for scheme in desk_rules.schemes()
    ]
    return render(request, "training/desk/schemes.html", {"schemes": shown, "refreshes": refreshes()})


def shown_version(version: SchemeVersion, words: dict, today) -> dict:
    """A version with its three checklists."""
    return {
        "version": version,
        "digest": digest_of(version),
        "is_draft": version.adopted_at is None,
        "expiry": table_of(version, today),
        "in_force": desk_rules.in_force(version, today),
        "initial": checklist(version.initial, words),
        "renewal": checklist(version.renewal, words),
        "throughout": checklist(version.throughout, words),
    }


def shown_policy(policy: HousePolicy, words: dict) -> dict:
    """A house policy with what it asks for."""
    return {"policy": policy, "digest": digest_of(policy), "lines": checklist(policy.requirements, words)}


def checklist(stream, words):
    """The lines of a tree; none where it cannot be read, which adopting it says."""
    try:
        tree = tree_of_stream(stream)
    except ValueError:
        return ()
    return lines_of(tree.of, words) if tree else ()


@login_required
@require_POST
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    may_adopt(request.user).enforce()
    version = get_object_or_404(SchemeVersion, pk=pk)
    try:
        seen = request.POST.get("seen_digest", "")
        actions.adopt_scheme_version(by=request.user, version=version, now=request.now, today=request.today, seen=seen)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, f"Adopted. {version.scheme} is decided by version {version.number} from its first day on."
        )
    return redirect("desk:schemes")
