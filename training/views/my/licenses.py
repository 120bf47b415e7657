"""A person's licenses: add one, see what its checks showed, correct it before a check has shown it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from training.actions import Refused
from training.actions import license as actions
from training.actions.license_renewal import file_renewal as keep_filed
from training.actions.license_renewal import may_file, take_back
from training.forms.license import LicenseForm, RenewalFiledForm
from training.forms.parts import refuse
from training.models import License, LicenseCheck
from training.queries.license_ends import READ_WITH, filed_renewal
from training.views.my.profile import status_of
from training.views.person import for_practitioner


def own(request):
    rows = License.objects.filter(practitioner=request.practitioner)
    return rows.select_related("jurisdiction", "home__jurisdiction").prefetch_related(*READ_WITH)


def when(request) -> dict:
    return {"now": request.now, "today": request.today}


@for_practitioner
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Add a license, privilege or registration."""
    person = request.practitioner
    first = {"type": License.Type.LICENSE, "jurisdiction": request.GET.get("jurisdiction")}
    form = LicenseForm(request.POST or None, initial=first, practitioner=person)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add(by=request.user, practitioner=person, **when(request), **form.cleaned_data)
            messages.success(request, "Added. It counts from the day a check at its source shows it; the desk checks.")
            return redirect("my:license", pk=row.pk)
        except Refused as refused:
            refuse(form, refused)
    return render(request, "training/my/license_form.html", {"form": form}, status=status_of(form))


@for_practitioner
@require_safe
def license(request, pk):
    """One license as it was claimed, and each check of it."""
    return shown(request, get_object_or_404(own(request), pk=pk))


def shown(request, row: License, filed_form: RenewalFiledForm | None = None):
    context = {
        "license": row,
        "checks": sorted(row.checks.all(), key=lambda check: (check.checked_on, check.pk), reverse=True),
        "voided": LicenseCheck.entered.filter(license=row, superseded_at__isnull=False),
        "look": row.last_check,
        "may_correct": actions.may_correct(row),
        "may_withdraw": actions.may_withdraw(row),
        "newer": getattr(row, "replaced_by", None),
        "filed": filed_renewal(row, request.today),
        "may_file": may_file(row, request.today),
        "filed_form": filed_form or RenewalFiledForm(initial={"filed_on": request.today}),
    }
    return render(request, "training/my/license.html", context, status=status_of(filed_form) if filed_form else 200)


@for_practitioner
@require_POST
def file_renewal(request, pk):
    """Say that the renewal is with the board."""
    row, form = get_object_or_404(own(request), pk=pk), RenewalFiledForm(request.POST)
    if not form.is_valid():
        return shown(request, row, form)
    try:
        keep_filed(by=request.user, license=row, **when(request), **form.cleaned_data)
    except Refused as refused:
        if not refused.field:
            messages.error(request, str(refused))
            return redirect("my:license", pk=pk)
        refuse(form, refused)
        return shown(request, row, form)
    messages.success(request, "Noted. The renewal counts from the day a check at the source shows it.")
    return redirect("my:license", pk=pk)


@for_practitioner
@require_POST
def take_back_renewal(request, pk):
    """Say that the renewal was not filed, or on another day."""
    row = get_object_or_404(own(request), pk=pk)
    if take_back(by=request.user, license=row, **when(request)):
        messages.success(request, "Taken back. If it is filed after all, note the day again.")
    return redirect("my:license", pk=pk)


@for_practitioner
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, pk):
    """Replace an entry that no check has shown yet."""
    row = get_object_or_404(own(request), pk=pk)
    verdict = actions.may_correct(row)
    if not verdict:
        messages.error(request, str(verdict))
        return redirect("my:license", pk=pk)
    values = {name: getattr(row, name) for name in actions.FIELDS}
    form = LicenseForm(request.POST or None, initial=values, practitioner=request.practitioner, license=row)
    if request.method == "POST" and form.is_valid():
        try:
            new_row = actions.correct(by=request.user, license=row, values=form.cleaned_data, **when(request))
            messages.success(request, "Corrected. The desk checks it again.")
            return redirect("my:license", pk=new_row.pk)
        except Refused as refused:
            refuse(form, refused)
    return render(request, "training/my/license_form.html", {"form": form, "license": row}, status=status_of(form))


@for_practitioner
@require_POST
def withdraw(request, pk):
    """Take back an entry that no check has shown."""
    row = get_object_or_404(own(request), pk=pk)
    try:
        actions.withdraw(by=request.user, license=row, now=request.now)
        messages.success(request, "Withdrawn. It stays on record and counts for nothing.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("my:license", pk=pk)
