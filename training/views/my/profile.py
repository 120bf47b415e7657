"""The person's own record: made after sign-up, changed later; asking a clinic to admit them."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from training.actions import Refused
from training.actions import profile as actions
from training.forms.parts import refuse
from training.forms.profile import JoinForm, NewRecordForm, OwnRecordForm
from training.models import JoinRequest
from training.permissions import record_of
from training.views.person import signed_in

UNCONFIRMED = "Saved. Tick the box below the name if it is exactly as on your license: nothing is printed before."


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    """First visit: make the record. Later: change it, or ask another clinic."""
    person = record_of(request.user)
    if person is None:
        return new_record(request)
    if request.method == "POST" and "join" in request.POST:
        return ask(request, person)
    return own_record(request, person)


def new_record(request):
    form = NewRecordForm(request.POST or None, today=request.today)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("full_name", "sort_name", "profession", "phone", "clinic")}
        actions.create(by=request.user, now=request.now, **values)
        messages.success(request, f"Your record is made. A manager of {values['clinic']} admits you next.")
        return redirect("my:standing")
    return render(request, "training/my/profile_new.html", {"form": form}, status=status_of(form))


def own_record(request, person):
    form = OwnRecordForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        saved = save(request, person, form.cleaned_data)
        messages.success(request, "Saved." if saved.name_confirmed_at else UNCONFIRMED)
        return redirect("my:profile")
    return shown(request, person, form, JoinForm(today=request.today, person=person))


@transaction.atomic
def save(request, person, values: dict):
    """What was changed, and the word on the name: both or neither."""
    by, now = request.user, request.now
    saved = actions.update(by=by, practitioner=person, values=values, now=now, today=request.today)
    return actions.confirm_name(by=by, practitioner=saved, now=now) if values.get("confirmed") else saved


def ask(request, person):
    """Ask a clinic's managers; while one has not answered, no other is asked."""
    join = JoinForm(request.POST, today=request.today, person=person)
    if join.is_valid():
        try:
            clinic = join.cleaned_data["clinic"]
            actions.ask_to_join(by=request.user, practitioner=person, clinic=clinic, now=request.now)
            messages.success(request, f"Asked. A manager of {clinic} decides.")
            return redirect("my:profile")
        except Refused as refused:
            refuse(join, refused)
    return shown(request, person, OwnRecordForm(person=person), join)


def shown(request, person, form, join):
    requests = list(person.join_requests.select_related("clinic"))
    here = person.assignments.select_related("clinic__jurisdiction").order_by("-starts_on")
    context = {
        "form": form,
        "join": join,
        "person": person,
        "waiting": next((each for each in requests if each.outcome == JoinRequest.Outcome.WAITING), None),
        "last": requests[-1] if requests else None,
        "assignments": here,
        "former_names": person.former_names.all(),
    }
    return render(request, "training/my/profile.html", context, status=status_of(form, join))


def status_of(*forms) -> int:
    """422 where something has to be mended, so that HTMX and tests see it; browsers show the page all the same."""
    return 422 if any(form.is_bound and form.errors for form in forms) else 200
