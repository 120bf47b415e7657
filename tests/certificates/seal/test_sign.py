"""The seal as pyHanko's own check, poppler's and another reader see it; keys given and made; time stamps."""

import io
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.exceptions import ImproperlyConfigured
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader

from certificates import checks
from certificates.printing.render import render
from certificates.refused import IssueRefused
from certificates.seal import self_made, stamps
from certificates.seal.check import Verdict, check
from certificates.seal.keys import sealing_key
from certificates.seal.sign import NO_STAMP, seal
from tests.certificates.make import document
from tests.certificates.seal.make import BADGE, attached, bare, chain, configure, known, sealed, serving, stamping
from tests.factories import NOW


@pytest.fixture
def stamped(settings, monkeypatch):
    """An installation that asks for time stamps, and whose roots it trusts."""
    stamper, root = stamping()
    monkeypatch.setattr(stamps, "client", lambda address: stamper)
    settings.TIME_STAMP_URL, settings.TIME_STAMP_CERTIFICATES = "https://stamps.example", root


def signature(content: bytes):
    return PdfFileReader(io.BytesIO(content)).embedded_signatures[0]


def test_it_certifies_the_whole_file_against_any_change():
    content = sealed().content
    found = signature(content)
    status = validate_pdf_signature(found, ValidationContext(trust_roots=[found.signer_cert]))
    assert status.bottom_line
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert found.docmdp_level is MDPPerm.NO_CHANGES
    assert found.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert found.self_reported_timestamp == NOW


def test_nothing_of_it_is_seen_on_the_page():
    content = sealed().content
    field = PdfReader(io.BytesIO(content)).get_fields()["Seal"]
    assert [float(side) for side in field.indirect_reference.get_object()["/Rect"]] == [0, 0, 0, 0]
    assert content.startswith(bare())


def test_before_it_the_file_is_the_same_each_time_with_its_badge():
    assert render(document(), NOW, BADGE) == bare()
    assert attached(bare()) == {f"{document().number}.json": BADGE.encode()}


def test_it_keeps_the_claims_of_the_file():
    metadata = PdfReader(io.BytesIO(sealed().content)).trailer["/Root"]["/Metadata"].get_data()
    assert b"<pdfaid:part>3</pdfaid:part>" in metadata or b'pdfaid:part="3"' in metadata
    assert b'pdfuaid:part="1"' in metadata


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler-utils is not installed")
@pytest.mark.parametrize("kind", ["plain", "given", "stamped"])
def test_poppler_agrees(kind, tmp_path, settings, request):
    if kind == "given":
        configure(settings, chain("Larkspur"))
    if kind == "stamped":
        request.getfixturevalue("stamped")
    (tmp_path / "a.pdf").write_bytes(sealed().content)
    said = subprocess.run(["pdfsig", tmp_path / "a.pdf"], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said
    assert "ETSI.CAdES.detached" in said
    assert "Total document signed" in said


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler-utils is not installed")
def test_poppler_sees_a_change_too(tmp_path):
    content = sealed().content
    place = content.index(b"/Creator") if b"/Creator" in content else 2000
    (tmp_path / "a.pdf").write_bytes(content[:place] + b"#" + content[place + 1 :])
    said = subprocess.run(["pdfsig", tmp_path / "a.pdf"], capture_output=True, text=True, check=False)
    assert "Signature is Valid" not in said.stdout


def test_four_threads_seal_at_once():
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: sealed(), range(8)))
    assert all(check(each.content, known(each)).is_whole for each in made)


def test_a_key_is_made_once_for_the_owner_alone(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(lambda _: self_made.kept_pem(), range(8)))
    path = tmp_path / "keys" / "seal.pem"
    assert made == {path.read_text()}
    assert path.stat().st_mode & 0o777 == 0o600
    assert sealing_key().is_self_made
    assert sealing_key().name == "Certificates of testserver"


