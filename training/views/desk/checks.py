"""Looking at the primary source of licenses."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from training.actions import Refused
from training.actions.files import store
from training.actions.license_ask import ask
from training.actions.license_check import record_check
from training.evaluation.dates import long_date
from training.filters.desk import CheckFilter
from training.forms.license_check import LicenseCheckForm
from training.forms.parts import refuse
from training.models import License, LicenseCheck
from training.permissions import may_manage
from training.queries.due_checks import in_order, with_look
from training.queries.queues import checks_due
from training.sources import source_for
from training.views.access import desk_page
from training.views.paging import page_of_many

VOIDED_BY = ("checked_by__practitioner", "voided_by__practitioner", "capture")


@require_safe
@desk_page
def queue(request):
    """Licenses never looked at, then those that are due for the longest time."""
    rows = with_look(checks_due(request.user, request.today)).select_related("practitioner", "jurisdiction")
    filterset = CheckFilter(request.GET, in_order(rows), user=request.user, day=request.today)
    context = {"filterset": filterset, "page_obj": page_of_many(request, filterset.qs)}
    return render(request, "training/desk/checks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request, pk: int):
    """Write down one look."""
    rows = License.objects.visible_to(request.user).select_related("practitioner__user", "jurisdiction", "home")
    license = get_object_or_404(rows, pk=pk)
    form = LicenseCheckForm(request.POST or None, request.FILES or None, license=license, today=request.today)
    verdict = may_manage(request.user, license.practitioner, request.today)
    if request.method == "POST" and form.is_valid():
        try:
            check = keep(request, license, form)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, said(license, check))
            return redirect("desk:practitioner", pk=license.practitioner_id)
    context = {
        "form": form,
        "license": license,
        "checks": license.checks.select_related("checked_by__practitioner", "capture").order_by("-checked_on", "-pk"),
        "voided": LicenseCheck.entered.filter(license=license, superseded_at__isnull=False).select_related(*VOIDED_BY),
        "verdict": verdict,
        "source": source_for(license),
    }
    return render(request, "training/desk/check_new.html", context)


@require_POST
@desk_page
def ask_source(request, pk: int):
    """Let the source that answers by itself say what it holds."""
    rows = License.objects.visible_to(request.user).select_related("practitioner", "jurisdiction")
    license = get_object_or_404(rows, pk=pk)
    try:
        check = ask(by=request.user, license=license, now=request.now, today=request.today)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:check_new", pk=pk)
    messages.success(request, said(license, check))
    return redirect("desk:practitioner", pk=license.practitioner_id)


@transaction.atomic
def keep(request, license: License, form: LicenseCheckForm):
    """The look and what was captured of it, both or neither."""
    upload = form.cleaned_data["capture"]
    verdict = may_manage(request.user, license.practitioner, request.today)
    if not verdict:
        raise Refused(verdict)
    person = license.practitioner
    capture = store(by=request.user, practitioner=person, upload=upload, now=request.now) if upload else None
    return record_check(
        by=request.user, license=license, look=form.look, capture=capture, now=request.now, today=request.today
    )


def said(license: License, check) -> str:
    if not check.shows:
        return f"Written down: the source does not show {license}. It does not count."
    return f"Written down: {license}, {check.status_shown}. The look is fresh until {long_date(check.fresh_until)}."
