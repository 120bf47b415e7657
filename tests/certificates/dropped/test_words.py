"""What a changed certificate says otherwise: each fact by its name, found in files that are really printed anew."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import pytest

from certificates.dropped.facts import Fact, printed_facts
from certificates.dropped.pdf import words_of
from certificates.dropped.words import LONGEST, Difference, differences, shown
from certificates.printing.render import render
from tests.certificates import course
from tests.certificates.make import document

pytestmark = pytest.mark.slow

CERTIFICATION, COMPLETION = document(), course.document()


@cache
def text_of(printed) -> str:
    return words_of(render(printed, datetime(2027, 3, 1, tzinfo=UTC))).text


def told(ours, **changes) -> list[tuple]:
    """What is told of a certificate that was printed with other words."""
    found = differences(printed_facts(ours), text_of(ours), text_of(replace(ours, **changes)))
    return [(each.what, each.file, each.record) for each in found]


@pytest.mark.parametrize("ours", [CERTIFICATION, COMPLETION])
def test_every_printed_fact_is_found_in_our_own_file(ours):
    text = "".join(text_of(ours).split())
    assert [fact.what for fact in printed_facts(ours) if "".join(fact.text.split()) not in text] == []


def test_the_hours_of_a_subject_stand_below_it():
    rows = [fact.text for fact in printed_facts(COMPLETION) if fact.what in ("Subject", "Hours by subject")]
    assert rows[::2] == [line.subject for line in COMPLETION.credit]
    assert all(f": {line.minutes} " in words for line, words in zip(COMPLETION.credit, rows[1::2], strict=True))


@pytest.mark.parametrize("ours", [CERTIFICATION, COMPLETION])
def test_the_same_words_differ_in_nothing(ours):
    assert told(ours) == []


FORGED = [
    ("Name", "holder_name", "Ann Forger", "Ann Forger", "Inés Zamora"),
    ("Certificate number", "number", "DN-2027-00043", "DN-2027-00043", "DN-2027-00042"),
    ("Scope", "scope", "Neck, arm, leg, chest wall.", "Neck, arm, leg, chest wall", "Neck and shoulder, arm, leg."),
    ("Scheme", "scheme", "Wet Needling", "Wet Needling", "Dry Needling"),
    ("Version of the scheme", "scheme_version", "4", "version 4", "version 3"),
    ("Certified from", "valid_from", date(2020, 1, 5), "January 5, 2020", "March 1, 2027"),
    ("Valid until", "valid_until", date(2035, 2, 28), "February 28, 2035", "February 28, 2029"),
    ("Decided on", "decided_on", date(2020, 1, 5), "January 5, 2020", "March 1, 2027"),
    ("Decided by", "decided_by", "Ruth Lind Lindqvist", "Ruth Lind Lindqvist", "Ruth Lindqvist"),
    ("Issued by", "issuer", "Another Clinic", "Another Clinic", "Larkspur Physical Therapy"),
    ("Code", "code", "0" * 26, "0000-0000-0000-0000-0000-0000-00", "7KQF-2M9D-XW3A-8HTR-P6CN-4VJY-BZ"),
]


@pytest.mark.parametrize(("what", "field", "value", "file", "record"), FORGED, ids=[row[0] for row in FORGED])
def test_a_changed_fact_is_told_by_its_name_and_nothing_else_is(what, field, value, file, record):
    assert told(CERTIFICATION, **{field: value}) == [(what, file, record)]


def test_several_changed_facts_are_told_one_by_one():
    """A date within the sentence, too."""
    later = CERTIFICATION.sentence.replace("2029", "2035")
    found = told(CERTIFICATION, sentence=later, valid_until=date(2035, 2, 28), holder_name="Ann Forger")
    assert [what for what, _, _ in found] == ["Name", "Sentence", "Valid until"]
    assert found[1][1].endswith("until February 28, 2035")


def test_two_dates_that_changed_places_are_told():
    found = told(CERTIFICATION, valid_from=date(2029, 2, 28), valid_until=date(2027, 3, 1))
    assert ("Certified from", "", "March 1, 2027") in found or ("Valid until", "", "February 28, 2029") in found
    assert any("March 1, 2027" in file for _, file, _ in found)


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"license": "License PT 1, Florida"}, "License"),
        ({"presenter": "Somebody Else"}, "Presenter"),
        ({"contact_hours": "15\u00a0contact hours"}, "Hours"),
        ({"completed_on": date(2026, 2, 20)}, "Completed on"),
        ({"issued_on": date(2026, 3, 1)}, "Issued on"),
        ({"revision": "4"}, "Revision of the course"),
        ({"content_hash": "0" * 64}, "SHA-256 of this revision"),
        ({"holder_name": "Ann Forger"}, "Name"),
    ],
)
def test_so_is_one_of_a_completion(changes, what):
    assert what in [each[0] for each in told(COMPLETION, **changes)]


def test_words_that_were_added_are_told():
    ours = text_of(CERTIFICATION)
    found = differences(printed_facts(CERTIFICATION), ours, ours + "\nAlso licensed in Texas")
    assert found == [Difference("Other words", "Also licensed in Texas", "")]


def test_words_that_were_left_out_are_told():
    ours = text_of(CERTIFICATION)
    found = differences(printed_facts(CERTIFICATION), ours, ours.replace("Ruth Lindqvist", ""))
    assert found == [Difference("Decided by", "", "Ruth Lindqvist")]


def test_another_order_and_other_spaces_are_no_difference():
    """As a program writes them that saves the page anew."""
    lines = text_of(CERTIFICATION).splitlines()
    moved = "\n".join(lines[-2:] + lines[:-2])
    torn = " ".join(text_of(CERTIFICATION).replace("Needling", "Need ling").split())
    for text in (moved, torn):
        assert differences(printed_facts(CERTIFICATION), text_of(CERTIFICATION), text) == []


def test_the_same_letters_otherwise_encoded_are_no_difference():
    ours = text_of(CERTIFICATION)
    assert differences(printed_facts(CERTIFICATION), ours, ours.replace("é", "e\u0301").replace("fi", "ﬁ")) == []


@pytest.mark.parametrize(
    "name", ["محمد عبد الرحمن الخوارزمي", "李小龙", "สมชาย ใจดี", "प्रिया शर्मा", "Bo Li", "Þór Ægisson"]
)
def test_a_forged_name_is_told_in_any_script(name):
    """Where a file's own text does not spell the name as we do, it is told among the other words."""
    assert any("Ann Forger" in file for _, file, _ in told(document(name), holder_name="Ann Forger"))


