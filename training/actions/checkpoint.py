"""Signing where every audit chain stands, so that a cut or a rewritten tail is found."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Max, Q

from training.actions.audit import hold
from training.audit_key import public_of, signing_key
from training.chain import checkpoint_digest
from training.models import AuditCheckpoint, AuditEvent
from training.queries.organization import today

MARGIN = 10_000  # events; none is committed later than so many with a newer key
BATCH = 500


@transaction.atomic
def make_checkpoint(*, now: datetime) -> AuditCheckpoint | None:
    """Sign the heads of all chains. None where nothing happened since the last checkpoint."""
    hold("checkpoints")
    last = AuditCheckpoint.objects.order_by("number").last()
    chains = chains_now(last.up_to if last else 0)
    if not any(chain.new for chain in chains) and not late(chains, last):
        return None
    since = last.up_to - (MARGIN if late(chains, last) else 0) if last else 0
    moved = sorted((chain.name, chain.place) for chain in chains if chain.newest > since)
    key = signing_key()
    row = AuditCheckpoint(
        number=last.number + 1 if last else 1,
        at=now,
        events=count(chains),
        up_to=max(chain.newest for chain in chains),
        heads=with_hashes(moved),
        previous_digest=last.digest if last else "",
        key=public_of(key),
    )
    row.digest = checkpoint_digest(row.number, row.at, row.events, row.heads, row.previous_digest)
    row.signature = key.sign(row.digest.encode()).hex()
    row.save(force_insert=True)
    return row


class Chain(NamedTuple):
    """Where a chain stands: its last place, the key of its newest event, how many came after the last checkpoint."""

    name: str
    place: int
    newest: int
    new: int


def chains_now(up_to: int) -> list[Chain]:
    """All chains at one moment: one statement sees one state of the table."""
    new = Count("pk", filter=Q(pk__gt=up_to))
    rows = AuditEvent.objects.order_by().values_list("chain").annotate(Max("sequence"), Max("pk"), new=new)
    return [Chain(*row) for row in rows]


def count(chains: list[Chain]) -> int:
    return sum(chain.place for chain in chains)


def late(chains: list[Chain], last: AuditCheckpoint | None) -> bool:
    """Whether an event older than the last checkpoint, by its key, was committed after it."""
    return last is not None and count(chains) - sum(chain.new for chain in chains) != last.events


def make_daily(*, now: datetime) -> None:
    """One checkpoint a day of the organization."""
    last = AuditCheckpoint.objects.order_by("number").last()
    if last is None or today(last.at) < today(now):
        make_checkpoint(now=now)


def with_hashes(places: list[tuple[str, int]]) -> list[list]:
    """`[[chain, sequence, hash]]` of events that are never changed, in the order given."""
    hashes = {}
    for start in range(0, len(places), BATCH):
        some = places[start : start + BATCH]
        rows = AuditEvent.objects.filter(
            chain__in=[chain for chain, _ in some], sequence__in={place for _, place in some}
        )
        hashes |= {(chain, place): hash for chain, place, hash in rows.values_list("chain", "sequence", "hash")}
    return [[chain, place, hashes[chain, place]] for chain, place in places]
