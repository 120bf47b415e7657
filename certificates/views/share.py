"""The holder's switch: a public page for one of their certificates, on or off, with or without the PDF."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from certificates.documents import document_of
from certificates.models import Certificate
from certificates.reading import Reading, read
from certificates.sharing.profile_fields import profile_fields
from certificates.sharing.shares import address_of, close_share, may_share, of_person, open_share, share_of
from training.actions import Refused
from training.views.person import for_practitioner


@for_practitioner
@require_http_methods(["GET", "HEAD", "POST"])
def share(request, code: str):
    """Who sees what, and the switch; on POST it is switched."""
    certificate = get_object_or_404(of_person(request.practitioner), code=code)
    reading = read(certificate, request.today)
    if request.method == "POST":
        return switched(request, certificate, reading)
    present, document = share_of(certificate), document_of(certificate)
    address = present and address_of(present.token)
    context = {
        "certificate": certificate,
        "document": document,
        "reading": reading,
        "share": present,
        "address": address,
        "fields": present and profile_fields(document, address),
        "verdict": may_share(request.user, certificate, reading),
    }
    return render(request, "certificates/mine/share.html", context)


def switched(request, certificate: Certificate, reading: Reading):
    """`act` says on or off; anything else changes nothing."""
    act, given = request.POST.get("act"), {"by": request.user, "certificate": certificate, "now": request.now}
    try:
        if act == "off" and close_share(**given):
            messages.success(request, "The page is off. Its address answers nobody any more.")
        elif act == "on":
            opened = open_share(**given, reading=reading, with_pdf="with_pdf" in request.POST)
            pdf = "and download the PDF" if opened.with_pdf else "without the PDF"
            messages.success(request, f"The page is on. Whoever has its address can open it, {pdf}.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("my_certificates:share", code=certificate.code)
