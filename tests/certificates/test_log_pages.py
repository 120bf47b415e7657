"""The pages of the log: what will be in it, the files, and checking a number."""

import io

import pytest
from pypdf import PdfReader

from certificates.models import LogExport
from tests import factories
from tests.certificates.log_story import ASKS_25, amended, logged, many, story
from tests.training.counting import queries_of
from training.models import SupervisedSession

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
MINE = "/my/sessions/export/"


@pytest.fixture
def given():
    found = story()
    found.theirs = f"/desk/practitioners/{found.person.pk}/sessions/export/"
    return found


@pytest.fixture
def mine(client, given):
    client.force_login(given.person.user)
    return client


def words_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_page_begins_with_the_clinics_jurisdiction(mine, given):
    factories.PracticeRuleFactory(jurisdiction=given.place, requirements=ASKS_25)
    logged(given)
    response = mine.get(MINE)
    assert response.context["log"].asked.jurisdiction == given.place
    assert [(line.need, line.have) for line in response.context["log"].totals.lines] == [(25, 1)]
    assert "<b>1</b> signed session that counts." in words_of(response)


def test_another_page_of_the_list_keeps_the_jurisdiction(mine, given):
    many(given, 30)
    assert mine.get(f"{MINE}?page=2").context["log"].asked.jurisdiction == given.place


def test_none_may_be_chosen(mine, given):
    assert mine.get(f"{MINE}?place=&since=&until=").context["log"].asked.jurisdiction is None


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [
        ("pdf", "application/pdf", b"%PDF-1.7"),
        ("csv", "text/csv", b"\xef\xbb\xbfKind,Entry,"),
        ("totals", "text/csv", b"\xef\xbb\xbfName,Jurisdiction,"),
        ("json", "application/json", b'{"entries":'),
    ],
)
def test_the_files(mine, given, form, kind, begins):
    logged(given)
    response = mine.post(f"{MINE}?place=US-FL", {"form": form})
    row = LogExport.objects.get()
    assert response["Content-Type"] == kind
    assert response.content.startswith(begins)
    ending = "-totals.csv" if form == "totals" else f".{form}"
    assert response["Content-Disposition"] == (
        f'attachment; filename="sessions-2027-03-01-{row.content_sha256[:12]}{ending}"'
    )


def test_a_manager_takes_it_out_under_the_managers_name(client, given):
    logged(given)
    client.force_login(given.manager)
    assert client.get(given.theirs).status_code == 200
    response = client.post(given.theirs, {"form": "pdf"})
    assert LogExport.objects.get().made_by == given.manager
    assert "Ruth Lindqvist" in PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
    assert "Ruth Lindqvist" in words_of(client.get(given.theirs))


def test_others_learn_nothing(client, given):
    for user, status in [
        (factories.UserFactory(role="manager"), 404),
        (factories.PractitionerFactory(login=True).user, 403),
        (given.signer.user, 403),
    ]:
        client.force_login(user)
        assert client.get(given.theirs).status_code == client.post(given.theirs, {"form": "pdf"}).status_code == status
    assert not LogExport.objects.exists()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("since=2027-02-02&until=2027-02-01", "The last day is before the first."),
        ("place=XX", "This jurisdiction is not on record."),
        ("place=US-FL&license=9", "This license cannot be printed any more."),
    ],
)
def test_a_question_that_cannot_be_read_makes_no_file(mine, query, said):
    assert said in words_of(mine.get(f"{MINE}?{query}"))
    response = mine.post(f"{MINE}?{query}", {"form": "pdf"})
    assert response.status_code == 422
    assert not LogExport.objects.exists()


def test_a_name_that_cannot_be_printed_is_said_on_the_page(client):
    given = story("Ann 😀")
    client.force_login(given.person.user)
    response = client.post(MINE, {"form": "pdf"})
    assert response.status_code == 422
    assert "No font on this machine draws" in words_of(response)


def test_the_license_of_the_place_is_offered_first(mine, given):
    factories.LicenseFactory(
        practitioner=given.person, checked=True, jurisdiction=factories.JurisdictionFactory(code="US-CO")
    )
    here = factories.LicenseFactory(practitioner=given.person, checked=True, jurisdiction=given.place)
    assert mine.get(MINE).context["log"].asked.license == here
    assert mine.get(f"{MINE}?place=US-FL").context["log"].asked.license is None


def test_a_license_is_printed_if_chosen(mine, given):
    license = factories.LicenseFactory(practitioner=given.person, checked=True, number="PT 99001")
    response = mine.post(f"{MINE}?place=US-FL&license={license.pk}", {"form": "pdf"})
    assert "PT 99001" in PdfReader(io.BytesIO(response.content)).pages[0].extract_text()


def test_a_number_from_a_log_is_checked(mine, given):
    row = logged(given)
    mine.post(f"{MINE}?place=US-FL", {"form": "json"})
    taken = LogExport.objects.get()
    for number in (
        taken.content_sha256,
        taken.file_sha256.upper(),
        f" {taken.content_sha256[:30]} {taken.content_sha256[30:]}",
    ):
        assert "the records still say the same" in words_of(mine.get(MINE, {"sha256": number}))
    amended(given, row, needle_gauge=25)
    assert "The records say something else by now" in words_of(mine.get(MINE, {"sha256": taken.content_sha256}))
    assert "was taken out with this number" in words_of(mine.get(MINE, {"sha256": "0" * 64}))


def test_a_number_of_somebody_else_is_not_found(client, mine, given):
    mine.post(f"{MINE}?place=US-FL", {"form": "json"})
    number = LogExport.objects.get().content_sha256
    client.force_login(factories.PractitionerFactory(login=True).user)
    assert "was taken out with this number" in words_of(client.get(MINE, {"sha256": number}))


def test_the_page_shows_what_does_not_count(mine, given):
    old = logged(given)
    new = amended(given, old)
    logged(given, signed=False)
    page = words_of(mine.get(f"{MINE}?place=US-FL&unsigned=on"))
    assert f"Replaced by entry {new.pk}" in page
    assert "<b>1</b> kept beside them that do not count, <b>1</b> not signed yet." in page


def test_a_page_with_thirty_entries_takes_no_more_queries(mine, given):
    logged(given)
    one = queries_of(lambda: mine.get(MINE))
    many(given, 24)
    assert queries_of(lambda: mine.get(MINE)) == one


def test_the_list_of_sessions_leads_to_it(mine, given):
    logged(given)
    assert MINE in words_of(mine.get("/my/sessions/"))


def test_the_file_of_a_person_leads_to_it(client, given):
    client.force_login(given.manager)
    assert given.theirs in words_of(client.get(f"/desk/practitioners/{given.person.pk}/"))


def test_nothing_changes_by_looking(mine, given):
    logged(given)
    mine.get(MINE)
    assert not LogExport.objects.exists()
    assert SupervisedSession.objects.count() == 1
