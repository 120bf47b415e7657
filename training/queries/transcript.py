"""Everything that somebody was taught, here and elsewhere: each course with its minutes, and what they come to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter

from training.models import Completion, DeliveryMode, Evidence, EvidenceKind, EvidenceState, Practitioner, Subject

SHOWN = (EvidenceState.ACCEPTED, EvidenceState.SUBMITTED)
Minutes = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Line:
    """Minutes of one subject and delivery mode. Those of a module taken again count once."""

    subject: str
    mode: str
    minutes: int
    counted: int

    @property
    def subject_words(self) -> str:
        return Subject(self.subject).label

    @property
    def mode_words(self) -> str:
        return DeliveryMode(self.mode).label


@dataclass(frozen=True, slots=True)
class Entry:
    """One course; `row` is the completion or the evidence behind it."""

    row: Completion | Evidence
    title: str
    provider: str
    approval: str
    began_on: date
    on: date
    source: str
    state: str
    lines: tuple[Line, ...]

    @property
    def is_module(self) -> bool:
        return isinstance(self.row, Completion)

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in self.lines)

    @property
    def is_repeated(self) -> bool:
        """Whether some of it was counted the first time."""
        return self.is_module and any(line.counted < line.minutes for line in self.lines)


@dataclass(frozen=True)
class Transcript:
    """Courses by their last day, and the minutes that count by subject and mode."""

    entries: list[Entry]
    totals: Minutes = field(default_factory=dict)

    @property
    def modes(self) -> list[DeliveryMode]:
        """Those that some minutes were taught in."""
        return [mode for mode in DeliveryMode if any(each == mode for _, each in self.totals)]

    @property
    def subjects(self) -> Iterator[tuple[str, list[int], int]]:
        """Each subject's minutes by mode, and their sum."""
        for subject in Subject:
            cells = [self.totals.get((subject, mode), 0) for mode in self.modes]
            if any(cells):
                yield subject.label, cells, sum(cells)

    @property
    def sums(self) -> list[int]:
        """The minutes of each mode."""
        return [sum(minutes for (_, each), minutes in self.totals.items() if each == mode) for mode in self.modes]

    @property
    def minutes(self) -> int:
        return sum(self.totals.values())


def transcript(practitioner: Practitioner, provider: str, since: date | None, until: date | None) -> Transcript:
    """The courses that were completed between two dates, inclusive; `provider` gives our own modules.

    A course that waits for a manager is listed and adds nothing. The number of queries does not depend on the rows.
    """
    found = [*modules(practitioner, provider), *courses(practitioner)]
    found = [each for each in found if (not since or each.on >= since) and (not until or each.on <= until)]
    found = once(sorted(found, key=attrgetter("on", "title")))
    totals: Minutes = {}
    for line in (line for each in found for line in each.lines):
        if line.counted:
            totals[line.subject, line.mode] = totals.get((line.subject, line.mode), 0) + line.counted
    return Transcript(found, totals)


def modules(practitioner: Practitioner, provider: str) -> Iterator[Entry]:
    """Modules of ours, whatever the source of the completion."""
    for row in practitioner.completions.current().select_related("revision__module"):
        credit = row.revision.credit
        lines = tuple(Line(each["subject"], each["mode"], each["minutes"], each["minutes"]) for each in credit)
        approval = "; ".join(approved(row.revision.approvals))
        day = row.completed_on
        yield Entry(row, row.revision.title, provider, approval, day, day, "Our module", "Completed", lines)


def approved(approvals: list[dict]) -> Iterator[str]:
    """“Florida Board of Physical Therapy 20-123”."""
    for each in approvals:
        yield f"{each.get('body', '')} {each.get('number', '')}".strip()


def courses(practitioner: Practitioner) -> Iterator[Entry]:
    """External courses that a manager accepted, and those that wait."""
    rows = practitioner.evidence.current().filter(kind=EvidenceKind.CREDIT, state__in=SHOWN)
    for row in rows.prefetch_related("lines"):
        counts = row.state == EvidenceState.ACCEPTED
        lines = tuple(
            Line(each.subject, each.mode, each.minutes, each.minutes if counts else 0) for each in row.lines.all()
        )
        about = (row.title, row.provider, row.approval_number, row.began_on or row.happened_on, row.happened_on)
        yield Entry(row, *about, "External course", row.get_state_display(), lines)


def once(entries: Iterable[Entry]) -> list[Entry]:
    """A repetition of a module counts what it gives above the best time before, as in a line about hours."""
    best: dict[tuple, int] = {}
    return [replace(each, lines=tuple(above(best, each, line) for line in each.lines)) for each in entries]


def above(best: dict[tuple, int], entry: Entry, line: Line) -> Line:
    """The line with the minutes that count; `best` keeps those of each module so far."""
    if not entry.is_module:
        return line
    key = (entry.row.revision.module_id, line.subject, line.mode)
    before = best.get(key, 0)
    best[key] = max(before, line.minutes)
    return replace(line, counted=best[key] - before)
