"""Licenses, credits and other evidence in one place."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from training.filters.records import EvidenceFilter, LicenseFilter
from training.models import EvidenceKind
from training.queries.license_ends import READ_WITH
from training.queries.statements import asked_of_person
from training.views import transcript as transcripts
from training.views.person import for_practitioner, page_of

FEW = 3


@for_practitioner
@require_safe
def records(request):
    """What the person has added, with the state of each."""
    person = request.practitioner
    licenses = person.licenses.current()
    filtered = LicenseFilter(
        request.GET,
        queryset=licenses.select_related("jurisdiction", "home").prefetch_related(*READ_WITH, "renewals_filed"),
        request=request,
    )
    evidence = person.evidence.current()
    found = EvidenceFilter(request.GET, queryset=evidence.prefetch_related("lines", "steps", "files"), request=request)
    context = {
        "licenses": filtered,
        "license_rows": list(filtered.qs),
        "has_licenses": licenses.exists(),
        "draw_license_filter": licenses.count() > FEW,
        "filter": found,
        "page_obj": page_of(request, found.qs),
        "has_evidence": evidence.exists(),
        "kinds": EvidenceKind.choices,
        "statements": person.signed_statements.select_related("jurisdiction", "supervisor"),
        "may_ask": bool(asked_of_person(person, request.today)),
    }
    return render(request, "training/my/records.html", context)


@for_practitioner
@require_safe
def transcript(request):
    """Every module and course, and what they come to."""
    return render(request, "training/my/transcript.html", transcripts.page_context(request, request.practitioner))


@for_practitioner
@require_safe
def transcript_csv(request):
    """The same for a spreadsheet."""
    return transcripts.csv(request, request.practitioner, reverse("my:transcript"))
