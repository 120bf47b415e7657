"""The evidence behind each line of an evaluation, in words, with one query for each kind of evidence."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from training.evaluation import Evaluation
from training.evaluation.describe import hours
from training.models import Completion, Evidence, License, SupervisedSession

SUBMITTED = ("credit", "exam", "credential", "filing", "attestation")
STATES = {"met": "met", "missing": "missing", "unknown": "needs_review"}


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence: what it is, and its day."""

    words: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as a page shows it, with what proves it and the lines below it."""

    state: str
    label: str
    amount: str
    note: str
    citation: str
    who: str
    proofs: tuple[Proof, ...]
    children: tuple["Line", ...]


def lines_of(evaluation: Evaluation) -> tuple[Line, ...]:
    """The findings of an evaluation with their evidence; missing ones first."""
    known = proofs_of(evaluation.findings)
    lines = [line_of(finding, known) for finding in evaluation.findings]
    return tuple(sorted(lines, key=lambda line: line.state == "met"))


def line_of(finding, known: dict) -> Line:
    return Line(
        state=STATES[finding.truth],
        label=finding.label,
        amount=amount_of(finding),
        note=finding.note,
        citation=finding.citation,
        who="" if finding.truth == "met" else finding.who,
        proofs=tuple(known[ref] for ref in finding.evidence if ref in known),
        children=tuple(line_of(child, known) for child in finding.children),
    )


def amount_of(finding) -> str:
    """What there is and what is asked for, where it is more than yes or no: “38 h of 50 h”."""
    if finding.unit == "minute":
        return f"{hours(finding.have)} of {hours(finding.need)}"
    return f"{finding.have} of {finding.need}" if finding.need > 1 else ""


def proofs_of(findings) -> dict[tuple[str, str], Proof]:
    """Every piece of evidence that the findings name, by its kind and id."""
    wanted = defaultdict(set)
    for kind, id in references(findings):
        wanted["evidence" if kind in SUBMITTED else kind].add(int(id))
    found = {}
    for kind, (rows, proof) in LOADERS.items():
        if wanted[kind]:
            found |= {(kind, str(row.pk)): proof(row) for row in rows().filter(pk__in=wanted[kind])}
    return found | {(kind, id): proof for (_, id), proof in found.items() if _ == "evidence" for kind in SUBMITTED}


def references(findings):
    for finding in findings:
        yield from (ref for ref in finding.evidence if ref[0] in LOADERS or ref[0] in SUBMITTED)
        yield from references(finding.children)


def license_proof(row: License) -> Proof:
    checks = sorted(row.checks.all(), key=lambda check: (check.checked_on, check.pk))
    words = f"{row.get_type_display()} {row.number}, {row.jurisdiction.name}"
    if not checks:
        return Proof(f"{words}, not checked", None)
    return Proof(f"{words}, checked at the source", checks[-1].checked_on)


def completion_proof(row: Completion) -> Proof:
    return Proof(f"{row.revision.title}, revision {row.revision.number}", row.completed_on)


def session_proof(row: SupervisedSession) -> Proof:
    return Proof(f"Session with {row.supervisor.full_name}, {row.region_words or 'no region'}", row.happened_on)


def evidence_proof(row: Evidence) -> Proof:
    score = f", score {row.score}" if row.score is not None else ""
    provider = f", {row.provider}" if row.provider else ""
    return Proof(f"{row.get_kind_display()}: {row.title}{provider}{score}", row.happened_on)


LOADERS = {
    "license": (
        lambda: License.objects.select_related("jurisdiction").prefetch_related("checks"),
        license_proof,
    ),
    "completion": (lambda: Completion.objects.select_related("revision"), completion_proof),
    "session": (lambda: SupervisedSession.objects.select_related("supervisor"), session_proof),
    "evidence": (lambda: Evidence.objects.all(), evidence_proof),
}
