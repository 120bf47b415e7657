"""Adverse events at the desk. What happened is shown only after an opening, and each opening is on the audit record."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from training.actions import Refused
from training.actions import adverse as actions
from training.filters.adverse import AdverseFilter
from training.forms.adverse import ReportForm
from training.models import AdverseEvent, AdverseState, ClosedAs
from training.queries.adverse import handled_by, in_order, timer
from training.views.access import desk_page
from training.views.adverse import as_csv, as_json, event_context, exported, newest, printed, reported
from training.views.my.profile import status_of
from training.views.paging import page_of

OPENED, OPEN_FOR = "adverse_opened", timedelta(minutes=15)


def found(request, pk: int) -> AdverseEvent:
    event = newest(handled_by(request.user), pk)
    if event is None:
        raise Http404
    return event


@require_safe
@desk_page
def queue(request):
    """Overdue first; who and where, never what."""
    rows = in_order(handled_by(request.user).current()).select_related("practitioner", "clinic")
    filterset = AdverseFilter(request.GET, rows, user=request.user, day=request.today)
    shown = page_of(request, filterset.qs)
    events = [(row, timer(row, request.today)) for row in shown]
    return render(request, "training/desk/adverse.html", {"filterset": filterset, "page_obj": shown, "events": events})


def is_open(request, event: AdverseEvent) -> bool:
    """Whether this sign-in opened it within the last quarter of an hour."""
    opened = request.session.get(OPENED, {}).get(str(event.first_pk))
    return bool(opened) and request.now - datetime.fromisoformat(opened) < OPEN_FOR


@require_safe
@desk_page
def item(request, pk: int):
    event = found(request, pk)
    if event.pk != pk:
        return redirect("desk:adverse_event", pk=event.pk)
    if not is_open(request, event):
        context = {"event": event, "timer": timer(event, request.today), "minutes": OPEN_FOR.seconds // 60}
        return render(request, "training/desk/adverse_door.html", context)
    return with_form(request, event, ReportForm(initial={"reported_on": request.today}))


def with_form(request, event, form):
    ways = [(value, ClosedAs(value).label) for value in actions.ways_to_close(event)]
    extra = {"form": form, "may_report": event.state == AdverseState.OPEN, "ways": ways}
    context = event_context(request, event) | extra
    return render(request, "training/desk/adverse_event.html", context, status=status_of(form))


@require_POST
@desk_page
def open_one(request, pk: int):
    """Open the event for a quarter of an hour. The opening is written down first."""
    event = found(request, pk)
    actions.open_for_manager(by=request.user, event=event, now=request.now)
    opened = request.session.get(OPENED, {})
    request.session[OPENED] = opened | {str(event.first_pk): request.now.isoformat()}
    return redirect("desk:adverse_event", pk=event.pk)


def when_open(view):
    """A page or act that shows what happened: only while it is open, else the door."""

    def page(request, pk: int):
        event = found(request, pk)
        return view(request, event) if is_open(request, event) else redirect("desk:adverse_event", pk=event.pk)

    return page


@require_POST
@desk_page
@when_open
def report(request, event):
    form = ReportForm(request.POST)
    if not reported(request, event, form):
        return with_form(request, event, form)
    messages.success(request, "Written down as reported.")
    return redirect("desk:adverse_event", pk=event.pk)


@require_POST
@desk_page
@when_open
def close(request, event):
    try:
        actions.close(by=request.user, event=event, closed_as=request.POST.get("closed_as", ""), now=request.now)
        messages.success(request, "Closed. It stays on record.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:adverse_event", pk=event.pk)


@require_safe
@desk_page
@when_open
def print_page(request, event):
    return printed(request, event, reverse("desk:adverse_event", args=[event.pk]))


@require_POST
@desk_page
@when_open
def csv(request, event):
    return exported(request, event, as_csv)


@require_POST
@desk_page
@when_open
def json(request, event):
    return exported(request, event, as_json)
