"""What is missing in an answer, line by line and by kind, so that places can be compared by it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextChoices

from training.evaluation import Evaluation, Finding
from training.evaluation.describe import hours
from training.evaluation.requirements import Hours, walk
from training.evaluation.rules import RuleVersion
from training.queries.waits import every

IN_PERSON = ("in_person",)
COUNTED = ("minute", "session", "month")
IMPLIED = ("implied.rule", "implied.license", "implied.provisional")


class Missing(TextChoices):
    """What kind of thing is missing."""

    IN_PERSON = "in_person", "Course hours in person"
    HOURS = "hours", "Other course hours"
    SESSIONS = "sessions", "Supervised sessions"
    EXAM = "exam", "An exam"
    FILING = "filing", "A filing with the board"
    REGISTRATION = "registration", "A registration or another license"
    TIME = "time", "Time licensed"
    MODULES = "modules", "Our modules"
    PAPER = "paper", "A card or a statement"
    CERTIFICATION = "certification", "Our certification"
    TAUGHT = "taught", "What the courses taught"
    UNREAD = "unread", "Lines nobody has read yet"


BY_KIND = {
    "hours": Missing.HOURS,
    "sessions": Missing.SESSIONS,
    "exam": Missing.EXAM,
    "filing": Missing.FILING,
    "timed_filing": Missing.FILING,
    "active_license": Missing.REGISTRATION,
    "licensed_for": Missing.TIME,
    "modules": Missing.MODULES,
    "credential": Missing.PAPER,
    "attestation": Missing.PAPER,
    "holds": Missing.CERTIFICATION,
    "taught": Missing.TAUGHT,
    "unknown": Missing.UNREAD,
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One line that is not met: what is left of it in words, the kinds of thing that would fill it, the amount in its
    own unit (course time in minutes), and the findings that it is made of."""

    words: str
    kinds: frozenset[str]
    unit: str
    amount: int
    is_unread: bool
    lines: tuple[Finding, ...]


def gaps_of(evaluation: Evaluation, version: RuleVersion) -> tuple[Gap, ...]:
    """The lines that are not met, but for the license; they are about training and papers."""
    kinds = {node.id: kind_of(node) for line in version.checklist for node in walk(line)}
    lines = (each for each in evaluation.findings if each.id not in IMPLIED and each.truth != "met")
    return tuple(gap(part, kinds) for line in lines for part in parts(line, kinds))


def kind_of(node) -> str:
    if isinstance(node, Hours) and node.modes == IN_PERSON:
        return Missing.IN_PERSON
    return BY_KIND.get(node.kind, "")


def parts(finding: Finding, kinds: dict) -> Iterator[Finding]:
    """The parts of a line with a time limit that are missing; an alternative stays one line."""
    below = [part for part in finding.children if part.truth != "met"]
    if finding.unit == "requirement" and below:
        for part in below:
            yield from parts(part, kinds)
    else:
        yield finding


def gap(finding: Finding, kinds: dict) -> Gap:
    lines = tuple(every((finding,)))
    filling = {kinds.get(each.id, "") for each in lines if each.truth != "met"} - {""}
    is_unread = finding.truth == "unknown" and Missing.TAUGHT not in filling  # what a course taught can be added
    amount = max(0, finding.need - finding.have)
    return Gap(words_of(finding, amount), frozenset(filling), finding.unit, amount, is_unread, lines)


def words_of(finding: Finding, rest: int) -> str:
    """“50 course hours: 12 more”; a line that is no amount, or of which nothing is there, by its name alone."""
    if finding.truth == "unknown" or finding.unit not in COUNTED or not finding.have:
        return finding.label
    return f"{finding.label}: {hours(rest) if finding.unit == 'minute' else rest} more"


def size(gaps: tuple[Gap, ...]) -> tuple[int, int, int, int, int]:
    """How much is missing, to put the smallest first: course time, sessions, months, papers, then what is unread."""
    known = [each for each in gaps if not each.is_unread]
    amounts = (max((each.amount for each in known if each.unit == unit), default=0) for unit in COUNTED)
    others = sum(each.unit not in COUNTED for each in known)
    return *amounts, others, len(gaps) - len(known)
