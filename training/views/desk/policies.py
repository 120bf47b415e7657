"""House policy at the desk: a page to read one before it is adopted, to end it, and to draft what comes after it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from training.actions import Refused
from training.actions import house_policy as actions
from training.evaluation.dates import long_date
from training.forms.house_policy import EndForm
from training.forms.parts import refuse
from training.models import HousePolicy
from training.permissions import may_adopt
from training.queries import desk_rules
from training.queries.code_names import CodeNames
from training.queries.house_policy import asked_before, people_in_play, places_with_rules
from training.views.desk.schemes import shown_policy


@login_required
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """What it asks for, of how many people: a draft with the button that adopts it, an adopted one with its end."""
    may_adopt(request.user).enforce()
    policy = found(pk)
    form = EndForm(policy=policy, today=request.today) if policy.adopted_at else None
    return render(request, "training/desk/policy.html", about(request, policy, form))


def found(pk: int) -> HousePolicy:
    return get_object_or_404(desk_rules.all_policies().select_related("adopted_by", "replaces"), pk=pk)


def about(request: HttpRequest, policy: HousePolicy, form: EndForm | None) -> dict:
    return {
        "shown": shown_policy(policy, CodeNames()),
        "policy": policy,
        "people": people_in_play(policy),
        "places": places_with_rules(policy),
        "asked": asked_before(policy, request.user).first(),
        "form": form,
        "successors": policy.successors.all(),
    }


@login_required
@require_POST
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    may_adopt(request.user).enforce()
    policy = get_object_or_404(HousePolicy, pk=pk)
    try:
        seen = request.POST.get("seen_digest", "")
        actions.adopt_house_policy(by=request.user, policy=policy, now=request.now, seen=seen)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Adopted. It joins every rule it names from its first day on.")
    return redirect("desk:policy", pk)


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    may_adopt(request.user).enforce()
    policy = found(pk)
    form = EndForm(request.POST, policy=policy, today=request.today)
    if form.is_valid():
        day = form.cleaned_data["last_day"]
        try:
            actions.end_house_policy(by=request.user, policy=policy, last_day=day, now=request.now)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"Its last day is {long_date(day)}. From the next day on nobody is asked for it.")
            return redirect("desk:policy", pk)
    return render(request, "training/desk/policy.html", about(request, policy, form if policy.adopted_at else None))


@login_required
@require_POST
def draft_next(request: HttpRequest, pk: int) -> HttpResponse:
    may_adopt(request.user).enforce()
    policy = get_object_or_404(HousePolicy, pk=pk)
    try:
        draft = actions.draft_next_policy(by=request.user, policy=policy, now=request.now, today=request.today)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:policy", pk)
    return redirect("desk:policy", draft.pk)
