"""A module whose lesson holds what a test asks for, and files of the library for it."""

from uuid import uuid4

from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from tests.cms import site

TUBE = "https://youtu.be/dQw4w9WgXcQ"
WORDS = "<p>A thumb moves across the fibers.</p>"


def block(kind: str, value) -> dict:
    return {"type": kind, "id": str(uuid4()), "value": value}


def items(*values) -> list[dict]:
    return [{"type": "item", "id": str(uuid4()), "value": value} for value in values]


def document(name: str, content: bytes) -> Document:
    return Document.objects.create(title=name, file=ContentFile(content, name=name))


def video(**value) -> dict:
    return block("video", {"title": "A taut band", "transcript": WORDS, "address": "", **value})


def download(file: Document, **value) -> dict:
    return block("download", {"title": "A sheet", "document": file.pk, "text": "For the wall.", **value})


def check(*options, question="You cannot feel the rib. What now?") -> dict:
    chosen = options or (("A shorter needle", False, "It still points at it."), ("No needle", True, "Use your hands."))
    return block(
        "knowledge_check",
        {
            "question": question,
            "options": items(*({"text": text, "correct": correct, "why": why} for text, correct, why in chosen)),
        },
    )


def labeled(*labels, **value) -> dict:
    given = [{"text": "", "toward": "ne", **label} for label in labels]
    shown = {"image": None, "drawing": "chest_wall", "alternative": "A chest wall", "caption": "", **value}
    return block("labeled_figure", {**shown, "labels": items(*given)})


def module_with(*blocks, **fields):
    """A module of two lessons; the first holds `blocks` behind its text."""
    lessons = site.lessons("Where the lung is", "Three protections")
    lessons[0]["value"]["body"].extend(blocks)
    return site.module_page(lessons=lessons, **fields)
