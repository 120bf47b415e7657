"""Files that lessons show or offer: which kinds, where the kept copy lies, and at which address it is read."""

import re

from django.urls import reverse

FOLDER = "kept"  # below the media folder, and never served from there: `training.views.learn.files` asks who reads
DIGEST = re.compile(r"[0-9a-f]{64}")
OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "mp4": "video/mp4",
    "pdf": "application/pdf",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "webm": "video/webm",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "zip": "application/zip",
}


def ending_of(name: str) -> str:
    """What follows the last dot of a file's name, in small letters."""
    return name.rpartition(".")[2].lower()


def kept_as(digest: str, name: str) -> str | None:
    """Where in the media storage the copy with this SHA-256 (hex) is; None where no such file is ever kept."""
    ending = ending_of(name)
    return f"{FOLDER}/{digest}.{ending}" if ending in TYPES and DIGEST.fullmatch(digest) else None


def address_of(digest: str, name: str) -> str:
    """Where a practitioner reads the kept copy; `name` is what it is saved as."""
    return reverse("learn:file", kwargs={"digest": digest, "saved_as": name})
