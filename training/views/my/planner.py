"""Where else may I practice with what I have, and what would a course change?"""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.views.person import for_practitioner
from training.views.planner import planned


@for_practitioner
@require_safe
def planner(request):
    """Every jurisdiction for the person who reads."""
    return render(request, "training/my/planner.html", planned(request, request.practitioner))
