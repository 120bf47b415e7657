"""A manager's one-time link that ties a login to a record."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from training.actions import Refused
from training.actions.joining import accept_invitation, open_invitation, record_tied_by


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request, token: str):
    """Say whose record it is and ask to tie it, or how to get a login first. Opening the link changes nothing."""
    invitation = open_invitation(token, request.now)
    mine = None if invitation else record_tied_by(token, request.user)
    if mine:
        return welcome(request, mine)
    if invitation is None:
        return render(request, "training/join/over.html", status=404)
    context = {"invitation": invitation, **ways_in(token)}
    if request.method == "POST" and request.user.is_authenticated:
        try:
            person = accept_invitation(by=request.user, token=token, now=request.now, today=request.today)
        except Refused as refused:
            context["refused"] = str(refused)
            return render(request, "training/join/accept.html", context)
        return welcome(request, person)
    return render(request, "training/join/accept.html", context)


def welcome(request, person):
    messages.success(request, f"This is your record, {person}.")
    return redirect("my:standing")


def ways_in(token: str) -> dict:
    back = urlencode({"next": reverse("join:accept", args=[token])})
    return {"sign_in": f"{reverse('account_login')}?{back}", "sign_up": f"{reverse('account_signup')}?{back}"}
