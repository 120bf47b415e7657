"""Asking for a corrected certificate, as its holder; and the queue of those who ask, at the desk."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from certificates.codes import normalize
from certificates.corrections.forms import AskForm, DeclineForm
from certificates.corrections.requests import ask, asked_of, decline, may_ask, may_decline, waiting
from certificates.documents import document_of
from certificates.models import Certificate, CorrectionRequest
from certificates.views.refusals import refusals
from training.views.access import desk_page
from training.views.my.profile import status_of
from training.views.paging import page_of
from training.views.person import for_practitioner

ABOUT = ("certificate__cycle__scheme", "practitioner", "asked_by__practitioner")


@for_practitioner
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_one(request, code):
    """What the paper says beside the present name, and why it is wrong; once, until somebody answered."""
    rows = Certificate.objects.filter(cycle__practitioner=request.practitioner)
    certificate = get_object_or_404(rows.select_related("cycle__scheme", "cycle__decision"), code=normalize(code))
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            ask(by=request.user, certificate=certificate, now=request.now, today=request.today, **form.cleaned_data)
            messages.success(request, "Asked. The compliance managers see it, and you get an email with their answer.")
            return redirect("my_certificates:list")
    context = {
        "certificate": certificate,
        "document": document_of(certificate),
        "person": request.practitioner,
        "asked": asked_of(certificate),
        "verdict": may_ask(request.user, certificate, request.today),
        "form": form,
    }
    return render(request, "certificates/mine/ask_correction.html", context, status=status_of(form))


@require_safe
@desk_page
def queue(request):
    rows = waiting(request.user, request.today).select_related(*ABOUT)
    return render(request, "certificates/desk/corrections_asked.html", {"page_obj": page_of(request, rows)})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def decline_one(request, pk):
    """Tell the holder why it stays as it is."""
    rows = CorrectionRequest.objects.visible_to(request.user).select_related(*ABOUT)
    row, form = get_object_or_404(rows, pk=pk), DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            decline(by=request.user, request=row, now=request.now, today=request.today, **form.cleaned_data)
            messages.success(request, "Declined. The therapist is told why.")
            return redirect("certificate:page", code=row.certificate.code)
    context = {"row": row, "form": form, "verdict": may_decline(request.user, row, request.today)}
    return render(request, "certificates/desk/decline_correction.html", context, status=status_of(form))
