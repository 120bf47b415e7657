"""What a program reads out of a file: the words as they were written, whatever glyphs draw them.

A glyph has one text for a whole file, and a line stores its glyphs from left to right. That garbles marks, letters
that join and right-to-left words. So such lines carry their text (ActualText, ISO 32000-1, 14.9.4): beside the glyphs,
or, of a line with right-to-left letters, at its tag, as poppler turns those around once more.
"""

from functools import partial

from pydyf import PDF, Dictionary, String
from weasyprint import Document
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import TextBox

from certificates.printing.bidi import has_right_to_left

SIMPLE_UNTIL = "\u024f"  # Latin letters that are one glyph each; then come marks and other scripts
PUNCTUATION = range(0x2010, 0x2028)  # dashes, quotation marks, dots

Lines = dict[int, str]  # by the number of the marked content (MCID)


def watched(document: Document) -> list[Lines]:
    """By page, the lines that need their text. They are known when the page is painted."""
    pages = []
    for page in document.pages:
        pages.append({})
        page.paint = partial(paint, page, pages[-1])
    return pages


def paint(page: Page, lines: Lines, stream, scale: float) -> None:
    """Paint a page, and put the text of left-to-right lines beside their glyphs."""
    Page.paint(page, stream, scale)
    drawn = {tag["mcid"]: box.text for box, tag in stream._tags.items() if isinstance(box, TextBox)}
    lines.update({number: text for number, text in drawn.items() if not is_simple(text)})
    for part in stream.stream:
        text = lines.get(part.get("MCID"), "") if isinstance(part, Dictionary) else ""
        if text and not has_right_to_left(text):
            part["ActualText"] = String(text)


def keep_text(pages: list[Lines], pdf: PDF) -> None:
    """Put the text of lines with right-to-left letters at their tags."""
    numbered = zip(pdf.page_references, pages, strict=True)
    lines = {(reference, number): text for reference, page in numbered for number, text in page.items()}
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("S") == "/Span" and len(each["K"]) == 1:
            text = lines.get((each["Pg"], each["K"][0]), "")
            if has_right_to_left(text):
                each["ActualText"] = String(text)


def is_simple(text: str) -> bool:
    """Whether one glyph is one letter, from left to right."""
    return all(character <= SIMPLE_UNTIL or ord(character) in PUNCTUATION for character in text)
