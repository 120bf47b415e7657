"""The page that a holder shares, its picture and, if they chose so, the PDF. No cookie; off and unknown look alike."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from certificates.documents import document_of
from certificates.look_ups import count_look_up
from certificates.models import CertificateShare
from certificates.reading import Reading, read
from certificates.sharing.pictures import NotAsIssued, as_issued, card, picture
from certificates.sharing.profile_fields import profile_fields
from certificates.sharing.shares import address_of, shared_at
from certificates.throttle import count_miss, is_throttled
from certificates.views.verify_answers import answer, public, throttled
from certificates.views.verify_record import not_proven


def at_address(view):
    """Give the view what is shared there; guesses are counted and throttled with those of verification."""

    def wrapped(request, token: str):
        if is_throttled(request):
            return throttled(request, "")
        share = shared_at(token)
        if share is None:
            count_miss(request)
            return nothing(request)
        return view(request, share)

    return require_safe(wrapped)


def nothing(request):
    return answer(request, "certificates/shared/nothing.html", {}, status=404)


@at_address
def page(request, share: CertificateShare):
    """The status of today first; a picture and downloads only of what holds."""
    certificate = share.certificate
    reading, document = read(certificate, request.today), document_of(certificate)
    if request.method == "GET":
        count_look_up(certificate, by=request.user, today=request.today)
    shows = shows_file(share, reading)
    context = {
        "share": share,
        "certificate": certificate,
        "document": document,
        "reading": reading,
        "shows": shows,
        "fields": profile_fields(document, address_of(share.token)),
        "card": address_of(share.token, "card"),
        "not_proven": not_proven(certificate),
    }
    return answer(request, "certificates/shared/page.html", context)


def shows_file(share: CertificateShare, reading: Reading) -> bool:
    """Whether the paper may be seen here: it holds, and its bytes are those that were issued."""
    try:
        return reading.vouched and bool(as_issued(share.certificate))
    except NotAsIssued:
        return False


def of_what_holds(make):
    """A view of a part of the file: `make` takes the certificate; else the answer of an address that never was."""

    @at_address
    def view(request, share: CertificateShare):
        if not shows_file(share, read(share.certificate, request.today)):
            return nothing(request)
        return make(request, share)

    return view


@of_what_holds
def page_picture(request, share: CertificateShare):
    return file(picture(share.certificate), "image/webp")


@of_what_holds
def link_card(request, share: CertificateShare):
    return file(card(share.certificate), "image/jpeg")


@of_what_holds
def pdf(request, share: CertificateShare):
    """The stored bytes, if the holder lets whoever has the address take them."""
    if not share.with_pdf:
        return nothing(request)
    response = file(as_issued(share.certificate), "application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{share.certificate.number}.pdf"'
    return response


def file(content: bytes, content_type: str) -> HttpResponse:
    """Kept by nobody on the way, so that it ends with the page."""
    response = public(HttpResponse(content, content_type=content_type))
    response["X-Content-Type-Options"] = "nosniff"
    return response
