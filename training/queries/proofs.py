"""What counts as evidence, by its name and its day, read from one person's own rows only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from training.models import (
    Completion,
    Evidence,
    License,
    Practitioner,
    SessionState,
    Statement,
    StatementState,
    SupervisedSession,
)
from training.queries.my_records import MyRecords
from training.queries.statement_facts import fact_id

MANY = 2  # more than this behind one line are told as one, and named when asked for
COUNTED_AS = {"session": "signed sessions", "completion": "modules", "credit": "courses"}


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence. `module` is the key of a completion's module; `parts` are those told as one; `license`
    is the row of a license with its looks."""

    kind: str
    id: str
    words: str
    on: date | None
    module: str = ""
    parts: tuple["Proof", ...] = ()
    license: License | None = field(default=None, compare=False)


def proofs_of(practitioner: Practitioner) -> dict[tuple[str, str], Proof]:
    """Every piece of evidence of one person by its kind and id."""
    return proofs_in(MyRecords(practitioner))


def proofs_in(records: MyRecords) -> dict[tuple[str, str], Proof]:
    """The same from rows that a page has read already."""
    found = [license_proof(row) for row in records.licenses]
    found += [completion_proof(row) for row in records.completions]
    found += [session_proof(row) for row in records.sessions if row.state == SessionState.SIGNED]
    found += [evidence_proof(row) for row in records.evidence]
    found += [statement_proof(row) for row in records.statements if row.state == StatementState.SIGNED]
    return {(proof.kind, proof.id): proof for proof in found}


def license_proof(row: License) -> Proof:
    check = row.last_check
    words = f"{row}, checked at the source" if check else f"{row}, not checked"
    return Proof("license", str(row.pk), words, check and check.checked_on, license=row)


def completion_proof(row: Completion) -> Proof:
    revision = row.revision
    words = f"{revision.title}, revision {revision.number}"
    return Proof("completion", str(row.pk), words, row.completed_on, module=str(revision.module.key))


def session_proof(row: SupervisedSession) -> Proof:
    words = f"Session with {row.supervisor}, {row.region_words or 'no region'}"
    return Proof("session", str(row.pk), words, row.happened_on)


def evidence_proof(row: Evidence) -> Proof:
    score = f", score {row.score}" if row.score is not None else ""
    provider = f", {row.provider}" if row.provider else ""
    words = f"{row.get_kind_display()}: {row.title}{provider}{score}"
    return Proof(row.kind, str(row.pk), words, row.happened_on)


def statement_proof(row: Statement) -> Proof:
    words = f"{row.get_kind_display()}, signed by {row.printed_name}"
    return Proof("attestation", fact_id(row.pk), words, row.stated_on)


def folded(proofs: Iterable[Proof]) -> tuple[Proof, ...]:
    """Many of one kind told as one: their number and the last day."""
    kinds: dict[str, list[Proof]] = {}
    for proof in proofs:
        kinds.setdefault(proof.kind, []).append(proof)
    return tuple(one for rows in kinds.values() for one in (rows if len(rows) <= MANY else [together(rows)]))


def together(proofs: list[Proof]) -> Proof:
    kind = proofs[0].kind
    last = max((proof.on for proof in proofs if proof.on), default=None)
    words = f"{len(proofs)} {COUNTED_AS.get(kind, 'pieces of evidence')}{', the last' if last else ''}"
    return Proof(kind, "", words, last, parts=tuple(proofs))
