"""Adding credits and other evidence, and mending what was returned."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from training.actions import Refused, upload_drafts
from training.actions import evidence_submit as actions
from training.forms.credit_lines import LineSet, shown_line
from training.forms.evidence import EvidenceForm
from training.forms.parts import refuse
from training.models import Evidence, EvidenceKind, Practitioner
from training.queries.facts import name_of
from training.queries.my_facts import MyFacts
from training.queries.same_course import alike_to
from training.queries.toward import InPlay
from training.views.person import for_practitioner


def own(request):
    rows = Evidence.objects.filter(practitioner=request.practitioner)
    return rows.select_related("jurisdiction").prefetch_related("lines", "files", "steps")


@for_practitioner
@require_http_methods(["GET", "HEAD", "POST"])
def new(request, kind):
    """Add evidence of one kind."""
    if kind not in EvidenceKind.values:
        raise Http404
    if request.method == "POST":
        return write(request, kind, None)
    form = form_of(request, kind, initial={"title": request.GET.get("title", "")[:200]})
    return shown(request, form, LineSet(prefix="lines"), None)


@for_practitioner
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, pk):
    """Mend an entry that was returned: a new one takes its place."""
    row = get_object_or_404(own(request), pk=pk)
    verdict = actions.may_correct(row)
    if not verdict:
        messages.error(request, str(verdict))
        return redirect("my:evidence", pk=pk)
    if request.method == "POST":
        return write(request, row.kind, row)
    values = {name: getattr(row, name) for name in actions.FIELDS}
    form = form_of(request, row.kind, evidence=row, initial=values)
    lines = LineSet(prefix="lines", initial=[shown_line(line) for line in row.lines.all()])
    return shown(request, form, lines, row)


def form_of(request, kind, *given, **options) -> EvidenceForm:
    options |= {"practitioner": request.practitioner, "user": request.user}
    return EvidenceForm(*given, kind=kind, now=request.now, today=request.today, **options)


def write(request, kind, row):
    lines = LineSet(request.POST, prefix="lines") if kind == EvidenceKind.CREDIT else None
    lines_good = lines is None or lines.is_valid()
    given = [form.line for form in lines if form.line] if lines and lines_good else []
    form = form_of(request, kind, request.POST, request.FILES, evidence=row).with_lines(given, good=lines_good)
    if form.is_valid() and lines_good and not form.lines_error:
        try:
            saved = submitted(request, kind, form, given, row)
            messages.success(request, "Submitted. Your compliance manager reads it and accepts or returns it.")
            return redirect("my:evidence", pk=saved.pk)
        except Refused as refused:
            refuse(form, refused)
    form.offer_again(upload_drafts.keep(by=request.user, uploads=form.good_uploads, now=request.now))
    return shown(request, form, lines, row, status=422)


def submitted(request, kind, form, lines, row) -> Evidence:
    kept = upload_drafts.as_uploads(form.cleaned_data["kept"])
    given = {"values": form.values, "lines": lines, "uploads": [*kept, *form.cleaned_data["files"]]}
    given |= {"by": request.user, "now": request.now, "today": request.today}
    if row:
        return actions.resubmit(evidence=row, keep=form.cleaned_data.get("keep") or (), **given)
    return actions.submit(practitioner=request.practitioner, kind=kind, **given)


def faults_of(form, lines) -> list[dict]:
    """The complaints about hours, for the summary above the form."""
    group = [{"to": "hours", "label": "Hours", "words": form.lines_error}] if form.lines_error else []
    return group + (lines.faults if lines else [])


def shown(request, form, lines, row, status=200):
    context = {
        "form": form,
        "lines": lines if form.kind == EvidenceKind.CREDIT else None,
        "faults": faults_of(form, lines),
        "kind": form.kind,
        "kinds": EvidenceKind.choices,
        "evidence": row,
        "returned": row and row.steps.exclude(comment="").last(),
    }
    return render(request, "training/my/evidence_form.html", context, status=status)


@for_practitioner
@require_safe
def evidence(request, pk):
    """One entry with its files, its history and what was said."""
    row = get_object_or_404(own(request), pk=pk)
    steps = list(row.steps.select_related("by"))
    context = {
        "evidence": row,
        "steps": steps,
        "said": next((step for step in reversed(steps) if step.comment), None),
        "may_correct": actions.may_correct(row),
        "may_withdraw": actions.may_withdraw(row),
        "counts_as": name_of(row),
        "newer": getattr(row, "replaced_by", None),
        "alike": alike_to(row),
        **toward(row, request.practitioner, request.today),
    }
    return render(request, "training/my/evidence.html", context)


def toward(row: Evidence, owner: Practitioner, today: date) -> dict:
    """What an external course counts toward for its owner."""
    if row.kind != EvidenceKind.CREDIT:
        return {}
    return {"asks_toward": True, "toward": InPlay(MyFacts(owner), today).of_entry(row)}


@for_practitioner
@require_POST
def withdraw(request, pk):
    """Take back an entry that nobody has accepted."""
    row = get_object_or_404(own(request), pk=pk)
    try:
        actions.withdraw(by=request.user, evidence=row, now=request.now)
        messages.success(request, "Withdrawn. It stays on record and counts for nothing.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("my:evidence", pk=pk)
