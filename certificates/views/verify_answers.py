"""Answers of verification: the same for everybody, kept by nobody, as a page or as JSON."""

from django.contrib.auth.models import AnonymousUser
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from certificates.throttle import seconds_left

UNKNOWN = "We have no certificate with this code. If the paper shows exactly this, treat it as not issued by us."
THROTTLED = "Too many tries from here. Wait a minute, then try again."
NOT_PROVEN = (
    "A certificate is not a license. Whether this therapist may practice depends on the state and the day: "
    "look the license up at the state board."
)


def unknown(request, typed: str, *, whole: bool = True):
    """`whole`: what was typed might have been a code."""
    if wants_json(request):
        return public(JsonResponse({"status": "unknown", "message": UNKNOWN}, status=404))
    context = {"typed": typed, "whole": whole, "message": UNKNOWN}
    return answer(request, "certificates/verify/unknown.html", context, status=404)


def throttled(request, typed: str):
    """Says nothing of the code, known or not."""
    if wants_json(request):
        response = public(JsonResponse({"status": "throttled", "message": THROTTLED}, status=429))
    else:
        context = {"typed": typed, "message": THROTTLED}
        response = answer(request, "certificates/verify/throttled.html", context, status=429)
    response["Retry-After"] = str(seconds_left(request))
    return response


def answer(request, template: str, context: dict, status: int = 200):
    """A page that is the same for everybody: nobody is signed in on it, and nothing is written to the browser."""
    context = {"not_proven": NOT_PROVEN} | context
    context |= {
        "user": AnonymousUser(),
        "csrf_token": "",
        "checked_at": request.now.astimezone(request.zone),
        "zone_name": request.zone.key,
    }
    return public(render(request, template, context, status=status))


def public(response):
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    patch_vary_headers(response, ["Accept"])
    return response


def wants_json(request) -> bool:
    if request.GET.get("format") == "json":
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"
