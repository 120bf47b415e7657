"""The file: one tagged page, the same bytes each time, every name printed right or refused with the reason."""

import io
import re
import shutil
import subprocess

import pytest
from pypdf import PdfReader

from certificates.printing import faces, qr, scripts
from certificates.printing.render import render
from certificates.refused import IssueRefused
from tests.certificates import scan
from tests.certificates.difficult_names import CJK, CORE
from tests.certificates.fonts import has, needs
from tests.certificates.make import document
from tests.factories import NOW

IN_ANY_SCRIPT = {
    "Arabic": pytest.param("فاطمة الزهراء بنت محمد", marks=needs(CORE)),
    "Japanese": pytest.param("山田 さくら", marks=needs(CJK)),
}


def text_of(content: bytes) -> str:
    return " ".join(PdfReader(io.BytesIO(content)).pages[0].extract_text().split())


def test_a_missing_font_package_is_named(monkeypatch):
    monkeypatch.setattr(faces, "FONT_DIRECTORIES", ())
    with pytest.raises(IssueRefused, match="apt-get install fonts-noto-core"):
        render(document("สมชาย ใจดี"), NOW)
    with pytest.raises(IssueRefused, match="apt-get install fonts-noto-cjk"):
        render(document("欧阳娜娜"), NOW)
    assert render(document("Žižková"), NOW)


@needs(CORE)
def test_a_face_that_nobody_chose_is_refused(monkeypatch):
    monkeypatch.setattr("certificates.printing.render.added_faces", lambda document: {})
    with pytest.raises(IssueRefused, match="stood in for one"):
        render(document("สมชาย ใจดี"), NOW)


@pytest.mark.parametrize("script", scripts.FACES)
def test_every_face_of_the_table_is_a_file_of_its_package(script):
    face = scripts.FACES[script]
    assert faces.find(face.file) or not has(face.package)


@pytest.mark.parametrize(
    ("field", "what"),
    [("issuer", "the name of the organization"), ("scheme", "the name of the scheme"), ("decided_by", "who decides")],
)
def test_other_words_must_fit_too(field, what):
    with pytest.raises(IssueRefused, match=what):
        render(document(**{field: "Wonderfully long words " * 12}), NOW)


@pytest.mark.parametrize("field", ["issuer", "decided_by", "scope", "scheme"])
@pytest.mark.parametrize("words", IN_ANY_SCRIPT.values(), ids=IN_ANY_SCRIPT)
def test_other_words_are_printed_in_any_script(field, words):
    assert render(document(**{field: words}), NOW)


def test_the_words_end_above_the_foot():
    with pytest.raises(IssueRefused, match="no room for"):
        render(document("Wilhelmina Alexandrina Konstantinopoulou", sentence="has met " * 60, scope="arm, " * 70), NOW)


def test_the_same_document_makes_the_same_bytes():
    assert render(document(), NOW) == render(document(), NOW)


def test_every_fact_is_in_the_text():
    text = text_of(render(document(), NOW))
    for fact in ["Inés Zamora", "Larkspur Physical Therapy", "Dry Needling, version 3", "Neck and shoulder, arm, leg."]:
        assert fact in text
    for fact in ["Ruth Lindqvist", "DN-2027-00042", "March 1, 2027", "February 28, 2029", "is not a license"]:
        assert fact in text
    assert "7KQF-2M9D-XW3A-8HTR-P6CN-4VJY-BZ" in text


def test_the_file_is_tagged_titled_and_claims_both_standards():
    reader = PdfReader(io.BytesIO(render(document(), NOW)))
    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == "en"
    assert catalog["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "Certificate DN-2027-00042, Inés Zamora, Dry Needling"
    assert reader.metadata.creation_date == NOW
    xmp = catalog["/Metadata"].get_object().get_data()
    assert xmp.count(b"<rdf:RDF") == 1
    assert b'pdfuaid:part="1"' in xmp
    assert b'pdfaid:part="3"' in xmp
    assert b'pdfaid:conformance="A"' in xmp


def test_the_qr_code_is_26_mm_with_its_quiet_zone():
    address = document().verify_address
    modules = qr.symbol(address).symbol_size(border=0)[0]
    assert qr.side_mm(address) * modules / (modules + 2 * 4) == pytest.approx(26)


@pytest.mark.skipif(not (shutil.which("pdftoppm") and scan.available()), reason="needs poppler-utils and libzbar0")
def test_the_printed_qr_code_is_read_by_a_scanner(tmp_path):
    (tmp_path / "a.pdf").write_bytes(render(document(), NOW))
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "a.pdf", "a"], cwd=tmp_path, check=True)
    assert scan.codes(next(tmp_path.glob("*.pgm")).read_bytes()) == [document().verify_address]


def test_the_drawing_has_the_modules_of_the_address():
    drawn = re.search(rb'd="([^"]+)"', qr.svg(document().verify_address)).group(1).decode()
    dark = sum(int(length) for length in re.findall(r"h(\d+)", drawn))
    assert dark == sum(sum(row) for row in qr.symbol(document().verify_address).matrix)
