"""Reading evidence: accept it, or return it with a reason."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from training.actions import Refused
from training.actions.evidence_review import accept, send_back
from training.filters.desk import EvidenceFilter
from training.forms.evidence_review import AcceptEvidenceForm, ReturnEvidenceForm
from training.models import Evidence, EvidenceState
from training.permissions import may_manage
from training.queries.facts import name_of
from training.queries.queues import evidence_to_read
from training.queries.same_course import alike_to
from training.views.access import desk_page
from training.views.my.evidence import toward
from training.views.paging import page_of
from training.views.posting import posted_from

COMMENT = 1000  # letters of a comment that are kept


def find(request, pk: int) -> Evidence:
    rows = Evidence.objects.visible_to(request.user).select_related("practitioner__user", "jurisdiction", "replaces")
    return get_object_or_404(rows, pk=pk)


@require_safe
@desk_page
def queue(request):
    rows = (
        evidence_to_read(request.user, request.today).select_related("practitioner").prefetch_related("files", "lines")
    )
    filterset = EvidenceFilter(request.GET, rows, user=request.user, day=request.today)
    context = {"filterset": filterset, "page_obj": page_of(request, filterset.qs)}
    return render(request, "training/desk/evidence.html", context)


@require_safe
@desk_page
def item(request, pk: int):
    return show(request, find(request, pk))


def show(request, evidence: Evidence, return_form=None, status: int = 200):
    waits = evidence.state == EvidenceState.SUBMITTED
    context = {
        "accept_form": AcceptEvidenceForm(evidence=evidence, today=request.today) if waits else None,
        "counts_as": name_of(evidence),
        "evidence": evidence,
        "person": evidence.practitioner,
        "files": evidence.files.all(),
        "credit": evidence.lines.all(),
        "steps": evidence.steps.select_related("by", "by__practitioner"),
        "newer": Evidence.objects.filter(replaces=evidence).first(),
        "verdict": may_manage(request.user, evidence.practitioner, request.today),
        "return_form": return_form or ReturnEvidenceForm(),
        "alike": alike_to(evidence),
        **toward(evidence, evidence.practitioner, request.today),
    }
    return render(request, "training/desk/evidence_item.html", context, status=status)


@posted_from("desk:evidence_item")
@desk_page
def accept_item(request, pk: int):
    evidence, counts_as = find(request, pk), request.POST.get("counts_as", "")[:200]
    said = {"counts_as": counts_as, "comment": request.POST.get("comment", "")[:COMMENT]}
    try:
        accept(by=request.user, evidence=evidence, now=request.now, today=request.today, **said)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:evidence_item", pk=pk)
    return done(
        request, f"Accepted: {evidence.title}{f' as {counts_as}' if counts_as else ''}. It counts from its day."
    )


@posted_from("desk:evidence_item")
@desk_page
def return_item(request, pk: int):
    evidence = find(request, pk)
    form = ReturnEvidenceForm(request.POST)
    if not form.is_valid():
        return show(request, evidence, return_form=form)
    try:
        comment = form.cleaned_data["comment"]
        send_back(by=request.user, evidence=evidence, comment=comment, now=request.now, today=request.today)
    except Refused as refused:
        messages.error(request, str(refused))
        return show(request, find(request, pk), return_form=form, status=409)
    return done(request, f"Returned to {evidence.practitioner}.")


def done(request, words: str):
    """On to the next one that waits."""
    following = evidence_to_read(request.user, request.today)
    left = following.count()
    rest = "Nothing else waits." if left == 0 else f"{left} left."
    messages.success(request, f"{words} {rest}")
    first = following.first()
    return redirect("desk:evidence_item", pk=first.pk) if first else redirect("desk:evidence")
