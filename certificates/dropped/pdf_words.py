"""Reads the words of a PDF from standard input, and writes them to standard output as JSON.

A program of its own, without Django: a stranger's file may make any reader run for ever or take all memory. Here it
has 5 seconds and 1 GB, and nothing else ends with it. What it cannot read ends it with a number that is not 0.
"""

import json
import logging
import resource
import sys
from io import BytesIO

SECONDS, MEMORY = 5, 1024**3
PAGES, LETTERS = 5, 20_000
ATTACHMENTS, ATTACHMENT_BYTES = 5, 200_000


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def words_of(content: bytes) -> dict:
    """The text of the first pages, how many there are, whether that is all, and the attached files that are text."""
    from pypdf import PdfReader  # after the limits

    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted:
        reader.decrypt("")
    text, pages = "\n".join(page.extract_text() for page in reader.pages[:PAGES]), len(reader.pages)
    is_whole = pages <= PAGES and len(text) <= LETTERS
    return {"text": text[:LETTERS], "pages": pages, "is_whole": is_whole, "attached": attached(reader)}


def attached(reader) -> list[str]:
    files = (content for _, contents in reader.attachments.items() for content in contents)
    small = (content for content, _ in zip(files, range(ATTACHMENTS), strict=False) if len(content) <= ATTACHMENT_BYTES)
    return [content.decode("utf-8", errors="replace") for content in small]


def main() -> None:
    limit()
    logging.disable()
    found = json.dumps(words_of(sys.stdin.buffer.read()))
    sys.stdout.write(found)


if __name__ == "__main__":
    main()
