"""What every source of license data says, and how it is asked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol


class Unavailable(Exception):
    """The source could not be asked, or what it answered cannot be read. Nothing is concluded from that."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One license as the source holds it: the fields that count, and `shown`, the source's own words in full.

    Whether it is `active` is apart from the `status` in the source's words. `expires_on` is the last valid day,
    inclusive; None where the source names none.
    """

    number: str
    name: str
    status: str
    active: bool
    encumbered: bool = False
    issued_on: date | None = None
    expires_on: date | None = None
    shown: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """What an answer was read from, as a file to keep. `read` gives its bytes and raises `Unavailable`."""

    name: str
    content_type: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the source says of a number: the day that its data is of, and every entry it holds under that number.

    `sha256` is the hash (hex) of the document or response it was read from. That `document` is kept, once for all the
    answers that were read from it.
    """

    as_of: date
    entries: tuple[Entry, ...]
    sha256: str
    url: str = ""
    document: Document | None = None


class Source(Protocol):
    """A primary source that answers by itself."""

    name: str

    def covers(self, jurisdiction: str, type: str) -> bool:
        """Whether the source speaks for licenses of this type there (a jurisdiction's code such as US-FL)."""

    def ask(self, jurisdiction: str, type: str, number: str) -> Answer:
        """What it holds under the number. Raises `Unavailable`."""