def test_a_text_that_repeats_itself_takes_no_time(time_limit=2.0):
    ours, before = text_of(COMPLETION), datetime.now(UTC)
    chosen = random.Random(5)
    for text in [(ours + " x ") * 20, " ".join(chosen.choices(ours.split(), k=4000)), "a " * 9000, ""]:
        differences(printed_facts(COMPLETION), ours, text)
    assert (datetime.now(UTC) - before).total_seconds() < time_limit


def test_a_name_whose_letters_a_reader_orders_otherwise_is_still_told_as_the_name():
    ours, fact = "Certificate\nAli (3) محمد\nhas met", Fact("Name", "محمد Ali (3)")
    assert differences([fact], ours, ours) == []
    [told] = differences([fact], ours, "Certificate\nAnn Forger\nhas met")
    assert told == Difference("Name", "Ann Forger", "محمد Ali (3)")


def test_what_is_shown_is_cut_to_what_differs_and_hides_nothing():
    long = "word " * 200
    cut = shown(Difference("Objectives", long + "forged", long + "true"))
    assert cut.file.endswith("forged") and cut.record.endswith("true")
    assert len(cut.file) <= LONGEST + 2
    assert shown(Difference("Name", "Ann\u202eyrots", "Ann")).file == "Ann[U+202E]yrots"
    assert shown(Difference("Name", "Ann\u0001", "Ann")).file == "Ann[U+0001]"
    assert shown(Difference("Name", "Ann\u200d", "Ann")).record == "Ann"
