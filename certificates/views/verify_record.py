"""What we say of a certificate that we have: its page, and the same as JSON by the contract of docs/verify.md."""

from django.conf import settings
from django.urls import reverse

from certificates.documents import document_of
from certificates.models import Certificate
from certificates.reading import Reading
from certificates.seals import seal_json
from certificates.views.verify_answers import NOT_PROVEN, answer

NOT_PROVEN_BY_COMPLETION = (
    "The record of a course is no certification and no license. Whether a board takes its hours is for that board to "
    "say. A license number on it is the holder's word: look the license up at the state board."
)
TEMPLATES = {
    Certificate.Kind.CERTIFICATION: "certificates/verify/certificate.html",
    Certificate.Kind.COMPLETION: "certificates/verify/completion.html",
}


def find(code: str) -> Certificate | None:
    about = ("decision", "cycle__decision", "cycle__practitioner", "cycle__scheme", "completion", "replaces")
    about += ("badge", "seal__by")
    rows = Certificate.objects.select_related(*about).defer("badge__content", "seal__by__chain")
    return rows.filter(code=code).first()


def not_proven(certificate: Certificate) -> str:
    return NOT_PROVEN_BY_COMPLETION if certificate.is_of_completion else NOT_PROVEN


def page_of(request, found: Certificate, reading: Reading, more: dict | None = None):
    """Its page; `more` is what is told of a file."""
    context = {"certificate": found, "document": document_of(found), "reading": reading, "typed": found.typed_code}
    context |= {"not_proven": not_proven(found)} | (more or {})
    return answer(request, TEMPLATES[found.kind], context)


def as_json(request, found: Certificate, reading: Reading) -> dict:
    """The status word first, then all that the page says; printed facts by the names of the document."""
    badge = getattr(found, "badge", None)
    return {
        "status": reading.status.value,
        "headline": reading.headline,
        "advice": reading.advice,
        "as_of": request.today,
        "checked_at": request.now.astimezone(request.zone).isoformat(timespec="seconds"),
        "time_zone": request.zone.key,
        "since": reading.since,
        "limit": reading.limit,
        "extended_from": reading.extended_from,
        "replaced_by": reading.by.number if reading.by else None,
        "replaced_by_address": address("certificate", reading.by) if reading.by else None,
        "replaces": found.replaces.number if found.replaces else None,
        "kind": found.kind,
        "certificate": document_of(found).to_json(),
        "sha256": found.sha256,
        "seal": seal_json(found),
        "badge": {"address": address("badge", found), "sha256": badge.sha256} if badge else None,
        "not_proven": not_proven(found),
    }


def address(page: str, certificate: Certificate) -> str:
    """The whole address of its page, or of its badge."""
    return settings.BASE_URL + reverse(f"verify:{page}", args=[certificate.code])
