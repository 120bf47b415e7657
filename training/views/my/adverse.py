"""A person's own adverse events: record one, see the days left, correct it, write down the report."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from training.actions import Refused
from training.actions import adverse as actions
from training.forms.adverse import AdverseForm, ReportForm, said_in
from training.forms.parts import refuse
from training.keys import key_in
from training.models import AdverseEvent, AdverseState
from training.queries.adverse import in_order, own, timer
from training.views.adverse import as_csv, as_json, event_context, exported, newest, printed, reported
from training.views.my.profile import status_of
from training.views.person import for_practitioner


def found(request, pk: int) -> AdverseEvent:
    event = newest(own(request.practitioner), pk)
    if event is None:
        raise Http404
    return event


@for_practitioner
@require_safe
def index(request):
    """The person's events, what is open first."""
    rows = in_order(own(request.practitioner).current()).select_related("clinic")
    context = {"events": [(row, timer(row, request.today)) for row in rows], "may_record": may_record(request)}
    return render(request, "training/my/adverse.html", context)


def may_record(request) -> bool:
    """Where somebody works nowhere on record there is no manager to read it."""
    return request.practitioner.assignments.exists()


@for_practitioner
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Record an event; `?session=` begins with what that session says."""
    if not may_record(request):
        return render(request, "training/my/adverse_not_yet.html", status=403 if request.method == "POST" else 200)
    if request.method != "POST":
        form = AdverseForm(initial=initial(request), practitioner=request.practitioner, now=request.now)
        return shown(request, form)
    form = AdverseForm(request.POST, practitioner=request.practitioner, now=request.now)
    if form.is_valid():
        page = page_key(request)
        given = {"practitioner": request.practitioner, "values": form.values, "answers": form.answers, "page": page}
        try:
            event = actions.add(by=request.user, now=request.now, **given)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "Recorded. It changes nothing about where you may practice.")
            return redirect("my:adverse_event", pk=event.pk)
    return shown(request, form)


def page_key(request) -> UUID | None:
    try:
        return UUID(request.POST.get("page", ""))
    except ValueError:
        return None


def initial(request) -> dict:
    """Today and the person's clinic, or the day, the place and the grade of a session of theirs."""
    here = request.practitioner.assignments.filter(ends_on=None).values_list("clinic", flat=True)
    values = {"happened_on": request.today, "noticed_on": request.today, "clinic": here.first()}
    key = key_in(request.GET.get("session", ""))
    session = request.practitioner.sessions.filter(pk=key).first() if key else None
    if session is None:
        return values
    told = {"session": session, "happened_on": session.happened_on, "regions": session.regions}
    told |= {"noticed_on": session.happened_on, "grade": session.adverse_grade}
    return values | told | ({"clinic": session.clinic_id} if session.clinic_id else {})


def shown(request, form, event=None):
    context = {"form": form, "event": event, "page": page_key(request) or uuid4()}
    return render(request, "training/my/adverse_form.html", context, status=status_of(form))


@for_practitioner
@require_safe
def item(request, pk):
    event = found(request, pk)
    if event.pk != pk:
        return redirect("my:adverse_event", pk=event.pk)
    return with_form(request, event, ReportForm(initial={"reported_on": request.today, "reporter": "therapist"}))


def with_form(request, event, form):
    context = event_context(request, event) | {"form": form, "may_report": event.state == AdverseState.OPEN}
    return render(request, "training/my/adverse_event.html", context, status=status_of(form))


@for_practitioner
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, pk):
    """A new version with everything on one page; the old one stays on record."""
    event = found(request, pk)
    asked = {"practitioner": request.practitioner, "now": request.now}
    if request.method != "POST":
        return shown(request, AdverseForm(initial=said_in(event), **asked), event)
    form = AdverseForm(request.POST, **asked)
    if form.is_valid():
        try:
            given = {"values": form.values, "answers": form.answers}
            new = actions.correct(by=request.user, event=event, now=request.now, **given)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "Corrected. The earlier version stays on record.")
            return redirect("my:adverse_event", pk=new.pk)
    return shown(request, form, event)


@for_practitioner
@require_POST
def report(request, pk):
    """Write down that the board was told."""
    event, form = found(request, pk), ReportForm(request.POST)
    if not reported(request, event, form):
        return with_form(request, event, form)
    messages.success(request, "Written down. Your manager closes it.")
    return redirect("my:adverse_event", pk=event.pk)


@for_practitioner
@require_safe
def print_page(request, pk):
    event = found(request, pk)
    return printed(request, event, reverse("my:adverse_event", args=[event.pk]))


@for_practitioner
@require_POST
def csv(request, pk):
    return exported(request, found(request, pk), as_csv)


@for_practitioner
@require_POST
def json(request, pk):
    return exported(request, found(request, pk), as_json)
