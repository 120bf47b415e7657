"""Submitting credits, exams, cards, filings and statements; mending one that was returned; taking one back."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.files import carry, store
from training.actions.once import held, just_made
from training.evaluation.dates import OLDEST, long_date
from training.models import CreditLine, Evidence, EvidenceKind, EvidenceState, EvidenceStep, Practitioner, StoredFile
from training.permissions import YES, Verdict, no
from training.uploads import Upload

FIELDS = (
    "title",
    "provider",
    "approval_number",
    "began_on",
    "happened_on",
    "ends_on",
    "jurisdiction",
    "score",
    "taught",
)


def may_correct(evidence: Evidence) -> Verdict:
    """A returned entry is corrected by its owner; any other one is a manager's to return first."""
    if evidence.state == EvidenceState.WITHDRAWN:
        return no("This entry was withdrawn.")
    if evidence.state == EvidenceState.VOID:
        return no("This entry was voided.", "Ask your compliance manager, or add it anew.")
    if evidence.superseded_at:
        return no("This entry was replaced by a newer one.")
    if evidence.state == EvidenceState.RETURNED:
        return YES
    if evidence.state == EvidenceState.SUBMITTED:
        return no("This entry waits for a compliance manager. They can return it to you for a correction.")
    return no("This entry was decided on.", "Ask your compliance manager if it is wrong.")


def may_withdraw(evidence: Evidence) -> Verdict:
    """Until a manager has accepted it, its owner may take it back."""
    if evidence.superseded_at:
        return may_correct(evidence)
    if evidence.state in (EvidenceState.SUBMITTED, EvidenceState.RETURNED):
        return YES
    return no("This entry was decided on.", "Ask your compliance manager if it is wrong.")


def flaws(*, kind: str, values: dict, lines: list[dict], files: int, today: date) -> dict[str, str]:
    """What is wrong with an entry: a sentence for each field."""
    found = {}
    begun, day, end = values.get("began_on"), values.get("happened_on"), values.get("ends_on")
    if day and day > today:
        found["happened_on"] = f"This date has not come yet. Today is {long_date(today)}."
    if day and day < OLDEST:
        found["happened_on"] = "This date is too long ago. Look at the year."
    if begun and begun < OLDEST:
        found["began_on"] = "This date is too long ago. Look at the year."
    if begun and day and begun > day:
        found["began_on"] = "The first day is after the last."
    if day and end and end < day:
        found["ends_on"] = "The last valid day is before the first."
    if kind == EvidenceKind.FILING and not values.get("jurisdiction"):
        found["jurisdiction"] = "Choose whose board it was filed with."
    if kind == EvidenceKind.EXAM and values.get("score") is None:
        found["score"] = "Write the score in whole points."
    if kind == EvidenceKind.CREDIT and not lines:
        found["lines"] = "Write the hours of at least one subject."
    if kind != EvidenceKind.ATTESTATION and not files:
        found["files"] = "Add the certificate, card or letter as a file."
    return found


def check(kind: str, values: dict, lines: list[dict], files: int, today: date) -> None:
    for field, sentence in flaws(kind=kind, values=values, lines=lines, files=files, today=today).items():
        raise Refused(sentence, field=field)


@transaction.atomic
def submit(
    *,
    by,
    practitioner: Practitioner,
    kind: str,
    values: dict,
    lines: Iterable[dict] = (),
    uploads: Iterable[Upload] = (),
    now: datetime,
    today: date,
) -> Evidence:
    """A new entry that waits for a manager. `values` holds `FIELDS`, `lines` subject, mode and minutes of a credit."""
    lines, uploads = list(lines), list(uploads)
    check(kind, values, lines, len(uploads), today)
    person = held(practitioner)
    known = just_made(person.evidence.current(), now, kind=kind, **values)
    return known or insert(by, person, kind, values, lines, uploads, (), now)


@transaction.atomic
def resubmit(
    *,
    by,
    evidence: Evidence,
    values: dict,
    lines: Iterable[dict] = (),
    uploads: Iterable[Upload] = (),
    keep: Iterable[StoredFile] = (),
    now: datetime,
    today: date,
) -> Evidence:
    """Close a returned entry and add the corrected one; the files in `keep` come along."""
    lines, uploads, keep = list(lines), list(uploads), list(keep)
    check(evidence.kind, values, lines, len(uploads) + len(keep), today)
    person = held(evidence.practitioner)
    old = Evidence.objects.get(pk=evidence.pk)
    if old.superseded_at and hasattr(old, "replaced_by"):
        return old.replaced_by
    require(may_correct(old))
    Evidence.objects.filter(pk=old.pk).update(superseded_at=now)
    return insert(by, person, old.kind, values, lines, uploads, keep, now, replaces=old)


@transaction.atomic
def withdraw(*, by, evidence: Evidence, now: datetime) -> Evidence:
    """Take back an entry that nobody accepted. It stays on record and counts for nothing."""
    person = held(evidence.practitioner)
    row = Evidence.objects.get(pk=evidence.pk)
    if row.state == EvidenceState.WITHDRAWN:
        return row
    require(may_withdraw(row))
    taken = {"state": EvidenceState.WITHDRAWN, "superseded_at": now}
    if Evidence.objects.filter(pk=row.pk, state=row.state, superseded_at=None).update(**taken) != 1:
        raise Refused("Your compliance manager has just read this entry. Look at it again.")
    EvidenceStep.objects.create(evidence=row, state=EvidenceState.WITHDRAWN, at=now, by=by)
    record(action="evidence.withdraw", by=by, subject=row, practitioner=person, fields=["state"], now=now)
    return row


def insert(by, person, kind, values, lines, uploads, keep, now, replaces=None) -> Evidence:
    """The row with its lines, files, first step and audit event."""
    row = Evidence.objects.create(
        practitioner=person, kind=kind, recorded_at=now, recorded_by=by, replaces=replaces, **values
    )
    CreditLine.objects.bulk_create(CreditLine(evidence=row, **line) for line in lines)
    for upload in uploads:
        store(by=by, practitioner=person, upload=upload, evidence=row, now=now)
    for file in keep:
        carry(by=by, file=file, evidence=row, now=now)
    EvidenceStep.objects.create(evidence=row, state=EvidenceState.SUBMITTED, at=now, by=by)
    record(
        action="evidence.resubmit" if replaces else "evidence.submit",
        by=by,
        subject=row,
        practitioner=person,
        fields=[*FIELDS, "lines", "files"],
        values={**{name: str(values.get(name, "")) for name in FIELDS}, "lines": lines},
        now=now,
    )
    return row
