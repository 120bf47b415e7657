"""Whether what was laid out fits: read from the boxes that WeasyPrint made, not guessed from lengths."""

from weasyprint import Document
from weasyprint.formatting_structure import boxes

SLACK = 0.5  # CSS pixels; rounding of glyph widths
AIR = 8  # CSS pixels that stay free between the words and the foot


def misfit(document: Document) -> str:
    """What does not fit ("the name"), or an empty string. Every text box must lie inside its block and the page."""
    if len(document.pages) != 1:
        return "the text"
    placed = list(document.pages[0]._page_box.descendants(placeholders=True))
    blocks = [box for box in placed if isinstance(box, boxes.BlockBox) and attribute(box, "data-what")]
    for block in blocks:
        if not fits(block):
            return attribute(block, "data-what")
    return "" if clear_of_the_foot(placed) else "the text above the foot"


def fits(block) -> bool:
    """No more lines than the block allows, and no text past its edges."""
    lines = [box for box in block.descendants() if isinstance(box, boxes.LineBox)]
    left, right = block.content_box_x(), block.content_box_x() + block.width
    texts = [box for line in lines for box in line.descendants() if isinstance(box, boxes.TextBox)]
    inside = all(left - SLACK <= text.position_x and end_of(text) <= right + SLACK for text in texts)
    return inside and len(lines) <= int(attribute(block, "data-lines"))


def end_of(text) -> float:
    return text.position_x + text.width


def clear_of_the_foot(placed) -> bool:
    """The words, which grow downward, end above the foot, which stands still and is on the same page."""
    bottom = max(below(box) for box in placed if attribute(box, "class") == "flow")
    top = min((box.position_y for box in placed if attribute(box, "class") == "signed"), default=0)
    if not top:
        return False
    ends = max(below(box) for box in placed if (attribute(box, "class") or "").startswith("column"))
    fine = min(box.position_y for box in placed if attribute(box, "class") == "fine")
    return bottom + AIR <= top and ends <= fine + SLACK


def below(box) -> float:
    return box.position_y + box.margin_height()


def attribute(box, name: str) -> str | None:
    """An attribute of the element that made a box; None for a box without an element."""
    return box.element.get(name) if box.element is not None else None
