"""docs/verify-offline.md, command by command: on a certificate of ours, and on what is not, or no longer."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from certificates.badge import keys
from tests.certificates.make import decided, issued, story
from tests.certificates.static_host import export, served
from tests.certificates.test_badges_elsewhere import VERIFIER
from tests.factories import NOW
from tests.house.files import ROOT
from training.models import DecisionKind

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DOCUMENT = ROOT / "docs" / "verify-offline.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COPIES, SUMS, PDFSIG, QPDF, APART, SEALED, OURS, SHA, BADGE, PYTHON, NODE = range(11)
NAMES = ["copies", "sums", "pdfsig", "qpdf", "apart", "sealed", "ours", "sha", "badge", "python", "node"]
TOOLS = {PDFSIG: "pdfsig", QPDF: "qpdf", BADGE: "pdfdetach", COPIES: "wget", SEALED: "openssl", OURS: "openssl"}
SEALS = ["pdfsig", "sealed", "ours", "sha"]


def blocks(kind: str) -> list[str]:
    """The fenced blocks of a kind, in order."""
    return [text for found, text in BLOCK.findall(DOCUMENT.read_text(encoding="utf-8")) if found == kind]


def missing(number: int) -> str:
    """What this machine lacks for a command; empty if nothing."""
    if number == NODE:
        return "" if (VERIFIER / "node_modules").is_dir() else "Node's verifier: .ci/badges installs it"
    return "" if number not in TOOLS or shutil.which(TOOLS[number]) else TOOLS[number]


class Stranger:
    """Somebody in a folder with a certificate, the copies of the issuer, and the day of the story on their clock."""

    def __init__(self, folder: Path, host: str, sha256: str):
        self.folder, self.host = folder, host
        for name, kind in {"check_badge.py": "python", "check_badge.mjs": "js"}.items():
            (folder / name).write_text(blocks(kind)[0], encoding="utf-8")
        (folder / "clock.mjs").write_text(NODE_CLOCK.format(now=NOW.isoformat()), encoding="utf-8")
        (folder / "sitecustomize.py").write_text(PYTHON_CLOCK.format(now=NOW.isoformat()), encoding="utf-8")
        if (VERIFIER / "node_modules").is_dir():
            (folder / "node_modules").symlink_to((VERIFIER / "node_modules").absolute())
        node = f"--import=file://{folder / 'clock.mjs'}"
        self.env = os.environ | {"PYTHONPATH": str(folder), "NODE_OPTIONS": node, "sha256": sha256}
        self.env["PATH"] = (
            f"{Path(shutil.which('python3', path=str(ROOT / '.venv/bin')) or '/usr/bin').parent}:{os.environ['PATH']}"
        )

    def has(self, pdf: bytes) -> "Stranger":
        (self.folder / "certificate.pdf").write_bytes(pdf)
        return self

    def does(self, number: int) -> subprocess.CompletedProcess:
        """Run the commands of a block as they stand, but for the two addresses, in which the issuer is in the test."""
        command = blocks("sh")[number].replace("https://keys.pinpoint.example/", self.host + "/")
        command = command.replace("did:web:pinpoint.example", keys.issuer())
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", command], cwd=self.folder, env=self.env,
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    def finds(self) -> dict[str, bool]:
        """Whether each command that this machine can run is content, in the order of the document."""
        return {NAMES[number]: self.does(number).returncode == 0 for number in range(11) if not missing(number)}


NODE_CLOCK = (
    "const Real = Date;\nglobalThis.Date = class extends Real {{\n"
    "  constructor(...given) {{ super(...(given.length ? given : ['{now}'])); }}\n"
    "  static now() {{ return new Real('{now}').getTime(); }}\n}};\n"
)
PYTHON_CLOCK = (
    "from datetime import datetime\nimport time_machine\n"
    "time_machine.travel(datetime.fromisoformat('{now}'), tick=False).start()\n"
)


@pytest.fixture
def stranger(tmp_path, certificate):
    """They have read the SHA-256 of the certificate on its page, when there was one."""
    (tmp_path / "here").mkdir()
    with served(tmp_path / "site") as host:
        yield SimpleNamespace(
            reads=lambda: export(tmp_path / "site"), at=Stranger(tmp_path / "here", host, certificate.sha256)
        )


def pdf_of(certificate) -> bytes:
    return bytes(certificate.pdf.content)


def failed(found: dict[str, bool]) -> list[str]:
    return [name for name, content in found.items() if not content]


def able(*names: str) -> list[str]:
    """Those of the commands that this machine can run."""
    return [name for name in names if not missing(NAMES.index(name))]


def test_the_document_has_the_commands_that_are_run():
    assert len(blocks("sh")) == len(NAMES)
    assert [len(blocks(kind)) for kind in ("python", "js")] == [1, 1]


@pytest.mark.parametrize("number", range(11), ids=NAMES)
def test_this_machine_can_run_it(number):
    if missing(number):
        pytest.skip(f"needs {missing(number)}")


def test_every_command_is_content_with_a_certificate_of_ours(stranger, certificate):
    stranger.reads()
    assert failed(stranger.at.has(pdf_of(certificate)).finds()) == []


def test_one_changed_byte_is_seen_by_each_that_reads_the_seal(stranger, certificate):
    stranger.reads()
    content = bytearray(pdf_of(certificate))
    place = content.index(b"/Producer")  # said in the file, and shown by no reader
    content[place + 12] ^= 1
    found = stranger.at.has(bytes(content)).finds()
    assert failed({name: found[name] for name in found if name != "qpdf"}) == able(*SEALS)


def test_what_is_appended_is_seen(stranger, certificate):
    stranger.reads()
    found = stranger.at.has(pdf_of(certificate) + b"\n% and a word more\n").finds()
    assert failed(found) == able("pdfsig", "apart", "sha")


def test_a_seal_of_somebody_else_is_none_of_ours(stranger, certificate, tmp_path, settings):
    stranger.reads()
    settings.VAR_DIR = tmp_path / "elsewhere"
    forged = pdf_of(issued(story("Ann Forger", "Another scheme")))
    found = stranger.at.has(forged).finds()
    assert set(able("ours", "sha", "python", "node")) <= set(failed(found))
    assert found.get("pdfsig", True)  # a seal is a seal: whose it is, is the question


def test_a_changed_badge_does_not_hold(stranger, certificate):
    stranger.reads()
    person = stranger.at.has(pdf_of(certificate))
    person.does(COPIES)
    badge = certificate.badge.content.replace("Inés Zamora", "Ann Forger")
    (person.folder / "badge.json").write_text(badge, encoding="utf-8")
    said = {name: person.does(NAMES.index(name)) for name in able("python", "node")}
    assert {name: each.returncode for name, each in said.items()} == dict.fromkeys(said, 1)
    assert all("Do not rely on it" in each.stdout + each.stderr for each in said.values())


@pytest.mark.parametrize(("kind", "word"), [(DecisionKind.REVOKE, "revocation"), (DecisionKind.SUSPEND, "suspension")])
def test_what_no_longer_holds_is_still_our_file_and_its_badge_says_so(stranger, given, certificate, kind, word):
    decided(given, kind)
    stranger.reads()
    person = stranger.at.has(pdf_of(certificate))
    assert failed(person.finds()) == able("python", "node")
    for name in able("python", "node"):
        said = person.does(NAMES.index(name))
        assert word in said.stdout + said.stderr


def test_a_changed_list_is_seen_by_its_sum_and_by_who_asks_who_signed_it(stranger, certificate):
    folder = stranger.reads()
    for purpose in ("revocation", "suspension"):
        place = folder / f"badges/status/{purpose}/1/index.html"
        place.write_text(place.read_text(encoding="utf-8").replace("2027-03-01T00", "2027-02-27T00"), encoding="utf-8")
    found = stranger.at.has(pdf_of(certificate)).finds()
    assert failed(found) == able("sums", "node")
