"""From a frozen document to its file: one page, tagged, long-term, the same bytes each time."""

from collections.abc import Mapping
from dataclasses import astuple
from datetime import UTC, datetime
from itertools import chain
from types import MappingProxyType
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from weasyprint import Attachment, Document

from certificates.codes import grouped
from certificates.designs.content import Layout
from certificates.document import PrintedDocument
from certificates.printing import qr
from certificates.printing.characters import MARKS_IN_A_LINE, tower
from certificates.printing.drawings import drawings, in_accent
from certificates.printing.faces import fallbacks
from certificates.printing.layout import misfit
from certificates.printing.press import lay_out, written
from certificates.printing.sheets import BY_DESIGN, HOLDER, NAME_LINES, SMALLEST, Sheet, Size, sheet_of
from certificates.refused import IssueRefused

NONE = MappingProxyType({})
# Inches below the upper edge of the body, by layout and paper: as high as the facts, whose place the stylesheets say.
QR_TOP = {("side", "letter"): 5.02, ("side", "a4"): 4.78, ("centered", "letter"): 4.9, ("centered", "a4"): 4.67}


def render(
    document: PrintedDocument, issued_at: datetime, badge: str = "", pictures: Mapping[str, bytes] = NONE
) -> bytes:
    """The PDF, with the file of its badge; `pictures` by their SHA-256, at least those of the document.

    Raises IssueRefused when a character has no face or a text does not fit.
    """
    added = added_faces(document)
    families = {family for families in added.values() for family in families}
    return written(fitted(document, issued_at, added, pictures), families, attachments(document, issued_at, badge))


def fitted(
    document: PrintedDocument,
    issued_at: datetime,
    added: dict[str, tuple[str, ...]],
    pictures: Mapping[str, bytes] = NONE,
) -> Document:
    """The document as it is laid out in the best of its sheet's sizes that fits; refused if none does."""
    sheet, own = sheet_of(document), own_style(document, added)
    drawn = {"qr": qr.svg(document.verify_address)} | drawings(document, pictures)
    for row in sheet.sizes_of(document):
        too_wide = set()
        for size in row:
            if size.name in too_wide:
                continue
            laid_out = lay_out(page(document, issued_at, size), own, drawn, *sheet.styles(document))
            wrong = misfit(laid_out)
            if not wrong:
                return laid_out
            if wrong == HOLDER.what:
                too_wide.add(size.name)
        if wrong != HOLDER.what:
            break
    raise IssueRefused(too_long(wrong, sheet, document))


def attachments(document: PrintedDocument, issued_at: datetime, badge: str) -> tuple[Attachment, ...]:
    """The badge as it was signed, for machines that are handed the PDF; at the time of issue, not that of the clock."""
    if not badge:
        return ()
    at = issued_at.astimezone(UTC)
    name, words = f"{document.number}.json", "The same certificate as an Open Badge"
    about = {"name": name, "description": words, "created": at, "modified": at, "relationship": "Alternative"}
    return (Attachment(string=badge, **about),)


def added_faces(document: PrintedDocument) -> dict[str, tuple[str, ...]]:
    """By text, the installed families that its words need beside the packaged one."""
    texts = sheet_of(document).texts.items()
    return {name: fallbacks(text_of(document, name), words.family, words.what) for name, words in texts}


def text_of(document: PrintedDocument, name: str) -> str:
    """The words of a field; of a field with rows, those of all rows."""
    value = getattr(document, name)
    return value if isinstance(value, str) else " ".join(chain.from_iterable(astuple(row) for row in value))


def page(document: PrintedDocument, issued_at: datetime, size: Size) -> str:
    """The certificate as HTML; every word is escaped."""
    sheet, parts = sheet_of(document), urlsplit(document.verify_address)
    context = sheet.context(document) | {
        "document": document,
        "size": " ".join((document.look.layout * (document.look.layout != Layout.SIDE), *size)).strip(),
        "name_lines": NAME_LINES[size.name],
        "name_words": "any" if size.name == SMALLEST else "whole",
        "typed_code": grouped(document.code),
        "verify_at": f"{parts.netloc}/verify",
        "created": issued_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return render_to_string(sheet.template, context)


def own_style(document: PrintedDocument, added: dict[str, tuple[str, ...]]) -> str:
    """The size of this QR code, and the faces that these words need beside the packaged ones."""
    side, quiet = qr.side_mm(document.verify_address), qr.quiet_mm(document.verify_address)
    top = QR_TOP[document.look.layout, document.look.paper]
    rules = [f".qr {{ width: {side:.2f}mm; right: -{quiet:.2f}mm; top: calc({top}in - {quiet:.2f}mm) }}"]
    rules += in_accent(document.look)
    for name, families in added.items():
        words = sheet_of(document).texts[name]
        if families:
            listed = ", ".join(f'"{family}"' for family in (words.family, *families))
            rules.append(f".{words.place} {{ font-family: {listed} !important; letter-spacing: 0; line-height: 1.35 }}")
        marks = tower(text_of(document, name))
        if marks > MARKS_IN_A_LINE:
            rules.append(f".{words.place} {{ line-height: {1.2 + marks / 5:.1f} !important }}")
    return "\n".join(rules)


def too_long(what: str, sheet: Sheet, document: PrintedDocument) -> str:
    if what == HOLDER.what:
        return (
            "The name is too long for the certificate: it does not fit four lines of 15 point letters. "
            "Shorten it as the license shows it."
        )
    if what in {words.what for words in BY_DESIGN.values()}:
        return f"The certificate has no room for {what}: it is too long. A manager shortens it in the design."
    fewer = " Or a manager takes signatories from the design." if document.signatories else ""
    return f"The certificate has no room for {what}: it is too long. {sheet.mend}{fewer}"
