"""The arithmetic of the audit chain: canonical JSON, salted digests, the hash that links one event to the next."""

import hashlib
import json
from datetime import UTC


def digest_of(salt: str, values) -> str:
    """The salted hash of what was written: it proves a value that somebody shows, and tells nothing by itself."""
    return hashlib.sha256(f"{salt}{canonical(values)}".encode()).hexdigest()


def hash_of(event) -> str:
    """The link: a hash over everything the event holds and the hash before it."""
    return hashlib.sha256(
        canonical(
            [
                event.chain,
                event.sequence,
                event.at.astimezone(UTC).isoformat(timespec="microseconds"),
                event.actor_id,
                event.action,
                event.subject_type,
                event.subject_id,
                event.fields,
                event.salt,
                event.digest,
                event.previous_hash,
            ]
        ).encode()
    ).hexdigest()


def canonical(value) -> str:
    """JSON with one spelling."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
