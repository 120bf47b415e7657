"""Signatures by link: the license at its source, whose address it is, and whether each entry counts."""

from django.contrib import messages
from django.db.models import Count, Min
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from training.actions import Refused
from training.actions.verify_signature import (
    Known,
    accept,
    look_at_report,
    look_up,
    may_judge,
    refuse,
    stated_license,
)
from training.forms import parts
from training.forms.license_check import LicenseCheckForm
from training.forms.signing import RefuseForm, VerifyForm
from training.models import License, LinkSignature, SigningLink
from training.queries.eligibility import check_among, licenses_with_checks
from training.queries.signing import reports_of_strangers, signatures_to_verify
from training.views.access import desk_page
from training.views.my.profile import status_of
from training.views.paging import page_of
from training.views.posting import posted_from

READ_WITH = ("session__supervisor", "practitioner__user", "link__supervisor", "statement__jurisdiction")


@require_safe
@desk_page
def queue(request):
    """The links by which something was signed that waits, the oldest first; and who says “this was not me”."""
    waiting = signatures_to_verify(request.user, request.today)
    rows = waiting.order_by().values("link", "link__supervisor__full_name", "link__address", "statement__workplace")
    rows = rows.annotate(count=Count("pk"), since=Min("signed_at")).order_by("since", "link")
    reports = reports_of_strangers(request.user, request.today).select_related("supervisor", "created_by__practitioner")
    context = {"page_obj": page_of(request, rows), "reports": reports}
    return render(request, "training/desk/signatures/queue.html", context)


def waiting_of(request, pk: int) -> list[LinkSignature]:
    rows = signatures_to_verify(request.user, request.today).filter(link=pk)
    return list(rows.select_related(*READ_WITH))


@require_safe
@desk_page
def item(request, pk: int):
    """What one person signed by one link, and what they stated."""
    return show(request, pk)


def show(request, pk: int, look_form=None, verify_form=None, refuse_form=None):
    signatures = waiting_of(request, pk)
    if not signatures:
        return gone(request, pk)
    statement, link = signatures[-1].statement, signatures[-1].link
    license = stated_license(statement)
    sought = license or License(jurisdiction=statement.jurisdiction, type=statement.license_type)
    known = licenses_with_checks(statement.supervisor)
    days = {each.pk: check_among(known, each.session.happened_on) for each in signatures}
    context = {
        "link": link,
        "statement": statement,
        "signatures": [(each, days[each.pk]) for each in signatures],
        "covered": any(days.values()),
        "license": license,
        "checks": license.checks.select_related("checked_by__practitioner", "capture").order_by("-pk")
        if license
        else [],
        "before": confirmed_before(link),
        "verdict": may_judge(request.user, link),
        "look_form": look_form or LicenseCheckForm(license=sought, today=request.today),
        "verify_form": verify_form or VerifyForm(),
        "refuse_form": refuse_form or RefuseForm(),
    }
    forms = [form for form in (look_form, verify_form, refuse_form) if form]
    return render(request, "training/desk/signatures/item.html", context, status=status_of(*forms))


def confirmed_before(link: SigningLink) -> LinkSignature | None:
    """The last time that somebody confirmed this person's address."""
    same = {"link__supervisor": link.supervisor_id, "link__address": link.address}
    rows = LinkSignature.objects.filter(outcome=LinkSignature.Outcome.ACCEPTED, **same)
    return rows.select_related("decided_by__practitioner").order_by("decided_at", "pk").last()


def gone(request, pk: int):
    """Nothing of this link waits for this manager; one that another manager decided is told, any other is not there."""
    rows = LinkSignature.objects.visible_to(request.user).filter(link=pk)
    get_object_or_404(SigningLink.objects.filter(pk__in=rows.values("link")))
    messages.success(request, "Nothing of this link is left to verify.")
    return redirect("desk:signatures")


@posted_from("desk:signature")
@desk_page
def check(request, pk: int):
    """Write down a look at the stated license."""
    signatures = waiting_of(request, pk)
    if not signatures:
        return gone(request, pk)
    statement = signatures[-1].statement
    sought = stated_license(statement) or License(jurisdiction=statement.jurisdiction, type=statement.license_type)
    form = LicenseCheckForm(request.POST, request.FILES, license=sought, today=request.today)
    if form.is_valid():
        try:
            seen = {"look": form.look, "capture": form.cleaned_data["capture"]}
            look_up(signatures=signatures, statement=statement, **seen, **given(request))
        except Refused as refused:
            parts.refuse(form, refused)
        else:
            messages.success(request, f"Written down: {statement}. It stays on record with the person.")
            return redirect("desk:signature", pk=pk)
    return show(request, pk, look_form=form)


def given(request) -> dict:
    return {"by": request.user, "now": request.now, "today": request.today}


@posted_from("desk:signature")
@desk_page
def accept_all(request, pk: int):
    """Let the entries count whose days a check covers; the others wait on."""
    signatures, form = waiting_of(request, pk), VerifyForm(request.POST)
    if not signatures:
        return gone(request, pk)
    if form.is_valid():
        known = Known(form.cleaned_data["address_proof"], form.cleaned_data["address_words"])
        try:
            made, left = accept(signatures=signatures, known=known, **given(request))
        except Refused as refused:
            parts.refuse(form, refused)
        else:
            return said(request, pk, made, left)
    return show(request, pk, verify_form=form)


def said(request, pk: int, made: list, left: list):
    words = f"Verified: {len(made)} signature{'' if len(made) == 1 else 's'}. They count from the day of each session."
    messages.success(request, words)
    if left:
        messages.warning(
            request, "No check shows the license on the days of those that are left. Check again, or refuse."
        )
        return redirect("desk:signature", pk=pk)
    return redirect("desk:signatures")


@posted_from("desk:signature")
@desk_page
def refuse_all(request, pk: int):
    """Return what is left with the reason."""
    signatures, form = waiting_of(request, pk), RefuseForm(request.POST)
    if not signatures:
        return gone(request, pk)
    if form.is_valid():
        try:
            refused = refuse(signatures=signatures, reason=form.cleaned_data["reason"], **given(request))
        except Refused as no:
            parts.refuse(form, no)
        else:
            count = len(refused)
            messages.success(request, f"Returned: {count} session{'' if count == 1 else 's'}. The trainee reads why.")
            return redirect("desk:signatures")
    return show(request, pk, refuse_form=form)


@posted_from("desk:signatures", keeps_pk=False)
@desk_page
def report(request, pk: int):
    """Decide what becomes of an address whose holder says “this was not me”."""
    links = SigningLink.objects.filter(pk__in=reports_of_strangers(request.user, request.today).values("pk"))
    link = get_object_or_404(links, pk=pk)
    try:
        look_at_report(link=link, looked=request.POST.get("looked", ""), **given(request))
        messages.success(request, "Written down.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:signatures")
