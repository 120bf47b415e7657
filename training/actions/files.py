"""Keeping what people upload: private, cleaned, hashed, under a random name."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256 as hash_of

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import FileField

from training.actions.audit import record
from training.models import Evidence, Practitioner, StoredFile
from training.models.evidence import private_storage
from training.sources.base import Document, Unavailable
from training.uploads import Upload

LEFT_OVER = timedelta(days=1)  # longer than any act runs


def store(
    *, by, practitioner: Practitioner, upload: Upload, evidence: Evidence | None = None, now: datetime
) -> StoredFile:
    """Write an upload (already read by `training.uploads.read`) and its row.

    If the row cannot be written the file goes at once; if the act around it is rolled back later, `sweep` removes it.
    """
    row = StoredFile(practitioner=practitioner, evidence=evidence, uploaded_at=now, uploaded_by=by)
    return written(by, row, upload, now)


def written(by, row: StoredFile, upload: Upload, now: datetime) -> StoredFile:
    row.original_name, row.content_type = upload.name, upload.content_type
    row.size, row.sha256 = len(upload.content), digest(upload.content)
    row.file.save(row.public_id, ContentFile(upload.content), save=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            noted(row, by, now)
    except BaseException:
        private_storage().delete(row.file.name)
        raise
    return row


def keep_list(*, by, document: Document, sha256: str, now: datetime) -> StoredFile:
    """What a source was read from, with that hash (hex): the row that is there already, or a new one.

    `Unavailable` where it holds something else by now.
    """
    mine = StoredFile.objects.filter(practitioner=None, sha256=sha256)
    if found := mine.first():
        return found
    content = document.read()
    if digest(content) != sha256:
        raise Unavailable(f"{document.name} was changed a moment ago.")
    upload = Upload(name=document.name, content_type=document.content_type, content=content)
    try:
        return written(by, StoredFile(uploaded_at=now), upload, now)
    except IntegrityError:  # another worker kept it meanwhile
        return mine.get()


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


def digest(content: bytes) -> str:
    return hash_of(content).hexdigest()


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


def sweep(*, now: datetime) -> int:
    """Delete the private files that no row names, once they are a day old: what wrote them was rolled back.

    Returns how many.
    """
    storage, rows = private_storage(), set(names_in_rows())
    alone = [name for name in names_kept() if name not in rows]
    old = [name for name in alone if storage.get_modified_time(name) < now - LEFT_OVER]
    for name in old:
        storage.delete(name)
    return len(old)


def names_kept() -> Iterator[str]:
    """The name of every private file that is there; a new installation has no folder yet."""
    storage = private_storage()
    for folder in storage.listdir("")[0] if storage.exists("") else ():
        yield from (f"{folder}/{name}" for name in storage.listdir(folder)[1])


def names_in_rows() -> Iterator[str]:
    """The name of every private file that a row of any model names."""
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, FileField) and field.storage == private_storage():
                yield from model._base_manager.values_list(field.name, flat=True).iterator()
