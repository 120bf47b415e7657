"""A supervisor's own log of supervision: what they signed, in numbers and for a spreadsheet."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.filters.supervise import LogFilter
from training.permissions import record_of
from training.queries.supervision_log import HEAD, as_rows, supervised, totals
from training.views.access import supervisor_page
from training.views.csv import download
from training.views.paging import page_of


def chosen(request) -> LogFilter:
    supervisor = record_of(request.user)
    return LogFilter(request.GET, supervised(supervisor), supervisor=supervisor)


@require_safe
@supervisor_page
def log(request):
    """Totals and entries of the period asked for."""
    filterset = chosen(request)
    context = {"filterset": filterset, "totals": totals(filterset.qs), "page_obj": page_of(request, filterset.qs)}
    return render(request, "training/supervise/log.html", context)


@require_safe
@supervisor_page
def csv(request):
    """The same entries as a file."""
    return download(f"supervision-log-{request.today.isoformat()}.csv", HEAD, as_rows(chosen(request).qs))
