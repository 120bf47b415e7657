"""A log of sessions as a PDF: Letter, landscape, as many pages as it takes, the hash and the place on each of them."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from certificates.printing.bidi import direction
from certificates.printing.faces import fallbacks, printable, spelled
from certificates.printing.press import lay_out, uncollected, written
from certificates.session_log.rows import Row, row_of, signers_of, statement_rows
from certificates.session_log.words import moment
from training.models import User
from training.permissions import record_of
from training.queries.session_log_content import SessionLog
from training.signature_words import version_of

STYLE = "session_log.css"
TEMPLATE = "certificates/print/session_log.html"
SANS, DISPLAY = "Pinpoint Sans", "Pinpoint Display"


class Faces:
    """Draws texts in any script: each gets the installed families that it needs beside the packaged one."""

    def __init__(self):
        self.classes: dict[tuple[str, ...], str] = {}

    def mendable(self, text: str, family: str, what: str) -> SafeString:
        """A text that its owner can write otherwise: refused, as on a certificate, if no face draws it."""
        text = printable(text)
        return self.drawn(text, family, fallbacks(text, family, what))

    def kept(self, text: str) -> SafeString:
        """A text that was signed or kept and that nobody may mend: a character without a face is spelled out."""
        text = spelled(printable(text), SANS)
        return self.drawn(text, SANS, fallbacks(text, SANS, "a text of the log"))

    def drawn(self, text: str, family: str, added: tuple[str, ...]) -> SafeString:
        if not added:
            return format_html("{}", text)
        name = self.classes.setdefault((family, *added), f"f{len(self.classes)}")
        return format_html('<bdi class="{}" dir="{}">{}</bdi>', name, direction(text), text)

    @property
    def style(self) -> str:
        return "\n".join(f".{name} {{ {rule_of(families)} }}" for families, name in self.classes.items())

    @property
    def added(self) -> set[str]:
        return {family for families in self.classes for family in families[1:]}


def rule_of(families: tuple[str, ...]) -> str:
    listed = ", ".join(f'"{family}"' for family in families)
    return f"font-family: {listed}; line-height: 1.35"


def pdf(log: SessionLog, by: User, at: datetime, anchor: str) -> bytes:
    """The file. Raises IssueRefused when the therapist's name or the organization's cannot be printed."""
    faces = Faces()
    html = render_to_string(TEMPLATE, page(log, faces, by, at, anchor))
    with uncollected():
        laid_out = lay_out(html, f"{faces.style}\n{foot(log.sha256, anchor)}", {}, STYLE)
        return written(laid_out, faces.added)


def page(log: SessionLog, faces: Faces, by: User, at: datetime, anchor: str) -> dict:
    """Every word of the document."""
    asked, meanings = log.asked, Meanings()
    rows = {name: list(drawn(log, entries, faces, meanings)) for name, entries in parts_of(log)}
    return {
        "title_name": asked.practitioner.full_name,
        "kept_by": faces.mendable(log.kept_by, SANS, "the name of the organization"),
        "name": faces.mendable(asked.practitioner.full_name, DISPLAY, "the name"),
        "running_name": faces.mendable(asked.practitioner.full_name, SANS, "the name"),
        "license": faces.kept(str(asked.license)) if asked.license else "",
        "log": log,
        "asked": asked,
        "rule": faces.kept(", ".join(filter(None, (log.totals.rule, log.totals.citation)))) if log.totals.rule else "",
        "totals": [(faces.kept(line.label), faces.kept(line.note), line) for line in log.totals.lines],
        **rows,
        "statements": [faced(each, faces) for each in statement_rows(log, meanings)],
        "signers": [faced(each, faces) for each in signers_of(log)],
        "meanings": [(faces.kept(each), version_of(each)) for each in meanings.seen],
        "proofs": sorted(meanings.proofs.items()),
        "made_by": faces.kept(str(record_of(by) or by)),
        "made_at": moment(at.astimezone(log.zone)),
        "created": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "anchor": anchor,
    }


def parts_of(log: SessionLog):
    return ("rows", log.counting), ("earlier", log.earlier), ("unsigned", log.unsigned)


def drawn(log: SessionLog, entries: Iterable, faces: Faces, meanings: "Meanings"):
    for place, entry in enumerate(entries, 1):
        yield faced(row_of(log, entry, place, meanings), faces)


def faced(row: Row, faces: Faces) -> Row:
    """The row with its free texts drawn in faces that have them."""
    return row._replace(**{name: faces.kept(getattr(row, name)) for name in row.FREE if getattr(row, name)})


class Meanings:
    """The different words under the signatures, numbered from 1 in the order of their first use, and the ways in which
    signers proved who they are.
    """

    def __init__(self):
        self.seen: list[str] = []
        self.proofs: dict[str, str] = {}

    def number(self, words: str) -> int:
        if words not in self.seen:
            self.seen.append(words)
        return self.seen.index(words) + 1


def foot(digest: str, anchor: str) -> str:
    """What stands at the foot of each page: both are digits and letters of hex, and a colon."""
    words = f'"SHA-256 of this log  {digest}\\A Audit checkpoint  {anchor}"'
    return f"@page {{ @bottom-left {{ content: {words} }} }}"
