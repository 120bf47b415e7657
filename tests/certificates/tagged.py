"""Reads a PDF as software for the blind does: by its tags, in their order, with the text that a line carries.

And looks at each glyph that a page shows: is it one of its embedded font, and not the empty box?
"""

import io
import re
from collections.abc import Iterator

from fontTools.ttLib import TTFont
from pypdf import PdfReader
from pypdf.generic import ArrayObject, ByteStringObject, ContentStream, DictionaryObject, IndirectObject, NameObject

MAPPED = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")


class Page:
    """The first page of a file."""

    def __init__(self, content: bytes):
        self.reader = PdfReader(io.BytesIO(content))
        page = self.reader.pages[0]
        self.fonts = {name: font.get_object() for name, font in page["/Resources"]["/Font"].items()}
        self.texts = {name: self.mapped(font) for name, font in self.fonts.items()}
        self.shown: set[tuple[str, int]] = set()
        self.lines: dict[int, str] = {}
        self.walk(ContentStream(page.get_contents(), self.reader).operations)

    @staticmethod
    def mapped(font) -> dict[int, str]:
        """The text of each glyph of a font."""
        rows = MAPPED.findall(font["/ToUnicode"].get_data().lower())
        return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in rows}

    def walk(self, operations) -> None:
        number, font, own = None, "", None
        for operands, operator in operations:
            if operator == b"BDC":
                number, own = operands[1]["/MCID"], operands[1].get("/ActualText")
                self.lines[number] = str(own or "")
            elif operator == b"Tf":
                font = str(operands[0])
            elif operator in (b"Tj", b"TJ"):
                glyphs = list(glyphs_of(operands[0]))
                self.shown.update((font, glyph) for glyph in glyphs)
                if number is not None and own is None:
                    self.lines[number] += "".join(self.texts[font].get(glyph, "") for glyph in glyphs)
            elif operator == b"EMC":
                number = None

    @property
    def words(self) -> list[str]:
        """The text of each line, in the order of the tags."""
        return list(self.read(self.reader.trailer["/Root"]["/StructTreeRoot"]))

    def read(self, element) -> Iterator[str]:
        if isinstance(element, int):
            yield self.lines[element]
        elif "/ActualText" in element:
            yield str(element["/ActualText"])
        elif "/K" in element:
            kids = element["/K"]
            for kid in kids if isinstance(kids, ArrayObject) else [kids]:
                yield from self.read(kid.get_object() if isinstance(kid, IndirectObject) else kid)

    def faults(self) -> list[str]:
        """Glyphs that are the empty box, are not in their font, or have no text."""
        faults, counts = [], {name: glyph_count(font) for name, font in self.fonts.items()}
        for name, glyph in sorted(self.shown):
            if not 0 < glyph < counts[name] or glyph not in self.texts[name]:
                faults.append(f"glyph {glyph} of {self.fonts[name]['/BaseFont']}")
        return faults


def glyphs_of(shown) -> Iterator[int]:
    """The glyphs of a string or of an array of strings and gaps; two bytes each."""
    for part in shown if isinstance(shown, ArrayObject) else [shown]:
        if isinstance(part, str | bytes):
            data = part if isinstance(part, ByteStringObject | bytes) else part.original_bytes
            yield from (int.from_bytes(data[each : each + 2]) for each in range(0, len(data), 2))


def glyph_count(font: DictionaryObject) -> int:
    descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
    name = next(NameObject(each) for each in ("/FontFile2", "/FontFile3") if each in descriptor)
    with TTFont(io.BytesIO(descriptor[name].get_data()), lazy=True) as embedded:
        return embedded["maxp"].numGlyphs
