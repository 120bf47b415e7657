"""Who answers for which clinics: administrators appoint and dismiss compliance managers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from training.actions import Refused
from training.actions.managers import appoint, dismiss
from training.forms.managers import AppointForm
from training.forms.parts import refuse
from training.keys import key_in
from training.models import Clinic
from training.queries.managers import managers, without_manager
from training.views.access import administrator_page
from training.views.posting import posted_from


@require_http_methods(["GET", "HEAD", "POST"])
@administrator_page
def index(request):
    """All managers with their clinics, and the form that appoints one."""
    form = AppointForm(request.POST or None, today=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            user = appoint(by=request.user, now=request.now, today=request.today, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"{user} is a compliance manager. A letter goes to {user.email}.")
            return redirect("desk:managers")
    context = {"form": form, "managers": managers(), "without": without_manager(request.today)}
    return render(request, "training/desk/managers.html", context, status=422 if form.errors else 200)


@posted_from("desk:managers", keeps_pk=False)
@administrator_page
def dismiss_one(request, pk: int):
    """From one clinic (`clinic`), or from all."""
    user = get_object_or_404(managers(), pk=pk)
    number = request.POST.get("clinic", "")
    clinic = get_object_or_404(Clinic, pk=key_in(number)) if number else None
    dismiss(by=request.user, user=user, clinic=clinic, now=request.now)
    where = f"for {clinic}" if clinic else "for any clinic"
    messages.success(request, f"{user} no longer answers {where}. What they decided stays.")
    return redirect("desk:managers")
