"""People who signed up and ask to join."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from training.actions import Refused
from training.actions.joining import admit, decline, link
from training.filters.desk import JoiningFilter
from training.forms.joining import JoinDecisionForm
from training.models import JoinRequest, Practitioner
from training.permissions import is_administrator
from training.queries.matches import likely_matches
from training.queries.queues import people_asking
from training.views.access import desk_page
from training.views.paging import page_of
from training.views.posting import posted_from

PER_PAGE = 20


@require_safe
@desk_page
def queue(request):
    return show(request)


def show(request, refused: dict | None = None, status: int = 200):
    """The requests with likely matches; `refused` holds the form of the request that was not decided."""
    rows = people_asking(request.user).select_related("practitioner__user", "clinic")
    filterset = JoiningFilter(request.GET, rows, user=request.user, day=request.today)
    page = page_of(request, filterset.qs, PER_PAGE)
    matches = likely_matches([row.practitioner for row in page], request.user)
    items = [
        (row, matches[row.practitioner_id], (refused or {}).get(row.pk) or JoinDecisionForm(prefix=str(row.pk)))
        for row in page
    ]
    context = {"filterset": filterset, "page_obj": page, "items": items}
    return render(request, "training/desk/joining.html", context, status=status)


@posted_from("desk:joining", keeps_pk=False)
@desk_page
def decide(request, pk: int):
    row = find(request, pk)
    form = JoinDecisionForm(request.POST, prefix=str(pk))
    if not form.is_valid():
        return show(request, {pk: form})
    try:
        words = carry_out(request, row, form.cleaned_data)
    except Refused as refused:
        if refused.field in form.fields:
            form.add_error(refused.field, str(refused))
            return show(request, {pk: form})
        messages.error(request, str(refused))
        return redirect("desk:joining")
    messages.success(request, words)
    return redirect("desk:joining")


def find(request, pk: int) -> JoinRequest:
    """A request to a clinic of this manager, decided ones too: a second click finds them."""
    rows = JoinRequest.objects.select_related("practitioner__user", "clinic")
    if not is_administrator(request.user):
        rows = rows.filter(clinic__manager_rows__user=request.user)
    return get_object_or_404(rows, pk=pk)


def carry_out(request, row: JoinRequest, data: dict) -> str:
    name = str(row.practitioner)
    if data["decision"] == "decline":
        decline(by=request.user, request=row, comment=data["comment"], now=request.now)
        return f"Declined: {name}. They are told why."
    if data["decision"] == "link":
        older = record(request, data["record"])
        person = link(by=request.user, request=row, to=older, now=request.now, today=request.today)
        return f"The login of {name} now belongs to the record of {person}."
    admit(by=request.user, request=row, now=request.now, today=request.today)
    return f"{name} is on record and works at {row.clinic}."


def record(request, pk: int | None) -> Practitioner:
    found = Practitioner.objects.visible_to(request.user).filter(pk=pk or 0).first()
    if found is None:
        raise Http404
    return found
