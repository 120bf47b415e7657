"""Entering for somebody without a sign-in: a license, evidence, an enrollment, the name as on the license."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from training.actions import Refused, behalf, evidence_submit, upload_drafts
from training.actions import license as licenses
from training.forms.behalf import ConfirmNameForm, EnrollForm
from training.forms.credit_lines import LineSet
from training.forms.evidence import EvidenceForm
from training.forms.license import LicenseForm
from training.forms.parts import refuse
from training.models import EvidenceKind, License
from training.permissions import may_enter_for
from training.views.access import desk_page
from training.views.desk.people import acting, attempt
from training.views.desk.practitioner import find, show
from training.views.my.evidence import faults_of
from training.views.posting import posted_from


def for_somebody(view):
    """A decorator: the view gets the person, or the file says why nobody enters anything for them."""

    @desk_page
    @wraps(view)
    def page(request, pk: int, **kwargs):
        person = find(request, pk)
        verdict = may_enter_for(request.user, person, request.today)
        if verdict:
            return view(request, person, **kwargs)
        messages.error(request, str(verdict))
        return redirect("desk:practitioner", pk=pk)

    return page


@require_http_methods(["GET", "HEAD", "POST"])
@for_somebody
def license_new(request, person):
    form = LicenseForm(request.POST or None, initial={"type": License.Type.LICENSE}, practitioner=person)
    if request.method == "POST" and form.is_valid():
        try:
            row = licenses.add(practitioner=person, **acting(request), **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"{row} is on record. It counts from the first check that shows it.")
            return redirect("desk:practitioner", pk=person.pk)
    context = {"form": form, "person": person}
    return render(request, "training/desk/license_for.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_somebody
def evidence_new(request, person, kind: str):
    if kind not in EvidenceKind.values:
        raise Http404
    if request.method == "POST":
        return write_evidence(request, person, kind)
    title = request.GET.get("title", "")[:200]
    form = EvidenceForm(kind=kind, initial={"title": title}, **about(request, person))
    return evidence_page(request, person, form, LineSet(prefix="lines"))


def about(request, person) -> dict:
    """Whom a form of evidence is about, who fills it in, and when."""
    return {"practitioner": person, "user": request.user, "now": request.now, "today": request.today}


def write_evidence(request, person, kind: str):
    lines = LineSet(request.POST, prefix="lines") if kind == EvidenceKind.CREDIT else None
    good = lines is None or lines.is_valid()
    given = [form.line for form in lines if form.line] if lines and good else []
    form = EvidenceForm(request.POST, request.FILES, kind=kind, **about(request, person))
    form.with_lines(given, good=good)
    if form.is_valid() and good and not form.lines_error:
        try:
            row = submit(request, person, form, given)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "On record under your name. It counts once a manager has accepted it here.")
            return redirect("desk:evidence_item", pk=row.pk)
    form.offer_again(upload_drafts.keep(by=request.user, uploads=form.good_uploads, now=request.now))
    return evidence_page(request, person, form, lines, status=422)


def submit(request, person, form, lines):
    uploads = [*upload_drafts.as_uploads(form.cleaned_data["kept"]), *form.cleaned_data["files"]]
    return evidence_submit.submit(
        practitioner=person, kind=form.kind, values=form.values, lines=lines, uploads=uploads, **acting(request)
    )


def evidence_page(request, person, form, lines, status=200):
    context = {
        "form": form,
        "person": person,
        "kind": form.kind,
        "lines": lines if form.kind == EvidenceKind.CREDIT else None,
        "faults": faults_of(form, lines),
    }
    return render(request, "training/desk/evidence_for.html", context, status=status)


@posted_from("desk:practitioner")
@for_somebody
def enroll(request, person):
    form = EnrollForm(request.POST, person=person)
    if not form.is_valid():
        return show(request, person, enroll_form=form)
    done = f"{person} is enrolled in {form.cleaned_data['scheme']}."

    def act():
        behalf.enroll(practitioner=person, **acting(request), **form.cleaned_data)

    return attempt(request, person, "enroll_form", form, done, act)


@posted_from("desk:practitioner")
@for_somebody
def confirm_name(request, person):
    form = ConfirmNameForm(request.POST)
    if not form.is_valid():
        return show(request, person, confirm_form=form)
    behalf.confirm_name(practitioner=person, **acting(request))
    messages.success(request, f"“{person.full_name}” is confirmed as on the license, by you.")
    return redirect("desk:practitioner", pk=person.pk)
