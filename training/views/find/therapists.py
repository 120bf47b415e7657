"""The public list of therapists."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.filters.find import TherapistFilter
from training.queries import find

PER_PAGE = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = TherapistFilter(request.GET, queryset=find.therapists(request.today), request=request)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    held = find.certifications([row.practitioner_id for row in rows], request.today)
    limits = find.limits(rows, request.today)
    therapists = [
        (row, held.get(row.practitioner_id, []), limits.get((row.practitioner_id, row.clinic.jurisdiction_id), ""))
        for row in rows
    ]
    context = {"filter": found, "page": page, "therapists": therapists}
    return render(request, "training/find/list.html", context)
