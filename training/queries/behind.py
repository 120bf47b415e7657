"""The lines of an evaluation with the evidence behind each, in words and with the place where it is shown."""

from dataclasses import dataclass
from datetime import date

from training.evaluation.describe import hours
from training.evaluation.outcomes import Certification, Clearance
from training.models import Completion, Evidence, License, SupervisedSession

SUBMITTED = ("credit", "exam", "credential", "filing", "attestation")
MANY = 5  # more sessions than this are told as one line
TIME_LEFT = {Clearance.PROVISIONAL, Certification.IN_PROGRESS, Certification.RENEWAL_OPEN, Certification.GRACE}
WHO = {
    "therapist": "The therapist acts next.",
    "supervisor": "A supervisor acts next.",
    "manager": "A compliance manager acts next.",
    "board": "It depends on the law.",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence: what it is, its day, and the anchor on the person's file."""

    words: str
    on: date | None
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as a page shows it."""

    state: str
    due: bool
    label: str
    have: str
    need: str
    share: tuple[int, int]
    note: str
    citation: str
    who: str
    proofs: tuple[Proof, ...]
    children: tuple["Line", ...]


def lines_of(evaluation, known: dict[tuple[str, str], Proof]) -> tuple[Line, ...]:
    """The findings of an evaluation, missing ones first. `known` is what `proofs_of` read."""
    due = evaluation.outcome in TIME_LEFT
    lines = [line_of(finding, known, due) for finding in evaluation.findings]
    return tuple(sorted(lines, key=lambda line: line.state == "met"))


def line_of(finding, known, due: bool) -> Line:
    have, need = amounts(finding)
    met = finding.truth == "met"
    return Line(
        state={"met": "met", "missing": "missing"}.get(finding.truth, "needs_review"),
        due=due and not met,
        label=finding.label[:1].upper() + finding.label[1:],
        have=have,
        need=need,
        share=(finding.have, finding.need),
        note=finding.note,
        citation=finding.citation,
        who="" if met else WHO.get(finding.who, ""),
        proofs=folded([known[reference] for reference in finding.evidence if reference in known]),
        children=tuple(line_of(child, known, due) for child in finding.children),
    )


def amounts(finding) -> tuple[str, str]:
    """What there is and what is asked for, where it is more than yes or no: “38 h”, “50 h”."""
    if finding.unit == "minute":
        return hours(finding.have), hours(finding.need)
    if finding.need <= 1:
        return "", ""
    return str(finding.have), f"{finding.need} {finding.unit}s"


def folded(proofs: list[Proof]) -> tuple[Proof, ...]:
    """Many sessions are told as one: their number, the first day and the last."""
    sessions = [proof for proof in proofs if proof.anchor == "sessions"]
    if len(sessions) <= MANY:
        return tuple(proofs)
    others = [proof for proof in proofs if proof.anchor != "sessions"]
    return (*others, Proof(f"{len(sessions)} signed sessions, the last", max(p.on for p in sessions), "sessions"))


def proofs_of(practitioner) -> dict[tuple[str, str], Proof]:
    """Every piece of evidence of one person by its kind and id, in four queries."""
    found = {("license", str(row.pk)): license_proof(row) for row in licenses_of(practitioner)}
    found |= {("completion", str(row.pk)): completion_proof(row) for row in completions_of(practitioner)}
    found |= {("session", str(row.pk)): session_proof(row) for row in signed_of(practitioner)}
    rows = Evidence.objects.filter(practitioner=practitioner)
    return found | {(kind, str(row.pk)): evidence_proof(row) for row in rows for kind in SUBMITTED if kind == row.kind}


def licenses_of(practitioner):
    return License.objects.filter(practitioner=practitioner).select_related("jurisdiction").prefetch_related("checks")


def completions_of(practitioner):
    return Completion.objects.filter(practitioner=practitioner).select_related("revision")


def signed_of(practitioner):
    rows = SupervisedSession.objects.filter(practitioner=practitioner, state="signed")
    return rows.select_related("supervisor")


def license_proof(row: License) -> Proof:
    check = row.last_check
    words = f"{row}, {'last checked' if check else 'not checked'}"
    return Proof(words, check.checked_on if check else None, f"license-{row.pk}")


def completion_proof(row: Completion) -> Proof:
    return Proof(f"{row.revision.title}, revision {row.revision.number}", row.completed_on, "training")


def session_proof(row: SupervisedSession) -> Proof:
    return Proof(f"Session with {row.supervisor}, {row.region_words or 'no region'}", row.happened_on, "sessions")


def evidence_proof(row: Evidence) -> Proof:
    score = f", score {row.score}" if row.score is not None else ""
    provider = f", {row.provider}" if row.provider else ""
    return Proof(f"{row.title}{provider}{score}", row.happened_on, f"evidence-{row.pk}")
