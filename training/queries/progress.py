"""How far one practitioner is with one module: which revision, what is read, may the quiz begin, and why not."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max

from training.models import Attempt, Completion, LessonRead, Module, ModuleRevision, Practitioner
from training.permissions import YES, Verdict, no
from training.words import moment_words


@dataclass(frozen=True, slots=True)
class Progress:
    """`attempts_left` is None where there is no limit; `may_start` says why the quiz cannot begin now."""

    module: Module
    revision: ModuleRevision
    read: frozenset[str]
    open_attempt: Attempt | None
    completed_on: date | None
    attempts_left: int | None
    may_start: Verdict

    @property
    def is_newest(self) -> bool:
        return self.module.current_id == self.revision.pk

    @property
    def lessons(self) -> list[dict]:
        return [
            lesson | {"number": number, "read": lesson["id"] in self.read}
            for number, lesson in enumerate(self.revision.lessons, 1)
        ]

    @property
    def lessons_read(self) -> int:
        return sum(lesson["read"] for lesson in self.lessons)

    @property
    def next_lesson(self) -> int | None:
        """The number of the first lesson not yet read, or None."""
        return next((lesson["number"] for lesson in self.lessons if not lesson["read"]), None)

    @property
    def parts(self) -> int:
        return len(self.revision.lessons) + 1

    @property
    def parts_done(self) -> int:
        return self.lessons_read + bool(self.completed_on)

    @property
    def state(self) -> str:
        if self.completed_on:
            return "done"
        return "begun" if self.read or self.open_attempt else "new"


def revision_for(practitioner: Practitioner, module: Module) -> ModuleRevision | None:
    """The revision that the person plays: the one begun, else the newest, else the one completed.

    One that is finished or used up is begun no more. None: nobody may start this module, and the person never did.
    """
    open_attempt = Attempt.objects.filter(practitioner=practitioner, module=module, submitted_at=None)
    attempt = open_attempt.select_related("revision").first()
    if attempt:
        return attempt.revision
    return begun(practitioner, module) or module.current or completed(practitioner, module)


def begun(practitioner: Practitioner, module: Module) -> ModuleRevision | None:
    """The revision read or tried last, unless the person completed the module since, or used up its tries and there is
    a newer one to begin."""
    reads = LessonRead.objects.filter(practitioner=practitioner, revision__module=module)
    tries = Attempt.objects.filter(practitioner=practitioner, module=module)
    newest = [
        *reads.values_list("revision", "read_at").order_by("-read_at")[:1],
        *tries.values_list("revision", "started_at").order_by("-started_at")[:1],
    ]
    if not newest:
        return None
    revision, at = max(newest, key=lambda each: each[1])
    done = completions(practitioner, module).aggregate(at=Max("recorded_at"))["at"]
    if done and done >= at:
        return None
    found = ModuleRevision.objects.get(pk=revision)
    return None if is_used_up(practitioner, found) and module.current_id not in (None, found.pk) else found


def is_used_up(practitioner: Practitioner, revision: ModuleRevision) -> bool:
    """Whether every try at this revision since the last completion failed, and no other is allowed."""
    if not revision.max_attempts:
        return False
    tries = list(Attempt.objects.filter(practitioner=practitioner, revision=revision))
    done = completions(practitioner, revision.module).order_by("completed_on").last()
    return len(failed_since(tries, revision, done)) >= revision.max_attempts


def completed(practitioner: Practitioner, module: Module) -> ModuleRevision | None:
    row = completions(practitioner, module).select_related("revision").last()
    return row and row.revision


def completions(practitioner: Practitioner, module: Module):
    return Completion.objects.current().filter(practitioner=practitioner, revision__module=module)


def progress(practitioner: Practitioner, module: Module, now: datetime) -> Progress | None:
    """Everything the pages of a module show; None when there is nothing this person may see."""
    revision = revision_for(practitioner, module)
    if revision is None:
        return None
    done = completions(practitioner, module).order_by("completed_on").last()
    tries = list(Attempt.objects.filter(practitioner=practitioner, module=module).order_by("number"))
    failed = failed_since(tries, revision, done)
    read = frozenset(
        LessonRead.objects.filter(practitioner=practitioner, revision=revision).values_list("lesson", flat=True)
    )
    left = max(0, revision.max_attempts - len(failed)) if revision.max_attempts else None
    return Progress(
        module=module,
        revision=revision,
        read=read,
        open_attempt=next((attempt for attempt in tries if attempt.submitted_at is None), None),
        completed_on=done and done.completed_on,
        attempts_left=left,
        may_start=may_start(module, revision, read, failed, left, tries, now),
    )


def failed_since(tries: list[Attempt], revision: ModuleRevision, done: Completion | None) -> list[Attempt]:
    """Failed tries at this revision since the last completion of the module."""
    since = done.recorded_at if done else None
    mine = [each for each in tries if each.revision_id == revision.pk and each.passed is False]
    return [each for each in mine if since is None or each.submitted_at > since]


def may_start(module, revision, read, failed, left, tries, now) -> Verdict:
    """May a new try begin? Who began a revision may finish it; new starts need a published module."""
    if module.current_id is None and not read and not tries:
        return no("This module is not offered at the moment.")
    unread = sum(lesson["id"] not in read for lesson in revision.lessons)
    if unread:
        return no(f"The quiz opens when every lesson is read: {unread} {'is' if unread == 1 else 'are'} left.")
    if left == 0:
        return no("You have used all your tries at this quiz.", "Ask your compliance manager what comes next.")
    if failed and revision.cool_down_hours:
        opens = failed[-1].submitted_at + timedelta(hours=revision.cool_down_hours)
        if opens > now:
            return no(f"The next try opens on {moment_words(opens)}. Use the time to read again.")
    return YES
