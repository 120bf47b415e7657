"""Logs of sessions for a board: how many there are, whose names, the same again, and what is kept of them."""

import io
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from certificates.models import Frozen, LogExport
from certificates.refused import IssueRefused
from certificates.session_log import export as log_export
from certificates.session_log.export import read, says_the_same
from tests import factories
from tests.certificates.difficult_names import CJK, CORE
from tests.certificates.fonts import needs
from tests.certificates.log_story import ASKS_25, PROVEN, asked, logged, many, story, taken
from tests.certificates.test_log_yardstick import both, rows_of, text_of
from tests.factories import NOW, TODAY, days
from tests.factories.signing import link_signature, without_login
from tests.factories.statements import StatementFactory
from tests.training.counting import queries_of
from training.actions import Refused
from training.models import AuditCheckpoint, AuditEvent, SupervisedSession

pytestmark = pytest.mark.django_db


@pytest.fixture
def given():
    return story()


@pytest.mark.parametrize(("count", "met"), [(0, "Not met"), (1, "Not met"), (25, "Met")])
def test_totals_by_requirement(given, count, met):
    factories.PracticeRuleFactory(jurisdiction=given.place, requirements=ASKS_25)
    many(given, count)
    words, rows = both(given)
    assert f"25 supervised sessions 25 {count} {met}" in words
    assert "Fla. Admin. Code 64B17-6.008" in words
    assert len(rows) == count
    (line,) = rows_of(taken(given, "totals").content)
    assert (line["Required"], line["Signed"], line["Met"]) == ("25", str(count), "Yes" if met == "Met" else "No")


@pytest.mark.slow
def test_250_entries_are_on_numbered_pages_under_repeated_heads(given):
    many(given, 250)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(taken(given).content)).pages]
    for number, words in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in words
        assert "SHA-256 of this log" in words
    assert all("Submitted, signed, proved by" in words for words in pages[1:-1])
    assert all("sessions: Inés Zamora" in words for words in pages[1:]) and "sessions: " not in pages[0]
    assert sum(words.count("meaning 1") for words in pages) == 250


def test_a_log_without_entries_says_so(given):
    assert "No signed session that counts is on record in this period." in both(given)[0]


def test_it_says_where_no_rule_asks_for_sessions(given):
    logged(given)
    assert (
        "No rule of Florida is adopted here (profession: physical therapist), so none asks for sessions there."
        in both(given)[0]
    )
    factories.PracticeRuleFactory(jurisdiction=given.place)
    assert "No rule asks for sessions in Florida." in both(given)[0]
    (line,) = rows_of(taken(given, "totals").content)
    assert (line["Requirement"], line["Signed"]) == ("No rule asks for sessions in Florida.", "1")


def test_lines_of_a_rule_count_what_they_ask_for(given):
    neck = {"type": "sessions", "value": {"count": 2, "regions": ["neck"]}}
    factories.PracticeRuleFactory(jurisdiction=given.place, requirements=[*ASKS_25, neck])
    logged(given), logged(given, regions=["neck"])
    found = read(asked(given), TODAY).totals
    assert [(line.need, line.have) for line in found.lines] == [(25, 2), (2, 1)]
    assert [row["Counts toward lines"] for row in rows_of(taken(given, "csv").content)] == ["1", "1; 2"]


def test_the_period_is_inclusive(given):
    for ago in (1, 10, 20):
        logged(given, ago=ago)
    assert len(read(asked(given, since=days(-10), until=days(-1)), TODAY).entries) == 2
    assert "From February 19, 2027 to February 28, 2027" in both(given, since=days(-10), until=days(-1))[0]


def test_what_waits_or_was_returned_is_shown_only_if_asked_for(given):
    logged(given)
    logged(given, signed=False)
    logged(given, signed=False, state="returned")
    logged(given, signed=False, state="draft")
    assert len(both(given)[1]) == 1
    words, rows = both(given, with_unsigned=True)
    assert [(row["State"], row["Counts"]) for row in rows] == [
        ("Signed", "Yes"),
        ("Waiting for signature", "No"),
        ("Returned", "No"),
    ]
    assert "Not signed yet: these do not count" in words


def test_statements_of_supervisors_are_printed_whole(given):
    row = StatementFactory(practitioner=given.person, supervisor=given.signer, jurisdiction=given.place, signed=True)
    words, (line,) = both(given)
    assert " ".join(row.wording.split()) in words
    assert row.wording in line["Statement"]
    assert line["Printed name at signing"] == row.printed_name


def test_a_signature_by_link_names_the_manager_who_verified_it(given):
    given.signer = without_login()
    row = logged(given, signed=False)
    by_link = {"outcome": "accepted", "decided_at": NOW, "decided_by": given.manager, "address_proof": "register"}
    signature = link_signature(row, **by_link)
    factories.sign(row, signed_by=None, by_link=signature, proof=signature.proof, eligibility=PROVEN)
    words, (line,) = both(given)
    assert "Signed by a mailed link; verified by Ruth Lindqvist" in words
    assert "emailed code, meaning 1" in words
    assert (line["Verified by"], line["Proof"], line["Counts"]) == ("Ruth Lindqvist", "emailed code", "Yes")


