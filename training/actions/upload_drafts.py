"""Keeping good files between two tries at a form, for a day: nobody chooses a file twice for another field's sake."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction

from training.models import UploadDraft
from training.models.evidence import private_storage
from training.uploads import Upload

KEPT_FOR = timedelta(days=1)
MOST = 20  # files of one person at a time


def keep(*, by, uploads: list[Upload], now: datetime) -> list[UploadDraft]:
    """The files as rows that their sender alone may take up again; the oldest beyond `MOST` go."""
    rows = [kept(by, upload, now) for upload in uploads]
    for row in UploadDraft.objects.filter(user=by).order_by("-kept_at", "-pk")[MOST:]:
        forget(row)
    return rows


def kept(by, upload: Upload, now: datetime) -> UploadDraft:
    row = UploadDraft(user=by, original_name=upload.name, content_type=upload.content_type, kept_at=now)
    row.file.save(row.public_id, ContentFile(upload.content), save=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except BaseException:
        private_storage().delete(row.file.name)
        raise
    return row


def as_uploads(rows) -> list[Upload]:
    """The kept files as the form read them first."""
    return [Upload(row.original_name, row.content_type, content_of(row)) for row in rows]


def content_of(row: UploadDraft) -> bytes:
    with row.file.open("rb") as stream:
        return stream.read()


def forget(row: UploadDraft) -> None:
    name = row.file.name
    row.delete()
    private_storage().delete(name)


def clear_old(*, now: datetime) -> int:
    """Forget what was kept more than a day ago. Returns how many."""
    rows = list(UploadDraft.objects.filter(kept_at__lt=now - KEPT_FOR))
    for row in rows:
        forget(row)
    return len(rows)
