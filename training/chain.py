"""The arithmetic of the audit record: canonical JSON, salted digests, the hashes that link events and checkpoints.

`script/check_audit.py` does the same again with Python alone, for whoever does not want to trust this program.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple


class Link(NamedTuple):
    """One event as it is hashed, and the hash that it has."""

    chain: str
    sequence: int
    at: datetime
    actor: int | None
    action: str
    subject_type: str
    subject_id: str
    fields: list[str]
    salt: str
    digest: str
    previous_hash: str
    hash: str = ""


class Fault(NamedTuple):
    """What is wrong at one place of a chain; the place 0 is the chain as a whole."""

    chain: str
    sequence: int
    what: str


def digest_of(salt: str, values) -> str:
    """The salted hash of what was written: it proves a value that somebody shows, and tells nothing by itself."""
    return hashlib.sha256(f"{salt}{canonical(values)}".encode()).hexdigest()


def hash_of(link: Link) -> str:
    """A hash (SHA-256, hex) over everything that the event holds and the hash before it."""
    return sha256([link.chain, link.sequence, instant(link.at), *link[3:-1]])


def checkpoint_digest(number: int, at: datetime, events: int, heads: list, previous_digest: str) -> str:
    """A hash (SHA-256, hex) over the heads that moved since the checkpoint before, and over that one."""
    return sha256([number, instant(at), events, heads, previous_digest])


def sha256(value) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(value) -> str:
    """JSON with one spelling."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def walked(links: Iterable[Link]) -> Iterator[Fault]:
    """What is wrong within the chains. `links` come by chain and place."""
    chain, sequence, previous = None, 0, ""
    for link in links:
        if link.chain != chain:
            chain, sequence, previous = link.chain, 0, ""
        if link.sequence != sequence + 1:
            yield Fault(chain, link.sequence, f"the event before it, {sequence + 1}, is missing")
        elif link.previous_hash != previous:
            yield Fault(chain, link.sequence, "it does not follow from the event before it")
        if link.hash != hash_of(link):
            yield Fault(chain, link.sequence, "its content was changed")
        sequence, previous = link.sequence, link.hash
