"""Where else may somebody practice with what they have, and what would a course change?"""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.views.access import desk_page
from training.views.desk.practitioner import find
from training.views.planner import planned


@require_safe
@desk_page
def page(request, pk: int):
    """Every jurisdiction for somebody whom this manager answers for."""
    return render(request, "training/desk/planner.html", planned(request, find(request, pk)))
