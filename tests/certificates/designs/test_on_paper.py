"""The file of a design: each layout on each paper in each language, with pictures, the same bytes each time."""

import io
import shutil
import subprocess

import pytest
from pypdf import PdfReader

from certificates.designs.content import Signatory
from certificates.designs.packaged import packaged
from certificates.document import CertificateDocument, Look
from certificates.printing.faces import printable
from certificates.printing.press import written
from certificates.printing.render import added_faces, fitted, render
from certificates.refused import IssueRefused
from tests.certificates import make, scan
from tests.certificates.designs.papers import KINDS, LANGUAGES, LAYOUTS, LOGO, PICTURES, certification, completion
from tests.certificates.difficult_names import CORE, NAMES
from tests.certificates.fonts import needs
from tests.certificates.tagged import Page
from tests.certificates.test_difficult_names import absent, judge_boxes, judge_file, why
from tests.certificates.test_render import text_of
from tests.factories import NOW

pytestmark = pytest.mark.slow

POINTS = {"letter": (792, 612), "a4": (842, 595)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("layout", "paper"), LAYOUTS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_layout_is_one_tagged_page_with_every_word(kind, layout, paper, language):
    document = KINDS[kind](layout=layout, paper=paper, language=language)
    content = render(document, NOW, pictures=PICTURES)
    reader, text = PdfReader(io.BytesIO(content)), text_of(content)
    assert reader.trailer["/Root"]["/Lang"] == language
    assert tuple(round(float(each)) for each in reader.pages[0].mediabox[2:]) == POINTS[paper]
    assert Page(content).faults() == []
    for words in said(document):
        assert " ".join(words.split()) in text, words


def said(document) -> list[str]:
    """Title, sentence, fine print, every label that stands alone, and who signs."""
    labels = document.labels
    names = [words for each in document.signatories for words in (each.name, each.title)]
    return [document.title, document.sentence, document.fine_print, labels.number, labels.scan, *names]


@pytest.mark.parametrize(("layout", "paper"), LAYOUTS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_same_document_makes_the_same_bytes(kind, layout, paper):
    document = KINDS[kind](layout=layout, paper=paper)
    assert render(document, NOW, pictures=PICTURES) == render(document, NOW, pictures=PICTURES)


def test_the_words_of_the_packaged_design_make_the_file_of_papers_from_before():
    words = packaged("certification")
    given = {"title": words.title, "fine_print": words.fine_print, "language": "en", "look": Look()}
    before = CertificateDocument.from_json(make.document().to_json() | {"design_version": 1})
    assert render(make.document(**given), NOW) == render(before, NOW)


def test_pictures_are_read_aloud_by_what_they_are():
    content = render(certification(language="es"), NOW, pictures=PICTURES)
    told = {each.get_object().get("/Alt") for each in figures(PdfReader(io.BytesIO(content)))}
    assert {
        "Logotipo de Larkspur Physical Therapy",
        "Firma de Jürgen Groß",
        "Firma de Dr. Amara Okonkwo, PT, DPT",
    } < told
    assert len(told) == 4  # and the QR code


def figures(reader: PdfReader) -> list:
    objects = (
        reader.get_object(number) for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())))
    )
    return [each for each in objects if isinstance(each, dict) and each.get("/S") == "/Figure"]


@pytest.mark.parametrize("pictures", [{}, {LOGO: b"another"}], ids=["missing", "another"])
def test_a_picture_that_is_not_the_one_of_the_hash_is_refused(pictures):
    with pytest.raises(IssueRefused, match="picture of the design is missing or damaged"):
        render(certification(), NOW, pictures=PICTURES | pictures if pictures else {})


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"title": "Certificate of the Highest Distinction and Merit of All " * 3}, "the title"),
        ({"fine_print": "This is no license. " * 40}, "the fine print"),
        ({"signatories": (Signatory(name="Maximiliana " * 9),)}, "the name of a signatory"),
        ({"signatories": (Signatory(name="Ann", title="Director of everything " * 9),)}, "the title of a signatory"),
    ],
)
@pytest.mark.parametrize("layout", ["side", "centered"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_the_design_says_must_fit_too(kind, layout, changes, what):
    with pytest.raises(IssueRefused, match=f"no room for {what}.*A manager shortens it in the design"):
        render(KINDS[kind](layout=layout, **changes), NOW, pictures=PICTURES)


@needs(CORE)
@pytest.mark.parametrize("layout", ["side", "centered"])
def test_what_the_design_says_is_printed_in_any_script(layout):
    words = "فاطمة الزهراء"
    changes = {"title": words, "fine_print": words, "signatories": (Signatory(name=words, title=words),)}
    content = render(certification(layout=layout, **changes), NOW, pictures=PICTURES)
    assert Page(content).faults() == []


@pytest.mark.skipif(not (shutil.which("pdftoppm") and scan.available()), reason="needs poppler-utils and libzbar0")
@pytest.mark.parametrize(("layout", "paper"), LAYOUTS)
def test_the_printed_qr_code_is_read_by_a_scanner(layout, paper, tmp_path):
    document = completion(layout=layout, paper=paper)
    (tmp_path / "a.pdf").write_bytes(render(document, NOW, pictures=PICTURES))
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "a.pdf", "a"], cwd=tmp_path, check=True)
    assert scan.codes(next(tmp_path.glob("*.pgm")).read_bytes()) == [document.verify_address]


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [each for each in NAMES if not absent(each)], ids=why)
def test_a_difficult_name_is_printed_right_in_the_centered_layout(name, kind, paper):
    document = KINDS[kind](printable(name.text), layout="centered", paper=paper)
    added = added_faces(document)
    laid_out = fitted(document, NOW, added, PICTURES)
    judge_boxes(laid_out, name.text)
    judge_file(written(laid_out, {family for families in added.values() for family in families}), name.text)
