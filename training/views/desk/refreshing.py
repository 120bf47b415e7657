"""How far the rebuilds of stored answers are."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseStopPolling

from training.queries.stale import refreshes
from training.views.access import desk_page


@require_safe
@desk_page
def progress(request) -> HttpResponse:
    """What is being brought up to date; a page that watches it stops once nothing is."""
    if not request.htmx:
        return redirect("desk:today")
    jobs = refreshes()
    shown = render(request, "training/desk/_refreshing.html", {"refreshes": jobs})
    return shown if any(not job.gave_up for job in jobs) else HttpResponseStopPolling(shown.content)
