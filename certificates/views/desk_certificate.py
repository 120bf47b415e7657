"""A certificate's own page at the desk, and printing it anew under the same decision."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from certificates.badge_status import purpose_of
from certificates.codes import normalize
from certificates.corrections.correct import correct
from certificates.corrections.correction import correction_of, may_correct
from certificates.corrections.forms import CorrectForm
from certificates.corrections.lineage import lineage
from certificates.corrections.requests import Outcome, asked_of
from certificates.documents import document_of
from certificates.dropped.facts import printed_facts
from certificates.look_ups import by_day, with_look_ups
from certificates.models import Certificate
from certificates.reading import read
from certificates.views.refusals import refusals
from training.models import Practitioner
from training.views.access import desk_page
from training.views.my.profile import status_of

DAYS = 60  # of look-ups that are drawn
HEIGHT = 48
RELATED = (
    "issued_by__practitioner",
    "decision__decided_by",
    "cycle__decision",
    "cycle__practitioner__user",
    "cycle__scheme",
    "cycle__version",
    "completion__practitioner__user",
    "replaces",
    "replaced_by",
    "badge",
    "seal__by",
)


def found(request, code: str) -> Certificate:
    """One of a person whom the manager sees; else 404, as if there were none."""
    rows = with_look_ups(Certificate.objects.select_related(*RELATED)).defer("badge__content", "seal__by__chain")
    certificate = get_object_or_404(rows, code=normalize(code))
    get_object_or_404(Practitioner.objects.visible_to(request.user), pk=certificate.practitioner.pk)
    return certificate


@require_safe
@desk_page
def page(request, code):
    """Everything that the desk knows of it: what it says today and on paper, its line, its seal, who asked for it."""
    certificate = found(request, code)
    reading, document = read(certificate, request.today), document_of(certificate)
    looks = by_day(certificate, request.today, DAYS)
    context = {
        "certificate": certificate,
        "person": certificate.practitioner,
        "document": document,
        "facts": printed_facts(document),
        "reading": reading,
        "badge_bit": purpose_of(certificate, reading),
        "lineage": lineage(certificate),
        "looks": [each for each in reversed(looks) if each[1]],
        "bars": bars(looks),
        "drawn_days": DAYS,
        "requests": certificate.corrections_asked.select_related("asked_by__practitioner", "decided_by__practitioner"),
        "waiting": Outcome.WAITING,
        "verdict": may_correct(request.user, certificate, request.today),
    }
    return render(request, "certificates/desk/certificate.html", context)


def bars(looks: list) -> list[dict]:
    """A bar for each day with look-ups, of at least two units, so that a single one is seen."""
    most = max((count for _, count in looks), default=0)
    tall = [(place, count, round(count * HEIGHT / most)) for place, (_, count) in enumerate(looks) if count]
    return [{"x": 5 * place, "y": HEIGHT - max(2, high), "height": max(2, high)} for place, _, high in tall]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def print_anew(request, code):
    """The words on it beside those that it would have; on POST it is printed with them.

    The words of a holder who asked for it are a beginning for the manager's reason.
    """
    certificate = found(request, code)
    asked = asked_of(certificate)
    form = CorrectForm(request.POST or None, initial={"reason": asked.reason if asked else ""})
    if request.method == "POST" and form.is_valid():
        made = made_by(request, certificate, form)
        if made:
            messages.success(request, f"Certificate {made.number} is printed. It replaces {certificate.number}.")
            return redirect("certificate:page", code=made.code)
    verdict = may_correct(request.user, certificate, request.today)
    context = {
        "certificate": certificate,
        "person": certificate.practitioner,
        "asked": asked,
        "correction": correction_of(certificate, request.now) if verdict else None,
        "verdict": verdict,
        "form": form,
    }
    return render(request, "certificates/desk/print_anew.html", context, status=status_of(form))


def made_by(request, certificate: Certificate, form: CorrectForm) -> Certificate | None:
    """Print it, or write nothing and say in the form why."""
    with refusals(form, "Nothing is printed."), transaction.atomic():
        return correct(
            by=request.user,
            certificate=certificate,
            reason=form.cleaned_data["reason"],
            seen_digest=request.POST.get("seen_digest", ""),
            now=request.now,
            today=request.today,
        )
    return None
