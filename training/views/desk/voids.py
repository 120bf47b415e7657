"""Voiding what a manager accepted or looked up by mistake: what rests on it first, then the reason."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from training.actions import Refused
from training.actions.look_again import rests
from training.actions.void_check import may_void_check, void_check
from training.actions.void_evidence import may_void, void
from training.evaluation.dates import long_date
from training.forms.parts import refuse
from training.forms.voiding import VoidForm
from training.models import Evidence, License, LicenseCheck, Practitioner, ReviewTask
from training.queries.resting import (
    decisions_on,
    decisions_on_look,
    person_of,
    signatures_proven_by,
    statements_proven_by,
)
from training.queries.review_tasks import named_by
from training.views.access import desk_page
from training.views.my.profile import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def evidence(request, pk: int):
    """Void accepted evidence."""
    rows = Evidence.objects.visible_to(request.user).select_related("practitioner__user")
    row = get_object_or_404(rows, pk=pk)
    about = {
        "person": row.practitioner,
        "title": row.title,
        "what": f"{row.get_kind_display()} of {long_date(row.happened_on)}",
        "verdict": may_void(request.user, row, request.today),
        "named": named(decisions_on(row.practitioner, {(row.kind, str(row.pk))})),
        "back": reverse("desk:evidence_item", args=[pk]),
    }
    return answered(request, about, lambda **given: void(evidence=row, **given))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def check(request, pk: int):
    """Void a look that was entered in error."""
    rows = LicenseCheck.entered.filter(license__in=License.objects.visible_to(request.user))
    row = get_object_or_404(rows.select_related("license__practitioner__user", "license__jurisdiction"), pk=pk)
    about = {
        "person": row.license.practitioner,
        "title": f"Check of {long_date(row.checked_on)}",
        "what": f"{row.license}, as {row.source} showed it",
        "verdict": may_void_check(request.user, row, request.today),
        **resting(request.user, row),
        "back": reverse("desk:check_new", args=[row.license_id]),
    }
    return answered(request, about, lambda **given: void_check(check=row, **given))


def resting(user, look: LicenseCheck) -> dict:
    """What rests on a look: in words where it is about people whom the reader sees, of anybody else the number."""
    signed = [*signatures_proven_by(look), *statements_proven_by(look)]
    people = Practitioner.objects.visible_to(user).filter(pk__in={person_of(row).pk for row in signed})
    seen = set(people.values_list("pk", flat=True))
    mine = [row for row in signed if person_of(row).pk in seen]
    return {"named": named(decisions_on_look(look), mine), "unseen": len(signed) - len(mine)}


def named(*groups: list) -> list:
    """What rests on it, in words."""
    return named_by(ReviewTask(rests_on=[each for rows in groups for each in rests(rows)]))


def answered(request, about: dict, act):
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(by=request.user, now=request.now, today=request.today, **form.cleaned_data)
            messages.success(request, "Void. It counts for nothing from now on, and stays on record.")
            return redirect(about["back"])
        except Refused as refused:
            refuse(form, refused)
    return render(request, "training/desk/void.html", {**about, "form": form}, status=status_of(form))
