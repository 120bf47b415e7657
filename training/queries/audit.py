"""Is the record of acts whole? Every chain is walked and held against the signed checkpoints."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from training.audit_key import is_signed, known_keys
from training.chain import Fault, Link, checkpoint_digest, walked
from training.models import AuditCheckpoint, AuditEvent

CHECKPOINTS = "checkpoints"
REWRITTEN = "a checkpoint saw another event here"
GONE = "a checkpoint saw an event here, and it is gone"
Heads = dict[str, dict[int, str]]  # by chain and place, the hash that a checkpoint saw


def broken_links(anchors: Iterable[tuple[int, str]] = ()) -> list[Fault]:
    """Every fault: within a chain, between the chains and the checkpoints, and between those and the `anchors`.

    An anchor is the number of a checkpoint and its digest, as somebody kept them outside of this program.
    """
    heads, digests, faults = defaultdict(dict), {}, []
    for row in AuditCheckpoint.objects.order_by("number").iterator(chunk_size=50):
        faults += flaws_of(row, digests)
        digests[row.number] = row.digest
        for chain, sequence, hash in row.heads:
            faults += [] if heads[chain].setdefault(sequence, hash) == hash else [Fault(chain, sequence, REWRITTEN)]
    within = list(walked(against(heads, links(), faults)))
    return [*faults, *within, *flaws_of_anchors(anchors, digests)]


def links() -> Iterator[Link]:
    """Every event, by chain and place."""
    rows = AuditEvent.objects.order_by("chain", "sequence").values_list(*Link._fields)
    return map(Link._make, rows.iterator(chunk_size=5000))


def against(heads: Heads, events: Iterable[Link], faults: list[Fault]) -> Iterator[Link]:
    """The events as they come; where a checkpoint saw another one, or one that is gone, a fault is noted.

    Every checkpoint is asked, not the newest alone: one that was signed after somebody rewrote a chain hides nothing.
    """
    for link in events:
        seen = heads.get(link.chain)
        hash = seen.pop(link.sequence, None) if seen else None
        if hash and hash != link.hash:
            faults.append(Fault(link.chain, link.sequence, REWRITTEN))
        yield link
    faults += [Fault(chain, place, GONE) for chain, places in sorted(heads.items()) for place in sorted(places)]


def flaws_of(row: AuditCheckpoint, digests: dict[int, str]) -> Iterator[Fault]:
    """What is wrong with a checkpoint, given the digests of those before it."""
    if row.number != len(digests) + 1:
        yield Fault(CHECKPOINTS, row.number, "a checkpoint before it is missing")
    elif row.previous_digest != digests.get(row.number - 1, ""):
        yield Fault(CHECKPOINTS, row.number, "it does not follow from the checkpoint before it")
    if row.digest != checkpoint_digest(row.number, row.at, row.events, row.heads, row.previous_digest):
        yield Fault(CHECKPOINTS, row.number, "its content was changed")
    if not is_signed(row.key, row.digest, row.signature):
        yield Fault(CHECKPOINTS, row.number, "its signature is not right")
    elif row.key not in known_keys():
        yield Fault(CHECKPOINTS, row.number, f"it is signed by a key that is not known here, {row.key}")


def flaws_of_anchors(anchors: Iterable[tuple[int, str]], digests: dict[int, str]) -> Iterator[Fault]:
    for number, digest in anchors:
        if number not in digests:
            yield Fault(CHECKPOINTS, number, "this checkpoint was given, and it is gone")
        elif digests[number] != digest:
            yield Fault(CHECKPOINTS, number, "this checkpoint was given with another digest")