def test_a_signature_by_link_that_waits_for_a_manager_does_not_count(given):
    given.signer = without_login()
    link_signature(logged(given, signed=False))
    assert both(given)[1] == []
    (line,) = both(given, with_unsigned=True)[1]
    assert (line["State"], line["Counts"], line["Signed at"]) == ("Signed, to be verified", "No", "")


@pytest.mark.parametrize(
    "name",
    [
        "ŽOFIE Nguyễn-Ångström",
        pytest.param("محمد الفارسي", marks=needs(CORE)),
        pytest.param("山田 太郎", marks=needs(CJK)),
        "Ольга Щербакова",
        pytest.param("רבקה לוי", marks=needs(CORE)),
        "=HYPERLINK(1)",
    ],
)
def test_names_in_any_script(name):
    given = story(name, supervisor=name)
    logged(given)
    assert len(PdfReader(io.BytesIO(taken(given).content)).pages) >= 1
    (row,) = rows_of(taken(given, "csv").content)
    assert row["Printed name at signing"].removeprefix("'") == name
    assert not row["Printed name at signing"].startswith("=")


def test_a_name_that_nothing_draws_is_refused_and_nothing_is_kept():
    given = story("Ann 😀")
    with pytest.raises(IssueRefused, match="of the name"):
        taken(given)
    assert not LogExport.objects.exists()


def test_signed_words_that_nothing_draws_are_spelled_out(given):
    old = logged(given)
    new = logged(given, amends=old, amendment_reason="Wrong 😀 side")
    SupervisedSession.objects.filter(pk=old.pk).update(superseded_at=NOW)
    assert f"Amends entry {old.pk}: Wrong [U+1F600] side" in both(given)[0]
    assert rows_of(taken(given, "csv").content)[-1]["Reason of the amendment"] == new.amendment_reason


@pytest.mark.parametrize("form", ["csv", "totals", "json"])
def test_the_same_question_has_the_same_answer(given, form):
    logged(given)
    first, later = taken(given, form), taken(given, form, by=given.manager, now=NOW + timedelta(days=3))
    assert first.content == later.content
    assert first.row.content_sha256 == later.row.content_sha256
    assert says_the_same(first.row)
    logged(given, needle_count=8)
    assert not says_the_same(first.row)


def test_the_same_moment_makes_the_same_pdf(given):
    logged(given)
    assert taken(given).content == taken(given).content


def test_what_is_kept_of_it(given):
    logged(given)
    made = taken(given, since=days(-30))
    row = made.row
    assert (row.practitioner, row.made_by, row.jurisdiction) == (given.person, given.person.user, given.place)
    assert (row.since, row.entries, row.made_at) == (days(-30), 1, NOW)
    event = AuditEvent.objects.get(action="log.export")
    assert (event.chain, event.subject_id) == (f"p:{given.person.pk}", str(row.pk))
    assert f"{row.checkpoint.number}:{row.checkpoint.digest}" in text_of(made.content).replace(" ", "")


def test_the_checkpoint_covers_all_but_the_exports(given):
    logged(given)
    first, again = taken(given).row, taken(given, "csv").row
    assert first.checkpoint == again.checkpoint == AuditCheckpoint.objects.get()
    log_export.record(action="session.sign", by=None, subject=given.person, practitioner=given.person, now=NOW)
    assert taken(given, "csv").row.checkpoint.number == 2


def test_what_is_kept_is_never_changed(given):
    row = taken(given, "csv").row
    with pytest.raises(Frozen):
        row.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        LogExport._base_manager.filter(pk=row.pk).update(entries=9)


def test_the_number_of_queries_does_not_depend_on_the_entries(given):
    logged(given)
    one = queries_of(lambda: read(asked(given), TODAY))
    many(given, 30)
    assert queries_of(lambda: read(asked(given), TODAY)) == one


def test_too_many_entries_are_refused(given, monkeypatch):
    monkeypatch.setattr(log_export, "MOST", 1)
    many(given, 2)
    with pytest.raises(Refused, match="Choose a shorter period"):
        taken(given)


def test_a_stranger_takes_nothing_out(given):
    with pytest.raises(Refused):
        taken(given, by=factories.PractitionerFactory(login=True).user)


def test_the_file_is_tagged_titled_and_claims_both_standards(given):
    logged(given)
    reader = PdfReader(io.BytesIO(taken(given).content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "Log of supervised sessions, Inés Zamora"
    xmp = reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert b'pdfuaid:part="1"' in xmp and b'pdfaid:part="3"' in xmp
