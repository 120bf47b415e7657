"""Each demand on electronic signatures that we measure ourselves by, as the printed log and its files show it."""

import csv
import io
import json
from hashlib import sha256

import pytest
from pypdf import PdfReader

from tests.certificates.log_story import MEANING, PROVEN, amended, logged, story, taken, voided
from tests.tampering import lifted
from training.chain import canonical
from training.models import SupervisedSession

pytestmark = pytest.mark.django_db


def text_of(content: bytes) -> str:
    """The words of a PDF, each run of spaces one space."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def rows_of(content: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(content.decode().removeprefix("\ufeff"))))


def both(given, **asked) -> tuple[str, list[dict]]:
    """The words of the PDF, and the rows of the CSV."""
    return text_of(taken(given, "pdf", **asked).content), rows_of(taken(given, "csv", **asked).content)


def test_printed_name_time_and_meaning():
    """21 CFR 11.50(a) and (b)."""
    given = story()
    logged(given)
    words, (row,) = both(given)
    assert "Signed Feb 21, 2027, 12:00 PM EST, password, meaning 1" in words
    assert f"Meaning 1: {MEANING}" in words
    assert "Ana Ruiz, PT 34417, Colorado" in words
    assert (row["Printed name at signing"], row["Meaning"]) == ("Ana Ruiz", MEANING)
    assert (row["Signed at"], row["Time zone"]) == ("2027-02-21T12:00:00-05:00", "America/New_York")


def test_a_signature_belongs_to_one_content():
    """21 CFR 11.70: the hash is over what was signed, and a signature under anything else is none."""
    given = story()
    kept, other = logged(given), logged(given, needle_count=7)
    words, rows = both(given)
    assert kept.content_hash[:12] in words
    for row in rows:
        assert sha256(row["Signed content (JSON)"].encode()).hexdigest() == row["SHA-256 of the signed content"]
        assert row["Signature fits the content"] == "Yes"
    with lifted():
        SupervisedSession.objects.filter(pk=other.pk).update(needle_count=8)
    words, rows = both(given)
    told = {row["Entry"]: (row["Signature fits the content"], row["Counts"]) for row in rows}
    assert told == {str(kept.pk): ("Yes", "Yes"), str(other.pk): ("No", "No")}
    assert "The signature does not fit the entry." in words


def test_a_signature_copied_to_another_entry_is_none():
    given = story()
    mine = logged(given)
    copied = logged(given, needle_count=5, proof=PROVEN)
    copied.sign_off.content_hash = mine.content_hash
    with lifted():
        copied.sign_off.save()
    _, rows = both(given)
    assert {row["Entry"]: row["Counts"] for row in rows} == {str(mine.pk): "Yes", str(copied.pk): "No"}


def test_changes_do_not_obscure_what_was_before():
    """21 CFR 11.10(e): the replaced version and the voided one stand beside the present one, as they were."""
    given = story()
    old = logged(given, needle_gauge=30)
    new = amended(given, old, needle_gauge=25)
    gone = voided(given, logged(given, needle_count=9))
    words, rows = both(given)
    assert f"Amends entry {old.pk}: The gauge was 0.25." in words
    assert f"Replaced by entry {new.pk}." in words
    assert "Voided. Reason: Entered twice." in words
    assert "0.30 × 40 mm" in words and "0.25 × 40 mm" in words
    told = {row["Entry"]: (row["State"], row["Counts"], row["Needle gauge (mm)"]) for row in rows}
    assert told == {
        str(old.pk): (f"Replaced by entry {new.pk}", "No", "0.30"),
        str(new.pk): ("Signed", "Yes", "0.25"),
        str(gone.pk): ("Voided", "No", "0.30"),
    }
    content = json.loads(taken(given, "json").content)
    assert [each["entry"] for each in content["entries"]] == sorted([old.pk, new.pk, gone.pk])


def test_the_steps_in_order_and_the_authority_of_the_signer():
    """21 CFR 11.10(f) and (g)."""
    given = story()
    logged(given)
    words, (row,) = both(given)
    assert "Submitted Feb 20, 2027. Signed Feb 21, 2027" in words
    assert "PT 34417, Colorado Jan 12, 2027 Oct 31, 2028 Licensed for a year" in words
    assert row["Submitted at"] < row["Signed at"]
    assert (row["License of the signer"], row["License jurisdiction"]) == ("PT 34417", "Colorado")
    assert (row["License seen on"], row["License good until"]) == ("2027-01-12", "2028-10-31")


def test_who_was_not_eligible_is_shown_and_does_not_count():
    given = story()
    logged(given, proof={"eligible": False})
    words, (row,) = both(given)
    assert row["Counts"] == "No"
    assert "The supervisor was not eligible." in words


def test_a_signature_names_one_person():
    """21 CFR 11.100: the signer's record, which is never given to another person."""
    given = story()
    logged(given)
    words, (row,) = both(given)
    assert row["Signer record"] == str(given.signer.pk)
    assert f"Ana Ruiz {given.signer.pk} PT 34417" in words


def test_how_the_signer_proved_who_they_are():
    """21 CFR 11.200(a)(1)."""
    given = story()
    logged(given)
    words, (row,) = both(given)
    assert "password, meaning 1" in words
    assert (row["Proof"], row["Proved at"]) == ("password", "2027-02-21T12:00:00-05:00")


def test_the_intent_is_stated():
    """eIDAS 3(10) and 25(1): signed electronically, to words that say what it means."""
    given = story()
    logged(given)
    words, (row,) = both(given)
    assert "Each entry was signed electronically by the supervisor named in it" in words
    assert row["Meaning"] == MEANING


def test_a_later_change_is_detected():
    """eIDAS 26(a), (b) and (d): the hash of the whole, which changes with any word of any entry."""
    given = story()
    row = logged(given)
    before = taken(given, "json")
    assert sha256(before.content).hexdigest() == before.row.content_sha256
    assert before.content.decode() == canonical(json.loads(before.content))
    assert before.row.content_sha256 in text_of(taken(given, "pdf").content).replace(" ", "")
    with lifted():
        SupervisedSession.objects.filter(pk=row.pk).update(response="worse")
    assert taken(given, "json").row.content_sha256 != before.row.content_sha256
