"""What waits for a decision: renewals that people submitted, and those who are ready for a first award."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.filters.desk import ReadyFilter, RenewalFilter
from training.queries.queues import ready, renewals_waiting
from training.views.access import desk_page
from training.views.paging import page_of


@require_safe
@desk_page
def renewals(request):
    rows = renewals_waiting(request.user, request.today).select_related("practitioner", "scheme", "cycle")
    rows = rows.prefetch_related("cycle__acts")
    filterset = RenewalFilter(request.GET, rows, user=request.user, day=request.today)
    context = {"filterset": filterset, "page_obj": page_of(request, filterset.qs)}
    return render(request, "training/desk/renewals.html", context)


@require_safe
@desk_page
def waiting_for_award(request):
    rows = ready(request.user, request.today).select_related("practitioner", "scheme")
    filterset = ReadyFilter(request.GET, rows, user=request.user, day=request.today)
    context = {"filterset": filterset, "page_obj": page_of(request, filterset.qs)}
    return render(request, "training/desk/ready.html", context)
