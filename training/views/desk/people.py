"""Acts on a person's record: add, invite, assign, admit as supervisor, close."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from training.actions import Refused
from training.actions import assignment as assignments
from training.actions.joining import create_practitioner, invite
from training.forms.assignment import AssignForm, DayForm
from training.forms.joining import InviteForm, NewPractitionerForm
from training.forms.parts import refuse
from training.models import Assignment
from training.views.access import desk_page
from training.views.desk.practitioner import find, show
from training.views.posting import posted_from


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request):
    """Add a record, and mail an invitation if asked."""
    form = NewPractitionerForm(request.POST or None, user=request.user, today=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            person = create(request, dict(form.cleaned_data))
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"{person} is on record.")
            return redirect("desk:practitioner", pk=person.pk)
    return render(request, "training/desk/practitioner_new.html", {"form": form})


@transaction.atomic
def create(request, data: dict):
    wants, email = data.pop("invite"), data["email"]
    data.pop("another")
    person = create_practitioner(by=request.user, now=request.now, **data)
    if wants:
        invite(**acting(request), practitioner=person, email=email)
    return person


@posted_from("desk:practitioner")
@desk_page
def send_invitation(request, pk: int):
    person = find(request, pk)
    form = InviteForm(request.POST)
    if form.is_valid():
        email = form.cleaned_data["email"]
        return attempt(
            request,
            person,
            "invite_form",
            form,
            f"The invitation goes to {email}. It works once, for 14 days.",
            lambda: invite(**acting(request), practitioner=person, email=email),
        )
    return show(request, person, invite_form=form)


@posted_from("desk:practitioner")
@desk_page
def assign(request, pk: int):
    person = find(request, pk)
    form = AssignForm(request.POST, user=request.user, today=request.today)
    if form.is_valid():
        return attempt(
            request,
            person,
            "assign_form",
            form,
            f"{person} works at {form.cleaned_data['clinic']}.",
            lambda: assignments.assign(**acting(request), practitioner=person, **form.cleaned_data),
        )
    return show(request, person, assign_form=form)


@posted_from("desk:practitioner")
@desk_page
def end_assignment(request, pk: int, assignment: int):
    person = find(request, pk)
    row = get_object_or_404(Assignment, pk=assignment, practitioner=person)
    form = DayForm(request.POST)
    if form.is_valid():
        return attempt(
            request,
            person,
            "end_form",
            form,
            f"The last day at {row.clinic} is on record.",
            lambda: assignments.end(**acting(request), assignment=row, ends_on=form.cleaned_data["day"]),
        )
    return show(request, person, end_form=form)


@posted_from("desk:practitioner")
@desk_page
def admit_supervisor(request, pk: int):
    person = find(request, pk)
    return attempt(
        request,
        person,
        None,
        None,
        f"{person} may supervise.",
        lambda: assignments.admit_supervisor(**acting(request), practitioner=person),
    )


@posted_from("desk:practitioner")
@desk_page
def end_supervisor(request, pk: int):
    person = find(request, pk)
    form = DayForm(request.POST)
    if form.is_valid():
        return attempt(
            request,
            person,
            "supervisor_form",
            form,
            f"The last day that {person} may supervise is on record. What is signed stays signed.",
            lambda: assignments.end_supervisor(**acting(request), practitioner=person, on=form.cleaned_data["day"]),
        )
    return show(request, person, supervisor_form=form)


@posted_from("desk:practitioner")
@desk_page
def retire(request, pk: int):
    person = find(request, pk)
    form = DayForm(request.POST)
    if form.is_valid():
        return attempt(
            request,
            person,
            "retire_form",
            form,
            "The record is closed. Everything on it stays.",
            lambda: assignments.retire(**acting(request), practitioner=person, on=form.cleaned_data["day"]),
        )
    return show(request, person, retire_form=form)


def acting(request) -> dict:
    """Who acts, and when."""
    return {"by": request.user, "now": request.now, "today": request.today}


def attempt(request, person, name, form, done: str, act):
    """Act and go back to the file; a refusal stands beside its form, or above the page."""
    try:
        act()
    except Refused as refused:
        if form is None or refused.field is None:
            messages.error(request, str(refused))
            return redirect("desk:practitioner", pk=person.pk)
        field = refused.field if refused.field in form.fields else next(iter(form.fields))
        form.add_error(field, str(refused))
        return show(request, person, **{name: form})
    messages.success(request, done)
    return redirect("desk:practitioner", pk=person.pk)
