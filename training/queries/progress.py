"""How far one practitioner is with one module: which revision, what is read, may the quiz begin, and why not."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from training.models import Attempt, Module, ModuleRevision, Practitioner
from training.permissions import YES, Verdict, no
from training.queries.errata import forgiven
from training.queries.prerequisites import Prerequisite, prerequisites
from training.queries.trail import Trail, failed_since, revision_for
from training.words import joined_words, moment_words


@dataclass(frozen=True, slots=True)
class Progress:
    """`attempts_left` is None where there is no limit; `may_start` says why the quiz cannot begin now; what to
    complete before it stands in `first`."""

    module: Module
    revision: ModuleRevision
    read: frozenset[str]
    open_attempt: Attempt | None
    completed_on: date | None
    attempts_left: int | None
    may_start: Verdict
    first: tuple[Prerequisite, ...] = ()
    forgiven: frozenset[int] = frozenset()

    @property
    def blocking(self) -> list[Prerequisite]:
        """What is still to be completed before the quiz begins."""
        return [each for each in self.first if each.blocks]

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


def progress(practitioner: Practitioner, module: Module, now: datetime) -> Progress | None:
    """Everything the pages of a module show; None when there is nothing this person may see."""
    trail = Trail(practitioner, module)
    revision = revision_for(trail)
    if revision is None:
        return None
    failed = failed_since(trail.tries, revision, trail.done)
    let_off = forgiven(failed, revision)
    failed = [each for each in failed if each.pk not in let_off]
    read = trail.read_of(revision)
    left = max(0, revision.max_attempts - len(failed)) if revision.max_attempts else None
    first = prerequisites(practitioner, module, revision)
    return Progress(
        module=module,
        revision=revision,
        read=read,
        open_attempt=trail.open_attempt,
        completed_on=trail.done and trail.done.completed_on,
        attempts_left=left,
        may_start=after(first) and may_start(module, revision, read, failed, left, trail.tries, now),
        first=first,
        forgiven=let_off,
    )


def after(first: tuple[Prerequisite, ...]) -> Verdict:
    """The quiz waits for the modules to complete first; a try that is open is finished all the same."""
    titles = [f"“{each.module.title}”" for each in first if each.blocks]
    if not titles:
        return YES
    return no(f"Complete {joined_words(titles)} first. You may read this module meanwhile.")


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
