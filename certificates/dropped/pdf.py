"""The words of a PDF, read by a process of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROGRAM = Path(__file__).with_name("pdf_words.py")
SECONDS = 10


@dataclass(frozen=True, slots=True)
class PdfWords:
    """What could be read: the text of the first pages, the number of pages, whether that is all of the text, and the
    attached texts.
    """

    text: str
    pages: int
    is_whole: bool
    attached: tuple[str, ...]


def words_of(content: bytes) -> PdfWords | None:
    """The words of a PDF, or None where it cannot be read: damaged, locked, or too much work."""
    command = [sys.executable, "-I", "-X", "utf8", str(PROGRAM)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=True, env={})  # noqa: S603
        found = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return None
    return PdfWords(found["text"], found["pages"], found["is_whole"], tuple(found["attached"]))
