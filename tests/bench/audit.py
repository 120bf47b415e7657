"""Walking the audit record, against reading the same columns by plain SQL and hashing them once."""

import hashlib
from collections.abc import Iterator

from django.db import connection, transaction
from django.utils import timezone

from tests.bench.measure import line, side_by_side
from training.actions.checkpoint import make_checkpoint
from training.models import AuditEvent
from training.queries.audit import broken_links

HUNDRED_THOUSAND = 100_000
PLAIN = (
    "SELECT chain, sequence, at, actor_id, action, subject_type, subject_id, fields, salt, digest, previous_hash, hash"
    " FROM training_auditevent ORDER BY chain, sequence"
)


def run(people: int) -> Iterator[str]:
    """Seconds for a hundred thousand events, with a checkpoint over all heads."""
    with transaction.atomic():
        make_checkpoint(now=timezone.now())
        whole, plain = side_by_side(walk, read_and_hash, rounds=5)
        transaction.set_rollback(True)
    scale = HUNDRED_THOUSAND / AuditEvent.objects.count()
    value, floor = whole.middle * scale, plain.middle * scale
    yield line("audit", people, value, "seconds for 100,000 events", floor, value / floor)


def walk() -> None:
    if faults := broken_links():
        raise RuntimeError(f"The record is not whole: {faults[0]}")


def read_and_hash() -> None:
    with connection.cursor() as cursor:
        cursor.execute(PLAIN)
        while rows := cursor.fetchmany(5000):
            for row in rows:
                hashlib.sha256(repr(row).encode()).hexdigest()
