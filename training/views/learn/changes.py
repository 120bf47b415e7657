"""What changed in a module since its reader completed it: the notes, the lessons to read, one word of confirmation."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from training.actions import Refused
from training.actions.reattestation import attest
from training.evaluation.dates import long_date
from training.framing import open_frames
from training.models import Module, Reattestation
from training.queries.changed import Changed, last_ended, waiting, what_changed
from training.queries.organization import today as day_of
from training.views.person import for_practitioner


def asked_of(request, key) -> Changed | None:
    """What the reader is asked to read in this module; 404 where nobody ever asked them."""
    found = waiting(request.practitioner, module__key=key)
    if found:
        return what_changed(found[0])
    module = get_object_or_404(Module, key=key)
    ended = last_ended(request.practitioner, module)
    if ended is None:
        raise Http404
    messages.info(request, f"Nothing is left to read here. {ended.get_closed_display()}, {day_words(ended)}.")
    return None


def day_words(ended: Reattestation) -> str:
    return long_date(day_of(ended.closed_at))


@for_practitioner
@require_safe
def changes(request, key):
    """The notes of every material change, which lessons changed, and the words to confirm."""
    found = asked_of(request, key)
    if found is None:
        return redirect("learn:module", key=key)
    return render(request, "training/learn/changes.html", {"changed": found})


@for_practitioner
@require_safe
def lesson(request, key, number):
    """A lesson that changed, as it is today, whichever revision the reader may be playing."""
    found = asked_of(request, key)
    place = found and found.place_of(number)
    if place is None:
        return redirect("learn:changes", key=key)
    here = found.lessons[place]
    context = {"changed": found, "lesson": here, "place": place + 1, "then": found.lessons[place + 1 : place + 2]}
    return open_frames(render(request, "training/learn/changed_lesson.html", context), here.get("frames", []))


@for_practitioner
@require_POST
def confirm(request, key, pk):
    """The reader's word. A second click says the same."""
    mine = Reattestation.objects.filter(practitioner=request.practitioner, module__key=key)
    asked = get_object_or_404(mine.select_related("practitioner", "publication__revision", "module__current"), pk=pk)
    try:
        words = what_changed(asked).statement if asked.module.current_id else ""
        attest(by=request.user, asked=asked, statement=words, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("learn:changes", key=key)
    messages.success(request, "Thank you. It is noted that you read what changed. Your completion stays as it was.")
    return redirect("learn:module", key=key)
