"""Whether what was laid out fits: read from the boxes that WeasyPrint made, not guessed from lengths."""

from weasyprint import Document
from weasyprint.document import Page
from weasyprint.formatting_structure import boxes

SLACK = 0.5  # CSS pixels; rounding of glyph widths
POINT = 0.75  # points in a CSS pixel
TINY = 0.001  # rounding of font sizes
HYPHENS = "-\u2010\u2013\u058a\u05be"  # and dash, and those of Armenian and Hebrew
AIR = 8  # CSS pixels that stay free between the words and the foot


def misfit(document: Document) -> str:
    """What does not fit ("the name"), or an empty string. Every text box must lie inside its block and the page."""
    if len(document.pages) != 1:
        return "the text"
    page = document.pages[0]
    placed = list(page._page_box.descendants(placeholders=True))
    blocks = [box for box in placed if isinstance(box, boxes.BlockBox) and attribute(box, "data-what")]
    for block in blocks:
        if not fits(block):
            return attribute(block, "data-what")
    if not all(inside(page, box) for box in placed if isinstance(box, boxes.TextBox)):
        return "the text"
    return "" if clear_of_the_foot(placed) else "the text above the foot"


def fits(block) -> bool:
    """No more lines than the block allows, no text past its edges, none too small, and whole words if it asks so."""
    lines = [box for box in block.descendants() if isinstance(box, boxes.LineBox)]
    left, right = block.content_box_x(), block.content_box_x() + block.width
    texts = [box for line in lines for box in line.descendants() if isinstance(box, boxes.TextBox)]
    least = float(attribute(block, "data-points") or 0) / POINT
    within = all(left - SLACK <= text.position_x and end_of(text) <= right + SLACK for text in texts)
    large = all(text.style["font_size"] >= least - TINY for text in texts)
    whole = attribute(block, "data-words") != "whole" or keeps_words("".join(block.element.itertext()), texts)
    return within and large and whole and len(lines) <= int(attribute(block, "data-lines"))


def keeps_words(whole: str, lines) -> bool:
    """Whether lines end where words do. A script may allow a break anywhere; a name with spaces is broken at one."""
    for line in lines if len(whole.split()) > 1 else ():
        rest = whole.removeprefix(line.text)
        if rest.strip() and not rest[0].isspace() and line.text[-1] not in HYPHENS:
            return False
        whole = rest.lstrip()
    return True


def inside(page: Page, text) -> bool:
    across = text.position_x >= -SLACK and end_of(text) <= page.width + SLACK
    return across and text.position_y >= -SLACK and text.position_y + text.height <= page.height + SLACK


def end_of(text) -> float:
    return text.position_x + text.width


def clear_of_the_foot(placed) -> bool:
    """The words, which grow downward, end above the foot, which stands still and is on the same page."""
    bottom = max(below(box) for box in placed if attribute(box, "class") == "flow")
    foot = [box for box in placed if has_class(box, "signed") or has_class(box, "column")]
    if not foot:
        return False
    top = min(box.position_y for box in foot)
    ends = max(below(box) for box in placed if has_class(box, "column"))
    fine = min(box.position_y for box in placed if attribute(box, "class") == "fine")
    return bottom + AIR <= top and ends <= fine + SLACK


def below(box) -> float:
    return box.position_y + box.margin_height()


def has_class(box, name: str) -> bool:
    return name in (attribute(box, "class") or "").split()


def attribute(box, name: str) -> str | None:
    """An attribute of the element that made a box; None for a box without an element."""
    return box.element.get(name) if box.element is not None else None
