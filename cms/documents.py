"""What a document is, judged by its content: its name says one thing, and its bytes must say the same."""

from zipfile import BadZipFile, ZipFile

from django.core.files.base import File

from training.lesson_files import TYPES, ending_of

HEAD = 64 * 1024
MEGABYTE = 1024 * 1024
OTHER_LIMIT = 20 * MEGABYTE  # what is no film
FILMS = {"mp4", "webm"}
CAPTIONS = {"vtt"}
PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
FILM_BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"MSNV")
PAGES = (b"<svg", b"<?xml", b"<!doctype", b"<html", b"<script")


def flaw_of(file: File, name: str) -> str:
    """The sentence that says why this file cannot stand in the library, or nothing."""
    ending = ending_of(name)
    if ending not in TYPES:
        return f"Files named .{ending} are not kept. Choose one of these: {', '.join(sorted(TYPES))}."
    if ending not in FILMS and file.size > OTHER_LIMIT:
        limit = OTHER_LIMIT // MEGABYTE
        return f"This file has {file.size / MEGABYTE:.1f} MB. The limit is {limit} MB, except for films."
    if not holds_what_it_says(file, ending):
        return f"This file is named .{ending}, but it holds something else. Export it again."
    return ""


def holds_what_it_says(file: File, ending: str) -> bool:
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if ending in PARTS or ending == "zip":
        return is_zip_of(file, PARTS.get(ending))
    if ending == "mp4":
        return head[4:8] == b"ftyp" and head[8:12] in FILM_BRANDS
    if ending == "webm":
        return head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64]
    if ending == "pdf":
        return head[:1024].lstrip().startswith(b"%PDF-")
    return is_text(head, ending)


def is_zip_of(file: File, part: str | None) -> bool:
    """An archive that can be read, with `part` in it and no program: macros run on the reader's machine."""
    try:
        with ZipFile(file) as archive:
            names = set(archive.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    finally:
        file.seek(0)
    return part is None or (part in names and not any(name.endswith("vbaProject.bin") for name in names))


def is_text(head: bytes, ending: str) -> bool:
    """Plain words in UTF-8: no page, no drawing, nothing that a program wrote for itself."""
    words = head.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in words or words[:512].lstrip().lower().startswith(PAGES):
        return False
    try:
        words.decode()
    except UnicodeDecodeError as error:
        if len(head) < HEAD or error.start < len(words) - 4:  # a letter may be cut where the head ends
            return False
    return ending != "vtt" or words.startswith(b"WEBVTT")


def size_words(size: int) -> str:
    """How large a file is: “84 KB”, “2.1 MB”."""
    return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE else f"{max(1, round(size / 1024))} KB"
