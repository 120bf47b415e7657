"""The holder asks for the certificate of a completion, or for a new one with the present name."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from certificates.completions import may_print, newest_of, printable_licenses
from certificates.documents import document_of
from certificates.forms import CompletionForm
from certificates.issue_completion import issue_completion
from certificates.views.refusals import refusals
from training.models import Completion
from training.views.my.profile import status_of
from training.views.person import for_practitioner


@for_practitioner
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request, pk):
    """What will be printed, and which license number with it; on POST it is printed."""
    rows = Completion.objects.filter(practitioner=request.practitioner).select_related("revision__module")
    completion = get_object_or_404(rows, pk=pk)
    newest, licenses = newest_of(completion), printable_licenses(request.practitioner, request.today)
    form = CompletionForm(request.POST or None, licenses=licenses, initial=printed_before(newest, licenses))
    if request.method == "POST" and form.is_valid() and made(request, completion, form):
        return redirect("my_certificates:list")
    context = {
        "form": form,
        "completion": completion,
        "person": request.practitioner,
        "newest": newest,
        "document": newest and document_of(newest),
        "verdict": may_print(request.user, request.practitioner, completion),
    }
    return render(request, "certificates/mine/completion.html", context, status=status_of(form))


def printed_before(newest, licenses) -> dict:
    """The license that the newest certificate prints, if it may still be printed."""
    words = newest and document_of(newest).license
    return {"license": next((str(row.pk) for row in licenses if str(row) == words), "")}


def made(request, completion: Completion, form: CompletionForm) -> bool:
    """Print it, or write nothing and say in the form why."""
    with refusals(form), transaction.atomic():
        paper = issue_completion(
            by=request.user,
            completion=completion,
            license=form.chosen,
            seen_name=request.POST.get("seen_name", ""),
            seen_code=request.POST.get("seen_code", ""),
            now=request.now,
            today=request.today,
        )
        messages.success(request, f"Certificate {paper.number} is printed.")
    return not form.errors
