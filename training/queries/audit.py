"""Is the record of acts whole? Finds an edited, deleted or reordered event by walking every chain."""

from training.chain import hash_of
from training.models import AuditEvent


def broken_links():
    """Yield (chain, sequence, what is wrong) for each fault."""
    chain, sequence, previous = None, 0, ""
    for event in AuditEvent.objects.order_by("chain", "sequence").iterator(chunk_size=2000):
        if event.chain != chain:
            chain, sequence, previous = event.chain, 0, ""
        if event.sequence != sequence + 1:
            yield chain, event.sequence, f"the event before it, {sequence + 1}, is missing"
        elif event.previous_hash != previous:
            yield chain, event.sequence, "it does not follow from the event before it"
        if event.hash != hash_of(event):
            yield chain, event.sequence, "its content was changed"
        sequence, previous = event.sequence, event.hash
