"""Telling a stranger what we vouch for today. No cookie; the pages work without scripts."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from certificates.codes import grouped, normalize
from certificates.look_ups import count_look_up
from certificates.reading import read
from certificates.throttle import count_miss, is_throttled
from certificates.views.verify_answers import answer, public, throttled, unknown, wants_json
from certificates.views.verify_file import answer_to_file
from certificates.views.verify_record import as_json, find, page_of

SHARED = "/shared/"  # in the address of a page that a holder shares: what ends it is no code


@csrf_exempt  # a file is read for whoever sends it: nobody is known here, so that there is no name to misuse
@require_http_methods(["GET", "HEAD", "POST"])
def start(request):
    """The forms; a typed code leads to its own address, a file that was sent to what it is."""
    if request.method == "POST":
        return answer_to_file(request)
    typed = request.GET.get("code", "").strip()
    if SHARED in typed and (token := meant(typed)):
        return redirect("shared:page", token=token)
    if typed:
        return redirect("verify:certificate", code=meant(typed) or typed[:80].replace("/", " "))
    return answer(request, "certificates/verify/start.html", {})


def meant(typed: str) -> str | None:
    """The code that was typed, or that ends the address that was pasted; None if there is none."""
    return normalize(typed) or normalize(typed.rstrip("/").rpartition("/")[2])


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
        return unknown(request, typed, whole=bool(exact))
    if code != exact:
        return redirect("verify:certificate", code=exact)
    if request.method == "GET":
        count_look_up(found, by=request.user, today=request.today)
    reading = read(found, request.today)
    return (
        public(JsonResponse(as_json(request, found, reading)))
        if wants_json(request)
        else page_of(request, found, reading)
    )
