"""The quiz: begin, answer, hand in, read the result. No page holds the key before the answers are in."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from training.actions import Refused, learning
from training.models import Attempt
from training.models.learning import GRACE
from training.queries.errata import to_read, unread
from training.queries.quiz_time import time_allowed
from training.question_kinds import kind_of
from training.views.learn.corrections import corrections
from training.views.learn.modules import played
from training.views.learn.questions import asked, field_of, graded, in_order
from training.views.person import for_practitioner


def own(request):
    return Attempt.objects.filter(practitioner=request.practitioner).select_related("revision", "module")


def last_attempt(request, key) -> Attempt | None:
    return own(request).filter(module__key=key).order_by("number").last()


def open_attempt(request, key) -> Attempt | None:
    """The try that still takes answers; one whose time is up ends here."""
    attempt = own(request).filter(module__key=key, submitted_at=None).first()
    if attempt and attempt.is_over(request.now):
        learning.end_overdue(attempt=attempt, now=request.now)
        return None
    return attempt


@for_practitioner
@require_safe
def quiz(request, key):
    """The open try, or the page that begins one."""
    found = played(request, key)
    return shown(request, found, {}) if found.open_attempt else before(request, found)


def clock(left: timedelta) -> dict:
    """What is left of the time, in words and in seconds, and the seconds that the server waits for the network."""
    return {"left": time_left(left), "seconds": f"{left.total_seconds():.1f}", "grace": GRACE.seconds}


def time_left(length: timedelta) -> timedelta:
    """To the minute, down; to the second in the last two minutes."""
    return length if length < timedelta(minutes=2) else timedelta(minutes=length // timedelta(minutes=1))


def before(request, found):
    """What the quiz asks for, before it begins; and how the last try ended, if the clock ended it."""
    context = {
        "progress": found,
        "revision": found.revision,
        "time": time_allowed(request.practitioner, found.revision, request.today),
        "last": last_attempt(request, found.module.key),
    }
    return render(request, "training/learn/quiz_start.html", context)


def shown(request, found, errors: dict, typed: dict | None = None, status=200):
    """The open try; `errors` and `typed` by question: a sentence, and what was written where it could not be saved."""
    attempt = found.open_attempt
    given = learning.given_to(attempt)
    context = {
        "progress": found,
        "revision": attempt.revision,
        "attempt": attempt,
        "questions": [asked(each, given, errors, typed or {}) for each in in_order(attempt)],
        "answered": len(given),
        **(clock(attempt.due_at - request.now) if attempt.due_at else {}),
        "errors": errors,
    }
    return render(request, "training/learn/quiz.html", context, status=status)


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


def given_in(request, attempt: Attempt) -> dict[str, list[str]]:
    """What the form says about each question of the try; one that it does not mention is left as it was.

    Boxes of which none is ticked send nothing, so the form names the questions that it asked with boxes.
    HTMX sends the whole form and says which question was changed: that one alone is meant, as the others may show what
    another window or device has changed since.
    """
    changed = request.POST.get("changed")
    if request.htmx and changed in attempt.questions:
        return {changed: request.POST.getlist(field_of(changed))}
    names, boxes = {id: field_of(id) for id in attempt.questions}, request.POST.getlist("asked")
    return {id: request.POST.getlist(name) for id, name in names.items() if name in request.POST or id in boxes}


def flaws_of(attempt: Attempt, given: dict[str, list[str]]) -> dict[str, str]:
    """A sentence for each answer that cannot be saved."""
    flaws = {}
    for question in in_order(attempt):
        try:
            kind_of(question).taken(question, given.get(question["id"], []))
        except ValueError as flaw:
            flaws[question["id"]] = str(flaw)
    return flaws


@for_practitioner
@require_POST
def answer(request, key):
    """Save what was chosen: one question at a time by HTMX, all at once by a plain form."""
    attempt = open_attempt(request, key)
    if attempt is None:
        return closed(request, key)
    if is_of_another(request, attempt):
        return outdated(request, key)
    given = given_in(request, attempt)
    flaws = flaws_of(attempt, given)
    try:
        save(request, attempt, given, flaws)
    except Refused as refused:
        return not_saved(request, key, str(refused))
    if request.htmx:
        return render(request, "training/learn/_saved.html", said_of(request.POST.get("changed"), given, flaws))
    if flaws:
        return shown(request, played(request, key), flaws, given, status=422)
    messages.success(request, "Answers saved.")
    return redirect("learn:quiz", key=key)


def save(request, attempt: Attempt, given: dict, flaws: dict) -> None:
    """Save every answer that can be saved."""
    chosen = {id: words for id, words in given.items() if id not in flaws}
    learning.answer(by=request.user, attempt=attempt, chosen=chosen, now=request.now)


def said_of(changed, given: dict, flaws: dict) -> dict:
    """What stands beside the question that was changed."""
    flaw = flaws.get(changed) or next(iter(flaws.values()), "")
    return {"error": flaw} if flaw else {"saved": any(word.strip() for word in given.get(changed, []))}


def closed(request, key):
    """The try was handed in meanwhile, perhaps in another window; or its time is up."""
    last = last_attempt(request, key)
    if last and last.ended_by_the_clock:
        url = resolve_url("learn:result", pk=last.pk)
        return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
    return as_it_is(request, key)


def is_of_another(request, attempt: Attempt) -> bool:
    """Whether the form was made for another try than the one that is open."""
    return request.POST.get("attempt", str(attempt.pk)) != str(attempt.pk)


def outdated(request, key):
    """The page of an earlier try: nothing in it answers the one that is open."""
    messages.error(request, "That page was of an earlier try, so nothing in it was saved. This one is open.")
    return as_it_is(request, key)


def as_it_is(request, key):
    """The page of the quiz, made anew."""
    return HttpResponseClientRefresh() if request.htmx else redirect("learn:quiz", key=key)


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
        last = last_attempt(request, key)
        return redirect("learn:result", pk=last.pk) if last else redirect("learn:quiz", key=key)
    if is_of_another(request, attempt):
        return outdated(request, key)
    given = given_in(request, attempt)
    flaws = flaws_of(attempt, given)
    try:
        save(request, attempt, given, flaws)
        if not flaws:
            learning.submit(by=request.user, attempt=attempt, now=request.now, today=request.today)
            return redirect("learn:result", pk=attempt.pk)
    except Refused as refused:
        flaws = {refused.field: str(refused)} if refused.field else {}
    return unfinished(request, key, attempt, given, flaws)


def unfinished(request, key, attempt: Attempt, given: dict, flaws: dict):
    """Show the quiz again with a sentence beside every question whose answer is missing or cannot be taken."""
    found = played(request, key)
    if found.open_attempt is None:
        return redirect("learn:result", pk=attempt.pk)
    answered = set(attempt.answers.exclude(chosen=[]).values_list("question", flat=True))
    missing = {each["id"]: kind_of(each).how for each in in_order(attempt) if each["id"] not in answered}
    return shown(request, found, flaws | missing, given, status=422)


@for_practitioner
@require_safe
def result(request, pk):
    """What was right, what was wrong and where to read it. The key is shown with a pass only: a try may follow."""
    attempt = get_object_or_404(own(request), pk=pk)
    if attempt.submitted_at is None:
        return redirect("learn:quiz", key=attempt.module.key)
    found = played(request, attempt.module.key)
    given = learning.given_to(attempt)
    corrected = corrections(attempt)
    questions = [
        graded(each, given.get(each["id"], []), attempt.passed)
        | {"id": each["id"], "corrections": corrected.get(each["id"], [])}
        for each in in_order(attempt)
    ]
    here = {each["erratum"] for found in corrected.values() for each in found}
    context = {
        "attempt": attempt,
        "revision": attempt.revision,
        "progress": found,
        "questions": sorted(questions, key=lambda each: (not has_to_read(each), each["right"])),
        "elsewhere": [
            each for each in to_read(unread(request.practitioner, attempt.module)) if each.erratum_id not in here
        ],
        "let_off": not attempt.passed and any(each["forgives"] for found in corrected.values() for each in found),
        "completion": getattr(attempt, "completion", None),
        "wrong": sum(not each["right"] for each in questions),
    }
    return render(request, "training/learn/result.html", context)


def has_to_read(question: dict) -> bool:
    """Whether a correction of the question waits to be read: it is shown first."""
    return any(each["to_read"] for each in question["corrections"])
