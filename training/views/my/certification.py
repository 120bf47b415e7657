"""One scheme: what it asks for with the evidence behind each line, enrolling, renewing."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from training.actions import Refused, enrollment
from training.actions import renewal as renewals
from training.models import Scheme
from training.permissions import YES, Verdict, may_take_part, no
from training.queries.cycle_begins import that_begin
from training.queries.lines import met_of
from training.queries.my_facts import MyFacts
from training.queries.my_standing import certified
from training.views.my.standing import drawn
from training.views.person import for_practitioner


def asked(request, slug):
    """The scheme as this person stands in it, or 404."""
    scheme = get_object_or_404(Scheme, slug=slug)
    found = certified(known_of(request), scheme, request.today)
    if found is None:
        raise Http404
    return found


def known_of(request) -> MyFacts:
    """What is known about the person, read once for a request."""
    if not hasattr(request, "known"):
        request.known = MyFacts(request.practitioner)
    return request.known


def context_of(request, found) -> dict:
    lines = drawn(known_of(request), found)
    return {
        "found": found,
        "scheme": found.scheme,
        "lines": lines,
        "met": met_of(lines),
        "renewing": found.renewing,
        "may_renew": may_renew(found),
        "may_enroll": may_take_part(request.practitioner),
    }


@for_practitioner
@require_safe
def certification(request, slug):
    """Every requirement, met or missing, with what counts in it."""
    found = asked(request, slug)
    cycles = that_begin(request.practitioner.cycles.filter(scheme=found.scheme)).prefetch_related("acts")
    return render(request, "training/my/certification.html", context_of(request, found) | {"cycles": cycles})


@for_practitioner
@require_POST
def enroll(request, slug):
    """Begin, once the person has agreed. A second click finds the enrollment there."""
    found = asked(request, slug)
    if not request.POST.get("agree"):
        context = context_of(request, found) | {"agree_error": "Tick this to enroll."}
        return render(request, "training/my/certification.html", context, status=422)
    try:
        enrollment.enroll(
            by=request.user,
            practitioner=request.practitioner,
            scheme=found.scheme,
            now=request.now,
            today=request.today,
        )
        messages.success(request, f"You are enrolled in {found.scheme}.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("my:certification", slug=slug)


@for_practitioner
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request, slug):
    """What a renewal asks for, what already counts, and submitting it."""
    found = asked(request, slug)
    if found.cycle is None:
        raise Http404
    if request.method == "POST":
        return submitted(request, found)
    return render(request, "training/my/renew.html", context_of(request, found))


def submitted(request, found):
    try:
        renewals.submit(
            by=request.user,
            practitioner=request.practitioner,
            scheme=found.scheme,
            now=request.now,
            today=request.today,
        )
    except Refused as refused:
        context = context_of(request, found) | {"refused": str(refused)}
        return render(request, "training/my/renew.html", context, status=422)
    messages.success(request, "Submitted. This day counts; your compliance manager decides.")
    return redirect("my:certification", slug=found.scheme.slug)


def may_renew(found) -> Verdict:
    """The sentence of the action's own rule, for the button that cannot be pressed yet."""
    if found.cycle is None:
        return no("There is no certification to renew yet.")
    if found.waiting:
        return no("Your renewal is submitted and waits for a decision.")
    try:
        renewals.require_renewable(found.evaluation, found.cycle)
    except Refused as refused:
        return no(str(refused))
    return YES
