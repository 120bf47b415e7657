"""To look at again: requests to void that wait for a second person, and what rests on something void."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from training.actions import Refused
from training.actions.look_again import close
from training.forms.parts import refuse
from training.forms.voiding import CloseForm
from training.models import ReviewTask
from training.permissions import may_manage
from training.queries.review_tasks import ABOUT, cause_of, named_by, open_tasks, reason_of
from training.queries.voiding import to_decide
from training.views.access import desk_page
from training.views.my.profile import status_of
from training.views.paging import page_of
from training.views.posting import posted_from


@require_safe
@desk_page
def queue(request):
    voids = to_decide(request.user, request.today).select_related("practitioner", "session", "asked_by__practitioner")
    context = {
        "voids": voids,
        "page_obj": page_of(request, open_tasks(request.user, request.today).select_related(*ABOUT)),
    }
    return render(request, "training/desk/reviews.html", context)


def find(request, pk: int) -> ReviewTask:
    rows = ReviewTask.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related(*ABOUT, "practitioner__user", "closed_by__practitioner"), pk=pk)


@require_safe
@desk_page
def item(request, pk: int):
    return show(request, find(request, pk), CloseForm())


def show(request, task: ReviewTask, form: CloseForm):
    context = {
        "task": task,
        "cause": cause_of(task, request.user),
        "reason": reason_of(task),
        "named": named_by(task),
        "form": form,
        "verdict": may_manage(request.user, task.practitioner, request.today),
    }
    return render(request, "training/desk/review.html", context, status=status_of(form))


@posted_from("desk:review")
@desk_page
def close_item(request, pk: int):
    """Say what was found and done. The decisions themselves are made on the person's file."""
    task, form = find(request, pk), CloseForm(request.POST)
    if form.is_valid():
        try:
            close(by=request.user, task=task, now=request.now, today=request.today, **form.cleaned_data)
            messages.success(request, "Closed. What you wrote stays on record.")
            return redirect("desk:reviews")
        except Refused as refused:
            refuse(form, refused)
    return show(request, find(request, pk), form)
