"""The paper of a completion: one tagged page with every fact, whatever the name, or a refusal with the reason."""

import io
import shutil
import subprocess

import pytest
from pypdf import PdfReader

from certificates.completion_document import Approval, CompletionDocument, CreditLine
from certificates.printing.render import render
from certificates.refused import IssueRefused
from tests.certificates import scan
from tests.certificates.course import CODE, document
from tests.certificates.test_render import IN_ANY_SCRIPT, text_of
from tests.certificates.test_verify import DESIGNED
from tests.factories import NOW
from training.models import Competency, DeliveryMode, Subject

FULL = {
    "license": "Dry needling registration or endorsement PT 34417-A, Commonwealth of the Northern Mariana Islands",
    "course": ("Needling the thoracic wall and all that lies below it " * 4)[:200],
    "objectives": ("You name, on a colleague, every landmark that keeps the needle clear of the pleura. " * 8)[:600],
    "competencies": tuple(Competency.labels),
    "presenter": ("Ana Ruiz, PT, DPT; " * 12)[:200],
    "approvals": (Approval(body="Illinois Department of Financial and Professional Regulation", number="216.74"),) * 3,
    "held": "Online, self-paced; online, live; in person",
}
LONG_NAME = "Wilhelmina Alexandrina Konstantinopoulou Vandenberghe"


def every_line() -> tuple[CreditLine, ...]:
    modes = [label.lower() for label in DeliveryMode.labels]
    return tuple(CreditLine(subject=name, mode=mode, minutes=35) for name in Subject.labels for mode in modes)


def test_all_that_an_editor_can_write_fits_one_page():
    content = render(document(LONG_NAME, credit=every_line(), **FULL), NOW)
    text = text_of(content)
    assert len(PdfReader(io.BytesIO(content)).pages) == 1
    assert text.count("35 minutes") == 24
    assert "Needle characteristics" in text


@pytest.mark.parametrize("name", [("Maximiliano Alejandro " * 6)[:120], "W" * 120])
def test_all_that_an_editor_can_write_fits_beside_a_name_of_120_characters(name):
    content = render(document(name.strip(), credit=every_line(), **FULL), NOW)
    assert text_of(content).count("35 minutes") == 24


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"issuer": "Wonderfully long words " * 12}, "the name of the organization"),
        ({"approvals": FULL["approvals"] * 20}, "no room for"),
        ({"objectives": "Words " * 2000}, "no room for"),
        ({"presenter": "Ann 😀"}, "of the presenter"),
        ({"approvals": (Approval(body="Board \u202e", number="1"),)}, "An approval"),
    ],
)
def test_other_words_must_fit_too(changes, what):
    with pytest.raises(IssueRefused, match=what):
        render(document(**changes), NOW)


@pytest.mark.parametrize("field", ["issuer", "license", "course", "objectives", "presenter"])
@pytest.mark.parametrize("words", IN_ANY_SCRIPT.values(), ids=IN_ANY_SCRIPT)
def test_other_words_are_printed_in_any_script(field, words):
    assert render(document(**{field: words}), NOW)


def test_every_fact_is_in_the_text():
    text, words = text_of(render(document(), NOW)), document()
    own = {"code", "verify_address", "design_version", "content_hash", "completed_on", "issued_on", *DESIGNED}
    for name, value in words.to_json().items():
        rows = value if isinstance(value, list) else [value]
        for row in rows if name not in own else ():
            for fact in row.values() if isinstance(row, dict) else [row]:
                assert " ".join(str(fact).split()) in text, name
    assert "7KQF-2M9D-XW3A-8HTR-P6CN-4VJY-BZ" in text
    assert "Completed on February 20, 2027 Issued on March 1, 2027" in text
    assert words.content_hash in text.replace(" ", "")


def test_a_paper_without_what_may_be_absent():
    text = text_of(render(document(license="", presenter="", approvals=(), competencies=(), objectives=""), NOW))
    for heading in ["Presenter", "Approved by", "Objectives", "Competencies", "License"]:
        assert heading not in text


def test_the_same_document_makes_the_same_bytes():
    assert render(document(), NOW) == render(document(), NOW)


def test_it_is_the_same_after_it_was_stored():
    assert CompletionDocument.from_json(document().to_json()) == document()


def test_the_file_is_tagged_titled_and_claims_both_standards():
    reader = PdfReader(io.BytesIO(render(document(), NOW)))
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    title = "Certificate of completion DN-2027-00042, Inés Zamora, Safe needling near the lung"
    assert reader.metadata.title == title
    xmp = catalog["/Metadata"].get_object().get_data()
    assert b'pdfuaid:part="1"' in xmp
    assert b'pdfaid:part="3"' in xmp


@pytest.mark.skipif(not (shutil.which("pdftoppm") and scan.available()), reason="needs poppler-utils and libzbar0")
def test_the_printed_qr_code_is_read_by_a_scanner(tmp_path):
    (tmp_path / "a.pdf").write_bytes(render(document(), NOW))
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "a.pdf", "a"], cwd=tmp_path, check=True)
    assert scan.codes(next(tmp_path.glob("*.pgm")).read_bytes()) == [f"https://pinpoint.example/verify/{CODE}/"]


@pytest.mark.skipif(not shutil.which("qpdf"), reason="needs qpdf")
def test_qpdf_finds_no_fault(tmp_path):
    (tmp_path / "a.pdf").write_bytes(render(document(), NOW))
    subprocess.run(["qpdf", "--check", "a.pdf"], cwd=tmp_path, check=True)
