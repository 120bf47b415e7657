"""Papers that people may still file in time, the nearest last day first."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.filters.desk import FilingFilter
from training.queries import filings_due
from training.queries.queues import filings_to_come
from training.views.access import desk_page
from training.views.paging import page_of


@require_safe
@desk_page
def page(request):
    rows = filings_to_come(request.user, request.today).select_related("practitioner", "jurisdiction")
    filterset = FilingFilter(request.GET, rows, user=request.user, day=request.today)
    shown = page_of(request, filterset.qs)
    lines = filings_due.limited_lines(request.today)
    context = {"filterset": filterset, "page_obj": shown, "filings": list(filings_due.told(shown, lines))}
    return render(request, "training/desk/filings.html", context)
