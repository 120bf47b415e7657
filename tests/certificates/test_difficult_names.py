"""Sixty difficult names on both papers: inside the page, large enough, every glyph there, read again as written.

On a machine without a font package the name is refused, and the refusal names the package.
"""

import shutil
import subprocess
import unicodedata

import pytest
from weasyprint.formatting_structure import boxes

from certificates.printing import faces
from certificates.printing.bidi import direction, has_right_to_left
from certificates.printing.faces import printable
from certificates.printing.layout import attribute
from certificates.printing.press import written
from certificates.printing.render import added_faces, fitted, page, render
from certificates.printing.sheets import Size
from certificates.refused import IssueRefused
from tests.certificates import course, make
from tests.certificates.difficult_names import NAMES, REFUSED
from tests.certificates.fonts import has
from tests.certificates.tagged import Page
from tests.factories import NOW

pytestmark = pytest.mark.slow

PAPERS = {"certification": make.document, "completion": course.document}
LEAST = 14 / 0.75  # CSS pixels


def why(name) -> str:
    return name.why


def absent(name) -> list[str]:
    """The packages that a name needs and this machine has not."""
    return [package for package in name.packages if not has(package)]


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", NAMES, ids=why)
def test_a_name_is_printed_right_or_refused_with_the_package(name, paper):
    document = PAPERS[paper](printable(name.text))
    if absent(name):
        with pytest.raises(IssueRefused, match=f"apt-get install {absent(name)[0]}"):
            render(document, NOW)
        return
    added = added_faces(document)
    laid_out = fitted(document, NOW, added)
    judge_boxes(laid_out, name.text)
    judge_file(written(laid_out, {family for families in added.values() for family in families}), name.text)


def judge_boxes(laid_out, name: str) -> None:
    """One page; all text inside it; the whole name there, at 14 points or more, above what follows."""
    (page,) = laid_out.pages
    placed = list(page._page_box.descendants(placeholders=True))
    for text in (box for box in placed if isinstance(box, boxes.TextBox)):
        assert text.position_x >= 0, text.text
        assert text.position_x + text.width <= page.width, text.text
        assert text.position_y >= 0, text.text
        assert text.position_y + text.height <= page.height, text.text
    (block,) = (box for box in placed if attribute(box, "class") == "holder" and isinstance(box, boxes.BlockBox))
    lines = [box for box in block.descendants() if isinstance(box, boxes.TextBox)]
    assert squeezed("".join(line.text for line in lines)) == squeezed(name)
    assert min(line.style["font_size"] for line in lines) >= LEAST
    assert max(line.position_x + line.width for line in lines) <= block.content_box_x() + block.width + 0.5


def judge_file(content: bytes, name: str) -> None:
    page = Page(content)
    assert page.faults() == []
    assert squeezed(name) in squeezed("".join(page.words))
    assert printable(name) in page.reader.metadata.title
    if shutil.which("pdftotext") and not has_right_to_left(name):
        read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, stdout=subprocess.PIPE, check=True)
        assert squeezed(name) in squeezed(read.stdout.decode())


def test_there_are_sixty_names_of_more_than_twelve_scripts():
    scripts = {script for name in NAMES for script in name.scripts.split()}
    assert len(NAMES) == 60
    assert len({name.text for name in NAMES}) == 60
    assert len(scripts) >= 12
    assert max(len(name.text) for name in NAMES) == 120


@pytest.mark.parametrize("name", NAMES, ids=why)
def test_without_the_packages_a_name_is_refused_with_the_one_that_it_needs(name, monkeypatch):
    monkeypatch.setattr(faces, "FONT_DIRECTORIES", ())
    document = make.document(printable(name.text))
    if not name.packages:
        assert not any(added_faces(document).values())
        return
    with pytest.raises(IssueRefused) as refused:
        added_faces(document)
    assert f"(apt-get install {name.packages[0]}), then try again" in str(refused.value)
    assert "the name needs it" in str(refused.value)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", REFUSED, ids=why)
def test_a_name_that_no_paper_carries_is_refused_with_the_reason(name, paper):
    with pytest.raises(IssueRefused) as refused:
        render(PAPERS[paper](name.text), NOW)
    assert name.reason in str(refused.value)
    assert any(words in str(refused.value) for words in ("Type the words again.", "Write it otherwise.", "Shorten it"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Inés", "ltr"),
        ("دراي", "rtl"),
        ("3 (דוד) Ali", "rtl"),
        ("Ali דוד", "ltr"),
        ("山田", "ltr"),
        ("123 (4)", "ltr"),
        ("", "ltr"),
    ],
)
def test_the_first_strong_letter_says_the_direction(text, said):
    assert direction(text) == said


def test_a_right_to_left_name_is_isolated_on_the_paper():
    html = page(make.document("محمد Ali", issuer="דוד"), NOW, Size())
    assert '<bdi dir="rtl">محمد Ali</bdi>' in html
    assert '<bdi dir="rtl">דוד</bdi>' in html
    assert '<bdi dir="ltr">Ruth Lindqvist</bdi>' in html
