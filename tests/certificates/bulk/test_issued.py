"""The desk's list of certificates, and the archive of those that its filters find."""

import csv
import hashlib
import subprocess
import tracemalloc
from io import BytesIO, StringIO
from zipfile import ZIP_STORED, ZipFile

import pytest

from certificates.bulk.archive import zipped
from certificates.bulk.download import entries
from certificates.models import Certificate, CertificatePdf
from tests import factories
from tests.certificates.bulk.story import asked, many
from tests.factories import NOW
from tests.training.counting import queries_of
from training.models import AuditEvent
from training.queries.audit import broken_links

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
LIST, ZIP = "/desk/certificates/", "/desk/certificates/download/"


@pytest.fixture
def given():
    given = many(3)
    given.bulk = asked(given)
    return given


@pytest.fixture
def desk(client, given):
    client.force_login(given.manager)
    return client


def content_of(response) -> bytes:
    return b"".join(response.streaming_content)


def numbers(response) -> set[str]:
    return {row.number for row, *_ in response.context["lines"]}


def test_a_manager_sees_those_of_the_own_clinics(desk, given):
    other = many(1, "Another scheme")
    asked(other)
    assert numbers(desk.get(LIST)) == {f"DN-2027-0000{place}" for place in (1, 2, 3)}
    desk.force_login(factories.UserFactory(role="administrator"))
    assert len(numbers(desk.get(LIST))) == 4


@pytest.mark.parametrize(
    ("asked_for", "found"),
    [
        ({"q": "zamora"}, 1),
        ({"q": "DN-2027-00002"}, 1),
        ({"q": "nobody"}, 0),
        ({"kind": "completion"}, 0),
        ({"state": "active"}, 3),
        ({"state": "replaced"}, 0),
        ({"issued_from": "2027-03-01", "issued_until": "2027-03-01"}, 3),
        ({"issued_until": "2027-02-28"}, 0),
    ],
)
def test_filters(desk, given, asked_for, found):
    assert len(numbers(desk.get(LIST, asked_for))) == found


def test_by_code_scheme_and_bulk_issue(desk, given):
    one = Certificate.objects.first()
    assert numbers(desk.get(LIST, {"q": one.typed_code})) == {one.number}
    assert len(numbers(desk.get(LIST, {"scheme": given.scheme.pk, "bulk": given.bulk.pk}))) == 3


def test_a_long_list_asks_as_little_as_a_short_one(desk, given):
    few = queries_of(lambda: desk.get(LIST, {"q": "zamora"}))
    assert queries_of(lambda: desk.get(LIST)) == few


def test_the_archive_holds_the_stored_files_with_their_sums(desk, given, tmp_path):
    response = desk.post(f"{ZIP}?q=DN-")
    path = tmp_path / "all.zip"
    path.write_bytes(content_of(response))
    subprocess.run(["unzip", "-tq", path], check=True)
    subprocess.run(["unzip", "-q", path], cwd=tmp_path, check=True)
    sums = ["sha256sum", "-c", "SHA256SUMS"]
    checked = subprocess.run(sums, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert checked.stdout.count(": OK") == 4
    rows = list(csv.DictReader(StringIO((tmp_path / "manifest.csv").read_text())))
    assert [row["Number"] for row in rows] == [f"DN-2027-0000{place}" for place in (3, 2, 1)]
    for row in rows:
        paper = Certificate.objects.select_related("pdf").get(number=row["Number"])
        assert row["Code"] == paper.code
        assert row["Holder"] == paper.practitioner.full_name
        assert (tmp_path / row["File"]).read_bytes() == bytes(paper.pdf.content)
        assert (row["SHA-256"], int(row["Bytes"])) == (paper.sha256, paper.pdf.size)
    with ZipFile(path) as archive:
        assert {each.compress_type for each in archive.infolist()} == {ZIP_STORED}
        assert not any(each.flag_bits & 0x08 for each in archive.infolist()), "sizes stand in the heads"


def test_who_took_it_out_is_in_the_audit_record(desk, given):
    content_of(desk.post(ZIP))
    events = AuditEvent.objects.filter(action="certificate.download", actor_id=given.manager.pk)
    assert {event.chain for event in events} == {"-", *(f"p:{person.pk}" for person in given.people)}
    assert events.latest("pk").chain == "-", "else it waits for people while all wait for it"
    assert broken_links() == []


def test_nothing_to_download_is_said(desk, given):
    response = desk.post(f"{ZIP}?q=nobody", follow=True)
    assert "There is nothing to download." in response.text
    assert not AuditEvent.objects.filter(action="certificate.download").exists()


def test_the_address_alone_leads_to_the_list(desk):
    assert desk.get(ZIP)["Location"] == LIST


@pytest.mark.slow
def test_a_thousand_files_need_the_memory_of_one(given):
    keys, size = thousand(), 60_000
    tracemalloc.start()
    total = sum(len(piece) for piece in zipped(entries(keys), NOW))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total > len(keys) * size
    assert peak < 5_000_000, f"{peak:,} bytes at most, of {total:,}"


def thousand() -> list[int]:
    """A certificate of completion that was printed anew a thousand times."""
    completion, by, before, keys = factories.CompletionFactory(), factories.UserFactory(), None, []
    for place in range(1000):
        content = place.to_bytes(2, "big") * 30_000
        about = {"completion": completion, "kind": "completion", "code": f"{place:026}", "number": f"DN-1-{place}"}
        about |= {"document": {"holder_name": "=Ada"}, "issued_at": NOW, "issued_by": by, "replaces": before}
        before = Certificate.objects.create(**about, sha256=hashlib.sha256(content).hexdigest())
        CertificatePdf.objects.create(certificate=before, content=content, size=len(content))
        keys.append(before.pk)
    return keys


@pytest.mark.slow
def test_a_thousand_files_are_whole(tmp_path):
    path = tmp_path / "all.zip"
    with path.open("wb") as file:
        file.writelines(zipped(entries(thousand()), NOW))
    subprocess.run(["unzip", "-tq", path], check=True)
    subprocess.run(["unzip", "-q", path], cwd=tmp_path, check=True)
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=tmp_path, check=True)
    assert "'=Ada" in (tmp_path / "manifest.csv").read_text()


def test_names_in_the_archive_are_safe(given):
    one = Certificate.objects.create(
        completion=factories.CompletionFactory(),
        kind="completion",
        code="B" * 26,
        number="../../etc/DN 1",
        sha256=hashlib.sha256(b"x").hexdigest(),
        document={"holder_name": "Ada"},
        issued_at=NOW,
        issued_by=given.manager,
    )
    CertificatePdf.objects.create(certificate=one, content=b"x", size=1)
    with ZipFile(BytesIO(b"".join(zipped(entries([one.pk]), NOW)))) as archive:
        assert archive.namelist() == ["certificates/.._.._etc_DN_1.pdf", "manifest.csv", "SHA256SUMS"]
