"""Keys and status lists as a static site: whole, the same for the same, nothing secret, and enough for strangers."""

import gzip
import json
import re
from base64 import urlsafe_b64decode
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from cryptography.x509 import load_pem_x509_certificates
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certificates.badge import keys
from certificates.models import SealingCertificate
from certificates.seal.keys import sealing_key
from certificates.static_site import files as site_files
from tests.certificates import course
from tests.certificates.badge.stranger import badge_of
from tests.certificates.make import decided, issued, story
from tests.certificates.static_host import export, judged, served, web_at
from tests.certificates.test_badges_elsewhere import VERIFIER, example, told
from tests.factories import NOW
from training import audit_key
from training.models import DecisionKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SOON = NOW + timedelta(minutes=1)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def site(certificate, tmp_path) -> dict[str, bytes]:
    return contents(export(tmp_path / "site"))


@pytest.fixture
def examples(given, certificate) -> dict[str, dict]:
    """The badge of each state that a verifier has to tell."""
    found = {"valid": badge_of(certificate), "completion": badge_of(course.printed(course.graduate("Ann Doe")))}
    for kind in (DecisionKind.SUSPEND, DecisionKind.REVOKE):
        other = story(f"Somebody {kind}", f"Scheme {kind}")
        found[kind] = badge_of(issued(other))
        decided(other, kind, now=SOON)
    tampered = json.loads(json.dumps(found["valid"]))
    tampered["credentialSubject"]["identifier"][0]["identityHash"] = "Ann Forger"
    return found | {"tampered": tampered}


def test_it_holds_what_a_stranger_needs_and_no_more(site):
    fingerprint, audit = sealing_key().fingerprint, audit_key.public_of(audit_key.signing_key())
    lists = [f"badges/status/{purpose}/1/index.html" for purpose in ("revocation", "suspension")]
    named = [
        ".well-known/did.json",
        f"seals/{fingerprint}.pem",
        f"audit/{audit}.pem",
        "index.html",
        "verify-offline.md",
    ]
    named.append("SHA256SUMS")
    assert sorted(site) == sorted([*lists, *named])
    assert json.loads(site[".well-known/did.json"]) == keys.issuer_document()
    assert load_pem_x509_certificates(site[f"seals/{fingerprint}.pem"])
    assert load_pem_public_key(site[f"audit/{audit}.pem"]).public_bytes_raw().hex() == audit


def test_the_sums_are_those_of_all_files(site):
    lines = site["SHA256SUMS"].decode().splitlines()
    assert lines == [f"{sha256(site[path]).hexdigest()}  {path}" for path in sorted(site) if path != "SHA256SUMS"]


def test_former_keys_are_in_it(certificate, settings, tmp_path):
    settings.BADGE_FORMER_KEYS = ["z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"]
    settings.AUDIT_FORMER_KEYS = ["5f" * 32]
    SealingCertificate.objects.create(
        fingerprint="ab" * 32, chain="-----BEGIN CERTIFICATE-----\n", name="Before", is_self_made=False,
        first_used_at=NOW - timedelta(days=900),
    )  # fmt: skip
    found = contents(export(tmp_path / "site"))
    assert len(json.loads(found[".well-known/did.json"])["verificationMethod"]) == 2
    assert f"seals/{'ab' * 32}.pem" in found
    assert f"audit/{'5f' * 32}.pem" in found
    page = found["index.html"].decode()
    for said in ["ab" * 32, "Before", settings.BADGE_FORMER_KEYS[0], "September 12, 2024", sealing_key().fingerprint]:
        assert said in page, said


def test_an_issuer_with_a_name_of_its_own_has_its_document_where_that_says(certificate, settings, tmp_path):
    settings.BADGE_ISSUER = "did:web:clinic.example:our:badges"
    assert "our/badges/did.json" in contents(export(tmp_path / "site"))


def test_no_private_key_and_no_name_of_a_person_is_in_it(given, certificate, site, settings):
    opened = b"\n".join([*site.values(), *map(unpacked, site.values())])
    kept = [path.read_text().strip() for path in (settings.VAR_DIR / "keys").iterdir()]
    secrets = [keys.signing_key().private_bytes_raw(), audit_key.signing_key().private_bytes_raw()]
    forms = [form for each in secrets for form in (each, each.hex().encode())]
    assert kept
    assert b"PRIVATE" not in opened
    assert [each for each in forms if each in opened] == []
    assert [text for text in kept if text.encode() in opened] == []
    people = [given.person.full_name, "Zamora", given.person.email, given.manager.email, "Lindqvist", certificate.code]
    assert [each for each in (*people, certificate.number) if each.encode() in opened] == []


