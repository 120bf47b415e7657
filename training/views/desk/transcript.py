"""The transcript of somebody in a manager's care."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from training.views import transcript as transcripts
from training.views.access import desk_page
from training.views.desk.practitioner import find


@require_safe
@desk_page
def page(request, pk: int):
    return render(request, "training/desk/transcript.html", transcripts.page_context(request, find(request, pk)))


@require_safe
@desk_page
def csv(request, pk: int):
    return transcripts.csv(request, find(request, pk), reverse("desk:transcript", args=[pk]))
