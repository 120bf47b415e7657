"""What the sessions of somebody in a manager's care cover."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.views.access import desk_page
from training.views.coverage import covered
from training.views.desk.practitioner import find


@require_safe
@desk_page
def page(request, pk: int):
    return render(request, "training/desk/coverage.html", covered(request, find(request, pk)))