def test_a_given_key_is_read_from_files_or_from_the_setting(settings, tmp_path):
    given = chain("Larkspur Physical Therapy")
    configure(settings, given)
    assert (sealing_key().name, sealing_key().is_self_made) == ("Larkspur Physical Therapy", False)
    (tmp_path / "key.pem").write_text(given.key_pem)
    (tmp_path / "chain.pem").write_text(given.pem)
    settings.SEAL_KEY, settings.SEAL_CERTIFICATES = str(tmp_path / "key.pem"), str(tmp_path / "chain.pem")
    assert sealing_key().fingerprint == given.fingerprint
    settings.SEAL_KEY = given.key_pem.replace("\n", "\\n")
    assert sealing_key().fingerprint == given.fingerprint
    assert len(signature(seal(bare(), NOW).content).other_embedded_certs) == 1


def ed25519() -> str:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@pytest.mark.parametrize(
    ("key", "certificates", "reason"),
    [
        ("its", "", "neither"),
        ("", "its", "neither"),
        ("another", "its", "not the certificate of SEAL_KEY"),
        ("/nowhere/key.pem", "its", "cannot be read"),
        ("-----BEGIN NOTHING-----", "its", "not PEM"),
        ("an Ed25519 key", "its", "P-256"),
    ],
)
def test_a_key_that_cannot_seal_is_refused(settings, key, certificates, reason):
    given = chain("Larkspur")
    words = {"its": given.key_pem, "another": chain("Another").key_pem, "an Ed25519 key": ed25519()}
    settings.SEAL_KEY = words.get(key, key)
    settings.SEAL_CERTIFICATES = given.pem if certificates else ""
    with pytest.raises(ImproperlyConfigured, match=reason):
        sealing_key()


def test_a_sealing_certificate_that_ended_seals_no_more_and_its_files_stay_whole(settings):
    configure(settings, chain("Larkspur", until=2028))
    made = sealed()
    with pytest.raises(IssueRefused, match="not valid today"):
        seal(bare(), NOW.replace(year=2028))
    assert check(made.content, known(made)).is_whole


def test_a_time_stamp_alone(stamped, settings):
    settings.TIME_STAMP_CERTIFICATES = ""
    made = sealed()
    assert made.level == "B-T"
    assert check(made.content, known(made)).is_whole
    assert [each["type"].native for each in signature(made.content).signer_info["unsigned_attrs"]] == [
        "signature_time_stamp_token"
    ]


def test_all_that_a_later_check_needs(stamped):
    made = sealed()
    assert made.level == "B-LTA"
    assert check(made.content, known(made)).is_whole
    assert "/DSS" in PdfReader(io.BytesIO(made.content)).trailer["/Root"]
    assert len(PdfFileReader(io.BytesIO(made.content)).embedded_timestamp_signatures) == 1


def test_a_server_is_asked_over_http(settings):
    stamper, root = stamping()
    with serving(stamper) as address:
        settings.TIME_STAMP_URL, settings.TIME_STAMP_CERTIFICATES = address, root
        made = sealed()
    assert (made.level, check(made.content, known(made)).verdict) == ("B-LTA", Verdict.WHOLE)
    with pytest.raises(IssueRefused):
        sealed()


def test_a_stranger_s_time_stamp_speaks_for_nothing(stamped, settings):
    made = sealed()
    settings.TIME_STAMP_CERTIFICATES = chain("Another").root
    assert check(made.content, known(made)).verdict is Verdict.CHANGED


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "nonsense"])
def test_without_its_time_stamp_nothing_is_sealed(settings, address):
    settings.TIME_STAMP_URL = address
    with pytest.raises(IssueRefused, match=re.escape(NO_STAMP)):
        sealed()


def test_a_key_that_cannot_seal_or_ends_soon_is_told_at_start(settings):
    assert checks.sealing(None) == []
    settings.SEAL_KEY = "/nowhere/key.pem"
    assert [each.id for each in checks.sealing(None)] == ["certificates.E001"]
    configure(settings, chain("Ends", until=2020))
    assert [each.id for each in checks.sealing(None)] == ["certificates.W001"]
    configure(settings, chain("Lasts"))
    assert checks.sealing(None) == []
    settings.TIME_STAMP_CERTIFICATES = "-----BEGIN NOTHING-----"
    assert [each.id for each in checks.sealing(None)] == ["certificates.E001"]
