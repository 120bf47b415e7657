"""Findings as people read them: a title, what is missing or since when it is met, the proof, the citation, who acts."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format

from training.evaluation import Evaluation, Finding
from training.evaluation.dates import long_date
from training.models import Completion, Evidence, License, Practitioner, SupervisedSession

MINUTES = 60
COUNTED = {"minute": "hours", "session": "sessions", "module": "modules", "month": "months", "requirement": "parts"}
MARKS = {"met": "met", "missing": "missing", "unknown": "needs_review"}
# Who acts next, where it is not the reader.
WHO = {
    "supervisor": "Your supervisor",
    "manager": "Your compliance manager",
    "board": "The board",
}
MORE = {
    "session": (
        "1 more session, signed by an eligible supervisor.",
        "{} more sessions, signed by an eligible supervisor.",
    ),
    "module": ("1 more module.", "{} more modules."),
    "requirement": ("1 part is missing.", "{} parts are missing."),
}
NOTHING_YET = {
    "exam": "No accepted result yet.",
    "credential": "No accepted card or degree yet.",
    "filing": "No accepted filing yet.",
    "attestation": "No accepted statement that still counts.",
    "license": "No check shows such a license in good standing.",
    "certification": "Not held on this date.",
    "option": "None of the ways is complete yet.",
    "rule": "",
    "review": "The rule has to be read again.",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence by its name, and where to see it."""

    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A finding ready to be drawn. `have` and `need` are in `unit`; `need` is empty where there is nothing to count."""

    state: str
    mark: str
    title: str
    words: str
    cite: str = ""
    have: str = ""
    need: str = ""
    unit: str = ""
    due: bool = False
    who: str = ""
    proofs: tuple[Proof, ...] = ()
    children: tuple["Line", ...] = field(default=())


def lines_of(practitioner: Practitioner, evaluation: Evaluation) -> list[Line]:
    """The findings of an evaluation, missing ones first, each with the evidence that counts in it."""
    names = proof_names(practitioner, evaluation.findings)
    lines = [line_of(each, names, evaluation.deadline) for each in evaluation.findings]
    return sorted(lines, key=lambda line: line.state == "met")


def met_of(lines: list[Line]) -> int:
    return sum(line.state == "met" for line in lines)


def line_of(finding: Finding, names: dict, deadline: date | None) -> Line:
    missing = finding.truth != "met"
    have, need, unit = amounts(finding)
    return Line(
        state=finding.truth,
        mark="check_due" if finding.check_due else MARKS[finding.truth],
        title=finding.label,
        words=" ".join(filter(None, [said(finding, deadline), sentence(finding.note)])),
        cite=finding.citation,
        have=have,
        need=need,
        unit=unit,
        due=missing and deadline is not None,
        who=WHO.get(finding.who, "") if missing else "",
        proofs=tuple(names[key] for key in finding.evidence if key in names),
        children=tuple(line_of(each, names, deadline) for each in finding.children),
    )


def amounts(finding: Finding) -> tuple[str, str, str]:
    """Have, need and unit as they are written; minutes as hours."""
    if finding.unit not in COUNTED or (finding.need <= 1 and finding.unit != "minute"):
        return "", "", ""
    unit = COUNTED[finding.unit]
    if finding.unit == "minute":
        return hours(finding.have), hours(finding.need), unit
    return str(finding.have), str(finding.need), unit


def hours(minutes: int) -> str:
    """Hours with a decimal only where there is one: 38, 1.5, 0.33."""
    return f"{minutes / MINUTES:.2f}".rstrip("0").rstrip(".")


def said(finding: Finding, deadline: date | None) -> str:
    """What the finding says, in a sentence."""
    if finding.truth == "met":
        return met_words(finding)
    if finding.check_due:
        return ""
    if finding.truth == "unknown":
        return "" if finding.note else "Nobody has read yet what the rule asks here."
    by = f" by {long_date(deadline)}" if deadline else ""
    rest = finding.need - finding.have
    if finding.unit == "minute":
        return f"{hours(rest)} more {'hour' if rest == MINUTES else 'hours'}{by}."
    if finding.unit == "month":
        return f"{rest} more {'month' if rest == 1 else 'months'} of license that a check has shown."
    if finding.unit in MORE:
        one, many = MORE[finding.unit]
        return one if rest == 1 else many.format(rest)
    return NOTHING_YET.get(finding.unit, "")


def met_words(finding: Finding) -> str:
    since = f"Met since {long_date(finding.since)}." if finding.since else ""
    until = f"Holds until {long_date(finding.until)}." if finding.until else ""
    return " ".join(filter(None, [since, until]))


def sentence(note: str) -> str:
    return f"{note.rstrip('.')}." if note else ""


def every(findings) -> set[tuple[str, str]]:
    """All evidence that the findings and their parts name."""
    found = set()
    for finding in findings:
        found |= set(finding.evidence) | every(finding.children)
    return found


def proof_names(practitioner: Practitioner, findings) -> dict[tuple[str, str], Proof]:
    """The evidence by name, read from the person's own rows only; four queries at most."""
    wanted: dict[str, set] = {}
    for kind, id in every(findings):
        wanted.setdefault(kind, set()).add(id)
    names = {}
    for kinds, load in LOADERS:
        ids = set().union(*(wanted.get(kind, set()) for kind in kinds))
        if ids:
            names |= load(practitioner, ids)
    return names


def short(day: date) -> str:
    return date_format(day, "M j, Y")


def completions(practitioner, ids):
    rows = Completion.objects.filter(practitioner=practitioner, pk__in=ids).select_related("revision__module")
    return {
        ("completion", str(row.pk)): Proof(
            f"{row.revision.title}, {short(row.completed_on)}",
            reverse("learn:module", kwargs={"key": row.revision.module.key}),
        )
        for row in rows
    }


def sessions(practitioner, ids):
    rows = SupervisedSession.objects.filter(practitioner=practitioner, pk__in=ids)
    return {
        ("session", str(row.pk)): Proof(f"Session, {short(row.happened_on)}", reverse("my:session", args=[row.pk]))
        for row in rows
    }


def licenses(practitioner, ids):
    rows = License.objects.filter(practitioner=practitioner, pk__in=ids).select_related("jurisdiction")
    return {("license", str(row.pk)): Proof(str(row), reverse("my:license", args=[row.pk])) for row in rows}


def submitted(practitioner, ids):
    rows = Evidence.objects.filter(practitioner=practitioner, pk__in=ids)
    return {
        (row.kind, str(row.pk)): Proof(f"{row.title}, {short(row.happened_on)}", reverse("my:evidence", args=[row.pk]))
        for row in rows
    }


LOADERS = [
    (("completion",), completions),
    (("session",), sessions),
    (("license",), licenses),
    (("credit", "exam", "credential", "filing", "attestation"), submitted),
]
