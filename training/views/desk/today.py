"""The desk's first page: what waits, and what ends next."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.queries import queues, setup
from training.queries.stale import refreshes
from training.views.access import desk_page

SHOWN = 8


@require_safe
@desk_page
def today(request):
    steps = setup.steps(request.user)
    lapsing = queues.lapsing(request.user, request.today).select_related("practitioner", "scheme")
    rows = list(lapsing[:SHOWN])
    found = queues.all_queues(request.user, request.today)
    request.counted = queues.by_page(found)  # for the rail
    context = {
        "refreshes": refreshes(),
        "queues": [queue for queue in found if queue.waits],
        "watched": [queue for queue in found if not queue.waits],
        "waiting": queues.total([queue for queue in found if queue.waits]),
        "ends_by": request.today + queues.SOON_LAPSED,
        "steps": [] if all(step.done for step in steps) else steps,
        "steps_done": sum(step.done for step in steps),
        "lapsing": [(row, queues.in_days((row.deadline - request.today).days)) for row in rows],
    }
    return render(request, "training/desk/today.html", context)
