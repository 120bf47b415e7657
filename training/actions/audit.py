"""The append-only record: written in the same transaction as every act."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from training.chain import digest_of, hash_of
from training.models import AuditEvent

NOBODY = "-"


def record(*, action: str, by, subject, practitioner=None, fields=(), values=None, now: datetime) -> AuditEvent:
    """Append one event to the chain of `practitioner`, or to the one about nobody.

    `fields` are names of what was written; `values` (any JSON) is kept as a salted hash only.
    """
    chain = f"p:{practitioner.pk}" if practitioner else NOBODY
    with transaction.atomic():
        hold(chain)
        last = AuditEvent.objects.filter(chain=chain).order_by("-sequence").first()
        salt = secrets.token_hex(16) if values is not None else ""
        event = AuditEvent(
            chain=chain,
            sequence=last.sequence + 1 if last else 1,
            at=now,
            actor_id=by.pk if by else None,
            action=action,
            subject_type=subject._meta.model_name,
            subject_id=str(subject.pk),
            fields=sorted(fields),
            salt=salt,
            digest=digest_of(salt, values) if values is not None else "",
            previous_hash=last.hash if last else "",
        )
        event.hash = hash_of(event.link)
        event.save(force_insert=True)
    return event


def changed(row, names: Iterable[str]) -> list[str]:
    """Which of these fields say something else than the stored row; all of them for a new one."""
    stored = type(row).objects.filter(pk=row.pk).first()
    keys = {name: row._meta.get_field(name).attname for name in names}
    return [name for name, key in keys.items() if stored is None or getattr(stored, key) != getattr(row, key)]


def hold(chain: str) -> None:
    """One writer at a time for a chain. SQLite has one writer anyway (IMMEDIATE transactions)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key_of(chain)])


def key_of(chain: str) -> int:
    """The number that a chain is locked by."""
    return int.from_bytes(hashlib.sha256(chain.encode()).digest()[:8], signed=True)