def unpacked(content: bytes) -> bytes:
    """What a list holds when it is opened; nothing of another file."""
    found = re.search(rb'"encodedList": "u([\w-]+)"', content)
    if not found:
        return b""
    packed = found[1]
    return gzip.decompress(urlsafe_b64decode(packed + b"=" * (-len(packed) % 4)))


def test_the_same_state_gives_the_same_bytes_all_day_and_an_act_other_ones(given, certificate, clock, tmp_path):
    first = contents(export(tmp_path / "site"))
    clock.move_to(NOW + timedelta(hours=3))
    assert contents(export(tmp_path / "site")) == first
    decided(given, DecisionKind.SUSPEND, now=NOW + timedelta(hours=3))
    again = contents(export(tmp_path / "site"))
    changed = {path for path in first if first[path] != again[path]}
    assert changed == {"badges/status/suspension/1/index.html", "SHA256SUMS"}


def test_before_anything_was_issued_there_are_keys_and_a_page(db, tmp_path):
    found = contents(export(tmp_path / "site"))
    assert not [path for path in found if path.startswith(("badges/", "seals/"))]
    assert "Nothing was sealed yet." in found["index.html"].decode()


def test_the_document_names_this_installation_here_and_on_the_way(client, site):
    response = client.get("/verify/offline/")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content == site["verify-offline.md"]
    words = response.content.decode()
    assert f"check_badge.py {keys.issuer()} badge.json" in words
    assert "`http://testserver/verify/`" in words
    assert "https://pinpoint.example" not in words


def test_the_page_runs_nothing_and_fetches_nothing(site):
    page = site["index.html"].decode()
    assert not re.search(r"<(script|link|img|iframe|object|embed)\b|url\(|@import|\son\w+=", page)
    leads = [each for each in re.findall(r'href="([^"]+)"', page) if not each.startswith("http://testserver/verify/")]
    assert sorted(set(leads)) == sorted(set(site) - {"index.html"})


@pytest.mark.parametrize("name", ["letter.txt", "SHA256SUMS"])
def test_what_stands_there_and_is_no_export_is_left_alone(certificate, tmp_path, name):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / name).write_text("Dear Ann")
    with pytest.raises(CommandError, match="something else than an earlier export"):
        call_command("export_verification", str(tmp_path / "mine"))
    assert contents(tmp_path) == {f"mine/{name}": b"Dear Ann"}


def test_cut_off_while_it_writes_the_old_site_stays(certificate, tmp_path, monkeypatch):
    before = contents(export(tmp_path / "site"))

    def fails(path, content):
        raise OSError("No space left on device")

    monkeypatch.setattr("certificates.static_site.write.put", fails)
    with pytest.raises(CommandError, match="No space left"):
        call_command("export_verification", str(tmp_path / "site"))
    assert contents(tmp_path) == {f"site/{path}": content for path, content in before.items()}


def test_it_puts_nothing_beside_itself(certificate, tmp_path):
    for _ in range(2):
        export(tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_it_asks_nothing_of_each_certificate(certificate, given):
    with CaptureQueriesContext(
        connection,
    ) as one:
        site_files.files(NOW.date(), NOW.tzinfo)
    for name in ("Ann", "Bea", "Cleo"):
        issued(story(name, f"Scheme {name}"))
    with CaptureQueriesContext(connection) as four:
        site_files.files(NOW.date(), NOW.tzinfo)
    assert len(four) <= len(one) + 1


def test_a_stranger_judges_by_it_alone(examples, tmp_path):
    with served(export(tmp_path / "site")) as host:
        said = {name: judged(badge, host) for name, badge in examples.items()}
    assert said["valid"] == said["completion"] == ""
    assert [name for name, words in said.items() if words] == ["suspend", "revoke", "tampered"]
    assert "'suspension' is set" in said["suspend"]
    assert "'revocation' is set" in said["revoke"]


@pytest.mark.skipif(not (VERIFIER / "node_modules").is_dir(), reason="needs Node: .ci/badges installs it")
def test_so_does_another(examples, tmp_path):
    expected = {"valid": "valid", "completion": "valid", "suspend": "suspension", "revoke": "revocation"}
    with served(export(tmp_path / "site")) as host:
        web = web_at(host)
    given = [example(name, expected.get(name, "refused"), badge, web) for name, badge in examples.items()]
    assert told(given, tmp_path) == ""
