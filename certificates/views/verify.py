"""Telling a stranger what we vouch for today. No session, no cookie; the page works without scripts."""

from django.contrib.auth.models import AnonymousUser
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from certificates.codes import grouped, normalize
from certificates.document import PrintedDocument
from certificates.documents import document_of
from certificates.models import Certificate
from certificates.reading import read
from certificates.seals import seal_json
from certificates.throttle import count_miss, is_throttled, seconds_left

UNKNOWN = "We have no certificate with this code. If the paper shows exactly this, treat it as not issued by us."
THROTTLED = "Too many tries from here. Wait a minute, then try again."
NOT_PROVEN = (
    "A certificate is not a license. Whether this therapist may practice depends on the state and the day: "
    "look the license up at the state board."
)
NOT_PROVEN_BY_COMPLETION = (
    "The record of a course is no certification and no license. Whether a board takes its hours is for that board to "
    "say. A license number on it is the holder's word: look the license up at the state board."
)


@require_safe
def start(request):
    """The form; a typed code leads to its own address."""
    typed = request.GET.get("code", "").strip()
    if typed:
        return redirect("verify:certificate", code=normalize(typed) or typed[:80].replace("/", " "))
    return answer(request, "certificates/verify/start.html", {})


@require_safe
def certificate(request, code):
    """Every printed fact and the status now, as a page or as JSON. Who guesses is told nothing for a while."""
    exact = normalize(code)
    typed = grouped(exact) if exact else code
    if is_throttled(request):
        return throttled(request, typed)
    found = find(exact) if exact else None
    if found is None:
        count_miss(request)
        return unknown(request, typed)
    if code != exact:
        return redirect("verify:certificate", code=exact)
    document, reading = document_of(found), read(found, request.today)
    if wants_json(request):
        return public(JsonResponse(as_json(request, found, document, reading)))
    context = {"certificate": found, "document": document, "reading": reading, "typed": found.typed_code}
    context["not_proven"] = not_proven(found)
    return answer(request, TEMPLATES[found.kind], context)


TEMPLATES = {
    Certificate.Kind.CERTIFICATION: "certificates/verify/certificate.html",
    Certificate.Kind.COMPLETION: "certificates/verify/completion.html",
}


def not_proven(certificate: Certificate) -> str:
    return NOT_PROVEN_BY_COMPLETION if certificate.is_of_completion else NOT_PROVEN


def find(code: str) -> Certificate | None:
    about = ("decision", "cycle__decision", "cycle__practitioner", "cycle__scheme", "completion", "badge", "seal__by")
    rows = Certificate.objects.select_related(*about).defer("badge__content", "seal__by__chain")
    return rows.filter(code=code).first()


def unknown(request, typed: str):
    if wants_json(request):
        return public(JsonResponse({"status": "unknown", "message": UNKNOWN}, status=404))
    return answer(request, "certificates/verify/unknown.html", {"typed": typed, "message": UNKNOWN}, status=404)


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


def as_json(request, found: Certificate, document: PrintedDocument, reading) -> dict:
    """The facts of the page, by the names of the document."""
    return {
        "status": reading.status.value,
        "kind": found.kind,
        "headline": reading.headline,
        "advice": reading.advice,
        "since": reading.since,
        "limit": reading.limit,
        "extended_from": reading.extended_from,
        "replaced_by": reading.by.number if reading.by else None,
        "checked_at": request.now.astimezone(request.zone).isoformat(timespec="seconds"),
        "time_zone": request.zone.key,
        "certificate": document.to_json(),
        "sha256": found.sha256,
        "seal": seal_json(found),
        "not_proven": not_proven(found),
    }
