"""How far one practitioner is with one module: which revision, what is read, may the quiz begin, and why not."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

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


class Trail:
    """What one person did in one module, each kind of row read once: tries by number, lessons read, completions."""

    def __init__(self, practitioner: Practitioner, module: Module):
        mine = {"practitioner": practitioner}
        self.module = module
        self.tries = list(Attempt.objects.filter(module=module, **mine).order_by("number"))
        reads = LessonRead.objects.filter(revision__module=module, **mine)
        self.reads = list(reads.values_list("revision", "lesson", "read_at"))
        done = Completion.objects.current().filter(revision__module=module, **mine)
        self.completions = list(done.order_by("completed_on", "pk"))

    @property
    def open_attempt(self) -> Attempt | None:
        return next((each for each in self.tries if each.submitted_at is None), None)

    @property
    def done(self) -> Completion | None:
        """The newest completion."""
        return self.completions[-1] if self.completions else None

    def read_of(self, revision: ModuleRevision) -> frozenset[str]:
        return frozenset(lesson for pk, lesson, _ in self.reads if pk == revision.pk)

    def revision(self, pk: int) -> ModuleRevision:
        """The newest one is at hand; an older one is read."""
        is_newest = pk == self.module.current_id
        return self.module.current if is_newest else ModuleRevision.objects.get(pk=pk)


def revision_for(trail: Trail) -> ModuleRevision | None:
    """The revision that the person plays: the one begun, else the newest, else the one completed.

    One that is finished or used up is begun no more. None: nobody may start this module, and the person never did.
    """
    if trail.open_attempt:
        return trail.revision(trail.open_attempt.revision_id)
    completed = trail.done.revision_id if trail.done else None
    return begun(trail) or trail.module.current or (completed and trail.revision(completed))


def begun(trail: Trail) -> ModuleRevision | None:
    """The revision read or tried last, unless the person completed the module since, or used up its tries and there is
    a newer one to begin."""
    found = [(read_at, pk) for pk, _, read_at in trail.reads]
    found += [(each.started_at, each.revision_id) for each in trail.tries]
    if not found:
        return None
    at, pk = max(found, key=lambda each: each[0])
    if any(each.recorded_at >= at for each in trail.completions):
        return None
    revision = trail.revision(pk)
    is_replaced = trail.module.current_id not in (None, pk)
    return None if is_replaced and is_used_up(trail, revision) else revision


def is_used_up(trail: Trail, revision: ModuleRevision) -> bool:
    """Whether every try at this revision since the last completion failed, and no other is allowed."""
    failed = failed_since(trail.tries, revision, trail.done)
    return bool(revision.max_attempts) and len(failed) >= revision.max_attempts


def progress(practitioner: Practitioner, module: Module, now: datetime) -> Progress | None:
    """Everything the pages of a module show; None when there is nothing this person may see."""
    trail = Trail(practitioner, module)
    revision = revision_for(trail)
    if revision is None:
        return None
    failed = failed_since(trail.tries, revision, trail.done)
    read = trail.read_of(revision)
    left = max(0, revision.max_attempts - len(failed)) if revision.max_attempts else None
    return Progress(
        module=module,
        revision=revision,
        read=read,
        open_attempt=trail.open_attempt,
        completed_on=trail.done and trail.done.completed_on,
        attempts_left=left,
        may_start=may_start(module, revision, read, failed, left, trail.tries, now),
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
