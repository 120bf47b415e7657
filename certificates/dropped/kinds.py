"""What a file is, by its bytes: never by its name or by what the browser says."""

import json
from enum import StrEnum

from training.uploads import picture_kind

MAX_BYTES = 2 * 1024 * 1024
MAX_BADGE_BYTES = 100 * 1024  # ten times the largest of ours
PDF_BEGINS_WITHIN = 1024  # bytes; readers allow that much before the header


class Kind(StrEnum):
    """The two kinds of file that we issue."""

    PDF = "pdf"
    BADGE = "badge"


class NotRead(ValueError):
    """This file is not looked at; the message says why and what to do."""

    def __init__(self, message: str, status: int):
        super().__init__(message)
        self.status = status


def kind_of(content: bytes) -> Kind:
    """PDF or badge. Raises NotRead for anything else, and for what is larger than 2 MB, a badge than 100 kB."""
    if not content:
        raise NotRead("This file is empty. Choose another one.", 422)
    if len(content) > MAX_BYTES:
        raise NotRead("This file has more than 2 MB. Ours are far smaller: choose the file as it was issued.", 413)
    if b"%PDF-" in content[:PDF_BEGINS_WITHIN]:
        return Kind.PDF
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return small_enough(content)
    if picture_kind(content):
        raise NotRead("This is a picture, and we do not read pictures. Type the code that is printed on it.", 415)
    raise NotRead("This file is neither a PDF nor a badge (JSON). Choose the file as it was issued.", 415)


def small_enough(content: bytes) -> Kind:
    """A badge, unless it is so large that it can be none of ours: comparing nested data may be much work."""
    if len(content) > MAX_BADGE_BYTES:
        raise NotRead(
            "This file has more than 100 kB. A badge of ours is far smaller: choose it as it was issued.", 413
        )
    return Kind.BADGE


def badge_in(content: bytes) -> dict:
    """The badge of a JSON file. ValueError where it is none, or says a thing twice: readers would differ about it."""
    try:
        read = json.loads(content.decode("utf-8-sig"), object_pairs_hook=once, parse_constant=no_constant)
    except RecursionError as error:
        raise ValueError("It is nested too deeply.") from error
    if not isinstance(read, dict):
        raise ValueError("It is no object.")
    return read


def once(pairs: list[tuple]) -> dict:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("It says a thing twice.")
    return read


def no_constant(name: str):
    raise ValueError(f"{name} is not JSON.")
