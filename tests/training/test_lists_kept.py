"""A board's list that answered is kept as it was, once for all its looks, and opened by who may see one of them."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.urls import reverse

from tests.factories import NOW, TODAY, ClinicFactory, LicenseFactory, PractitionerFactory, UserFactory
from training.actions import Refused, license_ask
from training.actions.license_ask import ask, ask_about_due
from training.models import AuditEvent, StoredFile
from training.queries.integrity import file_differences
from training.sources import Answer, Document, Unavailable

pytestmark = pytest.mark.django_db
HEAD = "type,number,name,status,active,encumbered,issued_on,expires_on\n"
ROW = "license,{number},Maria Rossi,Clear,yes,no,2020-03-01,2027-11-30\n"


def held(manager, number):
    person = PractitionerFactory(
        clinic=ClinicFactory(manager=manager), login=True, full_name="Maria Rossi", sort_name="Rossi, Maria"
    )
    return LicenseFactory(practitioner=person, number=number, normalized_number=number)


@pytest.fixture
def managers():
    return [UserFactory(role="manager") for _ in range(3)]


@pytest.fixture
def licenses(managers):
    return [held(manager, number) for manager, number in zip(managers, ("PT1", "PT2"), strict=False)]


@pytest.fixture
def path(settings, tmp_path, licenses) -> Path:
    settings.LICENSE_REGISTERS = str(tmp_path)
    path = tmp_path / f"US-FL_{TODAY - timedelta(days=3)}.csv"
    path.write_text(HEAD + "".join(ROW.format(number=each.number) for each in licenses))
    return path


def asked(license):
    return ask(by=None, license=license, now=NOW, today=TODAY)


def test_it_is_kept_once_whole_and_on_record(licenses, path):
    content = path.read_bytes()
    assert ask_about_due(now=NOW) == 2
    path.unlink()
    (kept,) = StoredFile.objects.all()
    assert {check.capture for each in licenses for check in each.checks.all()} == {kept}
    assert (kept.file.read(), kept.size, kept.sha256) == (content, len(content), sha256(content).hexdigest())
    assert (kept.original_name, kept.content_type, kept.practitioner, kept.uploaded_by) == (
        path.name, "text/csv", None, None,
    )  # fmt: skip
    assert kept.sha256 == licenses[0].checks.get().shown["sha256"]
    assert AuditEvent.objects.filter(action="file.store", subject_id=kept.pk, chain="-").count() == 1
    assert list(file_differences()) == []


def test_another_list_is_another_file(licenses, path):
    asked(licenses[0])
    path.write_text(path.read_text().replace("Clear", "Active"))
    assert asked(licenses[1]).capture != licenses[0].checks.get().capture
    assert StoredFile.objects.count() == 2


def test_who_may_see_a_license_on_it_opens_it(client, managers, licenses, path):
    asked(licenses[0])
    url = reverse("files:download", args=[StoredFile.objects.get().public_id])
    holder, stranger = licenses[0].practitioner.user, managers[2]
    for user, status in ((managers[0], 200), (UserFactory(role="administrator"), 200), (holder, 404), (stranger, 404)):
        client.force_login(user)
        assert client.get(url).status_code == status, user
    client.force_login(managers[1])
    assert client.get(url).status_code == 404
    asked(licenses[1])
    answer = client.get(url)
    assert b"".join(answer.streaming_content) == path.read_bytes()
    assert answer["Content-Disposition"] == f'attachment; filename="{path.name}"'


@pytest.mark.parametrize("page", ["practitioner", "check_new"])
def test_the_page_of_the_check_leads_to_it(client, managers, licenses, path, page, time_machine):
    time_machine.move_to(NOW, tick=False)
    asked(licenses[0])
    client.force_login(managers[0])
    key = licenses[0].practitioner_id if page == "practitioner" else licenses[0].pk
    link = f'<a href="/files/{StoredFile.objects.get().public_id}/">The whole list</a>'
    assert link in client.get(reverse(f"desk:{page}", args=[key])).content.decode()


class Changing:
    """A source whose document is not what it answered from."""

    name = "A source"

    def __init__(self, read):
        self.document = Document("list.csv", "text/csv", read)

    def covers(self, jurisdiction, type):
        return True

    def ask(self, jurisdiction, type, number):
        return Answer(TODAY, (), sha256(b"as it was").hexdigest(), document=self.document)


def gone() -> bytes:
    raise Unavailable("It is gone.")


@pytest.mark.parametrize("read", [lambda: b"as it is", gone])
def test_what_cannot_be_kept_is_no_look(licenses, monkeypatch, read):
    monkeypatch.setattr(license_ask, "source_for", lambda license: Changing(read))
    with pytest.raises(Refused, match=r"cannot be kept: .* Ask again\."):
        asked(licenses[0])
    assert not licenses[0].checks.exists() and not StoredFile.objects.exists()
    monkeypatch.setattr(license_ask, "source_for", lambda license: Changing(lambda: b"as it was"))
    assert asked(licenses[0]).capture.file.read() == b"as it was"


def test_a_source_without_a_document_answers_as_before(licenses, monkeypatch):
    source = Changing(gone)
    source.document = None
    monkeypatch.setattr(license_ask, "source_for", lambda license: source)
    assert asked(licenses[0]).capture is None
