"""External courses on record that look like the same course once more. A warning: two may be alike and both be real."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from training.models import Evidence, EvidenceKind, EvidenceState, Practitioner, StoredFile
from training.models.fields import fold, normalize_number
from training.words import joined_words

ALIVE = (EvidenceState.SUBMITTED, EvidenceState.ACCEPTED, EvidenceState.RETURNED)


@dataclass(frozen=True, slots=True)
class Course:
    """What a course is told by; `began_on` is None where it took one day, `files` are hashes."""

    title: str
    provider: str
    approval_number: str
    began_on: date | None
    happened_on: date
    files: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Alike:
    """An entry on record, and what it shares: “Same name, provider and dates”."""

    entry: Evidence
    words: str


def alike(
    practitioner: Practitioner, course: Course, *, besides: Collection[int] = (), until: datetime | None = None
) -> list[Alike]:
    """The person's other entries that may be this course; two queries.

    `until` leaves out what was recorded after it: a double click makes no second entry.
    """
    rows = practitioner.evidence.current().filter(kind=EvidenceKind.CREDIT, state__in=ALIVE).exclude(pk__in=besides)
    rows = rows.exclude(recorded_at__gt=until) if until else rows
    files = hashes(practitioner)
    found = [(row, shared(course, course_of(row, files[row.pk]))) for row in rows]
    return [Alike(row, f"Same {joined_words(same)}") for row, same in found if is_alike(same)]


def alike_to(entry: Evidence) -> list[Alike]:
    """The other entries of its owner that may be the same course; none for another kind, or what counts no more."""
    if entry.kind != EvidenceKind.CREDIT or entry.superseded_at or entry.state not in ALIVE:
        return []
    mine = {file.sha256 for file in entry.files.all()}
    return alike(entry.practitioner, course_of(entry, mine), besides=[entry.pk])


def hashes(practitioner: Practitioner) -> dict[int, set[str]]:
    """Of the files of each entry."""
    found = defaultdict(set)
    rows = StoredFile.objects.filter(practitioner=practitioner, evidence__isnull=False).order_by()
    for entry, sha256 in rows.values_list("evidence_id", "sha256"):
        found[entry].add(sha256)
    return found


def course_of(row: Evidence, files: Collection[str]) -> Course:
    return Course(row.title, row.provider, row.approval_number, row.began_on, row.happened_on, frozenset(files))


def shared(one: Course, other: Course) -> list[str]:
    """What two courses have in common."""
    number = normalize_number(one.approval_number)
    same = {
        "name": fold(one.title) == fold(other.title),
        "provider": bool(one.provider) and fold(one.provider) == fold(other.provider),
        "approval number": bool(number) and number == normalize_number(other.approval_number),
        "dates": overlap(one, other),
        "file": bool(one.files & other.files),
    }
    return [name for name, is_same in same.items() if is_same]


def overlap(one: Course, other: Course) -> bool:
    """Whether some day belongs to both."""
    firsts = (one.began_on or one.happened_on, other.began_on or other.happened_on)
    return max(firsts) <= min(one.happened_on, other.happened_on)


def is_alike(same: list[str]) -> bool:
    """The same file; the same days and one thing more; the same name and provider, whenever it was."""
    return "file" in same or ("dates" in same and len(same) > 1) or {"name", "provider"} <= set(same)
