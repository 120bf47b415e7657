"""Keeping what people upload: private, cleaned, hashed, under a random name."""

from datetime import datetime
from hashlib import sha256

from django.core.files.base import ContentFile
from django.db import transaction

from training.actions.audit import record
from training.models import Evidence, Practitioner, StoredFile
from training.models.evidence import private_storage
from training.uploads import Upload


def store(
    *, by, practitioner: Practitioner, upload: Upload, evidence: Evidence | None = None, now: datetime
) -> StoredFile:
    """Write an upload (already read by `training.uploads.read`) and its row; without the row, no file stays."""
    row = StoredFile(
        practitioner=practitioner,
        evidence=evidence,
        original_name=upload.name,
        content_type=upload.content_type,
        size=len(upload.content),
        sha256=sha256(upload.content).hexdigest(),
        uploaded_at=now,
        uploaded_by=by,
    )
    row.file.save(row.public_id, ContentFile(upload.content), save=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            noted(row, by, now)
    except BaseException:
        private_storage().delete(row.file.name)
        raise
    return row


def carry(*, by, file: StoredFile, evidence: Evidence, now: datetime) -> StoredFile:
    """The same bytes as evidence of a corrected entry: a new row, the old one stays where it was."""
    row = StoredFile.objects.create(
        practitioner=file.practitioner,
        evidence=evidence,
        file=file.file.name,
        original_name=file.original_name,
        content_type=file.content_type,
        size=file.size,
        sha256=file.sha256,
        uploaded_at=file.uploaded_at,
        uploaded_by=file.uploaded_by,
    )
    noted(row, by, now)
    return row


def noted(row: StoredFile, by, now: datetime) -> None:
    record(
        action="file.store",
        by=by,
        subject=row,
        practitioner=row.practitioner,
        fields=["file"],
        values={"sha256": row.sha256, "size": row.size, "type": row.content_type},
        now=now,
    )
