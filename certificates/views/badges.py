"""What a verifier of badges reads: the badge, the keys of the issuer, the status lists. No session, no cookie."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from certificates.badge import keys
from certificates.badge.status_list import Purpose
from certificates.badge_status import list_credential
from certificates.badges import MEDIA_TYPE
from certificates.codes import normalize
from certificates.models import CertificateBadge
from certificates.throttle import count_miss, is_throttled
from certificates.views.verify_answers import public, throttled, unknown


@require_safe
def badge(request, code):
    """The badge of a certificate as it was issued, to whoever has the code; who guesses is told nothing for a while."""
    if is_throttled(request):
        return throttled(request, code)
    found = CertificateBadge.objects.filter(certificate__code=normalize(code)).select_related("certificate").first()
    if found is None:
        count_miss(request)
        return unknown(request, code)
    response = public(HttpResponse(found.content, content_type=MEDIA_TYPE))
    response["Content-Disposition"] = f'attachment; filename="{found.certificate.number}.json"'
    return open_to_all(response)


@require_safe
def did(request):
    """The keys whose badges are ours."""
    content = json.dumps(keys.issuer_document(), indent=2)
    return kept(HttpResponse(content, content_type="application/did+json"), minutes=10)


@require_safe
def status(request, purpose, number):
    """A status list as of today, signed now. It is that of all badges of its number and names none."""
    if purpose not in set(Purpose):
        raise Http404
    get_object_or_404(CertificateBadge.objects.filter(list_number=number)[:1])
    content = json.dumps(list_credential(Purpose(purpose), number, request.today, request.now.astimezone(request.zone)))
    return kept(HttpResponse(content, content_type=MEDIA_TYPE), minutes=1)


def kept(response, minutes: int):
    """Anybody may keep it that long, on the way too."""
    response["Cache-Control"] = f"public, max-age={minutes * 60}"
    return open_to_all(response)


def open_to_all(response):
    """A verifier in a browser reads it from its own page."""
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Content-Type-Options"] = "nosniff"
    return response
