"""A module and its lessons, from the frozen revision that the person plays."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from training.actions import learning
from training.framing import open_frames
from training.models import Competency, Module
from training.queries.changed import notes_since, waiting
from training.queries.curricula import belongings
from training.queries.errata import to_read, to_try_again, unread
from training.queries.my_facts import MyFacts
from training.queries.progress import Progress
from training.queries.toward import InPlay
from training.views.person import for_practitioner


def played(request, key) -> Progress:
    """The module as this person plays it; 404 where it neither is offered nor was begun."""
    module = get_object_or_404(Module.objects.select_related("current"), key=key)
    found = learning.progress_now(practitioner=request.practitioner, module=module, now=request.now)
    if found is None:
        raise Http404
    return found


@for_practitioner
@require_safe
def module(request, key):
    """What the module holds, what it counts for, and where to go on."""
    found = played(request, key)
    words = dict(Competency.choices)
    corrected = unread(request.practitioner, found.module)
    asked = next(iter(waiting(request.practitioner, module=found.module)), None)
    context = {
        "progress": found,
        "revision": found.revision,
        "competencies": [words.get(each, each) for each in found.revision.competencies],
        "minutes": sum(lesson.get("minutes") or 0 for lesson in found.revision.lessons),
        "toward": InPlay(MyFacts(request.practitioner), request.today).of_module(found.module, found.revision),
        "asked": asked,
        "notes": notes_since(asked) if asked else [],
        "corrected": [*to_read(corrected), *to_try_again(corrected)],
        "belongings": belongings(found.module),
        "results": found.module.attempts.filter(practitioner=request.practitioner, submitted_at__isnull=False),
    }
    return render(request, "training/learn/module.html", context)


@for_practitioner
@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request, key, number):
    """One lesson. Going on from it marks it as read."""
    found = played(request, key)
    if not 1 <= number <= len(found.lessons):
        raise Http404
    here = found.lessons[number - 1]
    if request.method == "POST":
        return go_on(request, found, here)
    context = {
        "progress": found,
        "revision": found.revision,
        "lesson": here,
        "before": number - 1,
        "is_last": number == len(found.lessons),
    }
    return open_frames(render(request, "training/learn/lesson.html", context), here.get("frames", []))


def go_on(request, found: Progress, here: dict):
    learning.read_lesson(
        by=request.user,
        practitioner=request.practitioner,
        revision=found.revision,
        lesson=here["id"],
        now=request.now,
    )
    key, number = found.module.key, here["number"]
    if number < len(found.lessons):
        return redirect("learn:lesson", key=key, number=number + 1)
    return redirect("learn:quiz", key=key)
