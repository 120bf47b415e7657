"""The quiz: begin, answer, hand in, read the result. No page holds the key before the answers are in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from training.actions import Refused, learning
from training.models import Attempt
from training.views.learn.modules import played
from training.views.person import for_practitioner


def own(request):
    return Attempt.objects.filter(practitioner=request.practitioner).select_related("revision", "module")


def open_attempt(request, key) -> Attempt | None:
    return own(request).filter(module__key=key, submitted_at=None).first()


@for_practitioner
@require_safe
def quiz(request, key):
    """The open try, or the page that begins one."""
    found = played(request, key)
    if found.open_attempt is None:
        return render(request, "training/learn/quiz_start.html", {"progress": found, "revision": found.revision})
    return shown(request, found, {})


def shown(request, found, errors: dict, status=200):
    attempt = found.open_attempt
    given = {row.question: row.chosen for row in attempt.answers.all()}
    context = {
        "progress": found,
        "revision": attempt.revision,
        "attempt": attempt,
        "questions": [asked(each, given, errors) for each in in_order(attempt)],
        "answered": len(given),
        "errors": errors,
    }
    return render(request, "training/learn/quiz.html", context, status=status)


def in_order(attempt: Attempt) -> list[dict]:
    questions = {question["id"]: question for question in attempt.revision.questions}
    return [questions[id] for id in attempt.questions]


def asked(question: dict, given: dict, errors: dict) -> dict:
    """A question as it is shown: never the answer, the feedback or the reference."""
    chosen = given.get(question["id"], [])
    return {
        "id": question["id"],
        "name": f"q-{question['id']}",
        "text": question["text"],
        "several": question["kind"] == "multiple",
        "options": [option | {"on": option["id"] in chosen} for option in question["options"]],
        "saved": bool(chosen),
        "error": errors.get(question["id"], ""),
    }


@for_practitioner
@require_POST
def start(request, key):
    """Begin, or go on with the try that is open."""
    found = played(request, key)
    try:
        learning.start(by=request.user, practitioner=request.practitioner, module=found.module, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("learn:quiz", key=key)


def chosen_in(request, attempt: Attempt) -> dict[str, list[str]]:
    """What the form says about each question of the try; one without a choice is left as it was."""
    given = {id: request.POST.getlist(f"q-{id}") for id in attempt.questions}
    return {id: options for id, options in given.items() if options}


@for_practitioner
@require_POST
def answer(request, key):
    """Save what was chosen: one question at a time by HTMX, all at once by a plain form."""
    attempt = open_attempt(request, key)
    if attempt is None:
        return closed(request, key)
    chosen = chosen_in(request, attempt)
    changed = request.POST.get("changed")
    if changed in attempt.questions:
        chosen.setdefault(changed, [])
    try:
        learning.answer(by=request.user, attempt=attempt, chosen=chosen, now=request.now)
    except Refused as refused:
        return not_saved(request, key, str(refused))
    if request.htmx:
        return render(request, "training/learn/_saved.html", {"saved": bool(chosen.get(changed))})
    messages.success(request, "Answers saved.")
    return redirect("learn:quiz", key=key)


def closed(request, key):
    """The try was handed in meanwhile, perhaps in another window."""
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return redirect("learn:quiz", key=key)


def not_saved(request, key, sentence: str):
    if request.htmx:
        return render(request, "training/learn/_saved.html", {"error": sentence})
    messages.error(request, sentence)
    return redirect("learn:quiz", key=key)


@for_practitioner
@require_POST
def submit(request, key):
    """Save what the form holds, then grade it. A second click leads to the same result."""
    attempt = open_attempt(request, key)
    if attempt is None:
        last = own(request).filter(module__key=key).order_by("number").last()
        return redirect("learn:result", pk=last.pk) if last else redirect("learn:quiz", key=key)
    try:
        learning.answer(by=request.user, attempt=attempt, chosen=chosen_in(request, attempt), now=request.now)
        learning.submit(by=request.user, attempt=attempt, now=request.now, today=request.today)
    except Refused as refused:
        return unfinished(request, key, attempt, refused)
    return redirect("learn:result", pk=attempt.pk)


def unfinished(request, key, attempt: Attempt, refused: Refused):
    """Show the quiz again with a sentence beside every question that has no answer."""
    found = played(request, key)
    if found.open_attempt is None:
        return redirect("learn:result", pk=attempt.pk)
    given = set(attempt.answers.exclude(chosen=[]).values_list("question", flat=True))
    errors = {id: "Choose an answer." for id in attempt.questions if id not in given}
    return shown(request, found, errors or {refused.field: str(refused)}, status=422)


@for_practitioner
@require_safe
def result(request, pk):
    """What was right, what was wrong and where to read it. The key is shown with a pass only: a try may follow."""
    attempt = get_object_or_404(own(request), pk=pk)
    if attempt.submitted_at is None:
        return redirect("learn:quiz", key=attempt.module.key)
    found = played(request, attempt.module.key)
    given = {row.question: row.chosen for row in attempt.answers.all()}
    questions = [graded(each, given.get(each["id"], []), attempt.passed) for each in in_order(attempt)]
    context = {
        "attempt": attempt,
        "revision": attempt.revision,
        "progress": found,
        "questions": sorted(questions, key=lambda each: each["right"]),
        "completion": getattr(attempt, "completion", None),
        "wrong": sum(not each["right"] for each in questions),
    }
    return render(request, "training/learn/result.html", context)


def graded(question: dict, chosen: list[str], passed: bool) -> dict:
    """Each option judged on its own; those not chosen are shown with a pass only, so that the key stays hidden."""
    key = set(question["answer"])
    options = [
        option | {"on": on, "good": good, "shown": on or (passed and good)}
        for option in question["options"]
        for on, good in [(option["id"] in chosen, option["id"] in key)]
    ]
    return {
        "text": question["text"],
        "right": set(chosen) == key,
        "partial": bool(chosen) and set(chosen) < key,
        "options": options,
        "feedback": question.get("feedback", ""),
        "reference": question.get("reference", ""),
    }
