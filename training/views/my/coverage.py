"""What my sessions cover, and what the next one should."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.permissions import may_take_part
from training.views.coverage import covered
from training.views.person import for_practitioner


@for_practitioner
@require_safe
def coverage(request):
    """Of the person who reads."""
    context = covered(request, request.practitioner) | {"may_log": may_take_part(request.practitioner)}
    return render(request, "training/my/coverage.html", context)
