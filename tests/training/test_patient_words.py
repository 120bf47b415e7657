"""Words that may point to a patient: what each rule finds, and what it leaves alone."""

import pytest

from training.patient_words import RULES, hits

STRONG = [
    ("social_security_number", "123-45-6789"),
    ("email_address", "maria.k@example.org"),
    ("web_address", "https://chart.example.org/44"),
    ("web_address", "www.example.org"),
    ("ip_address", "192.168.10.4"),
    ("birth_date", "DOB 3/14/1961"),
    ("birth_date", "born on March 3, 1950"),
    ("birth_date", "date of birth: 1950-03-03"),
    ("record_number", "MRN 123456"),
    ("record_number", "MRN: 00-4471"),
    ("record_number", "record # A12345"),
    ("record_number", "Patient ID 44A721"),
    ("record_number", "chart 448812"),
    ("medicare_number", "1EG4-TE5-MK73"),
    ("phone_number", "303-555-0100"),
    ("phone_number", "(303) 555-0100"),
    ("phone_number", "+1 303.555.0100"),
    ("phone_number", "+44 20 7946 0018"),
    ("phone_number", "943 476 5919"),
    ("age_over_89", "93-year-old"),
    ("age_over_89", "age 91"),
    ("age_over_89", "101 y/o"),
]
WEAK = [
    ("age", "47-year-old"),
    ("age", "25 y.o."),
    ("age", "aged 47"),
    ("date", "March 1, 2027"),
    ("date", "2027-03-01"),
    ("date", "3/1/27"),
    ("postal_code", "80202-1234"),
    ("street", "12 N. Main Street"),
    ("title_and_name", "Mrs. Okafor"),
    ("patient_and_name", "Pt Maria"),
    ("patient_and_name", "patient, Maria"),
    ("initials", "J.D."),
    ("initials", "KW"),
]
PLAIN = [
    "It was the left side, not the right.",
    "10 needles of 0.30 x 40 mm at L4/5, depth 25.4 mm.",
    "DN-1 and DN-2, Myopain Seminars, 54 hours, 2019.",
    "PT and OT in CO. ROM better, SLR fine, TA and QL twitched.",
    "The patient returned. Patient was fine.",
    "Chart note missing. Case 3 of 4, chart 2021 was read.",
    "90 years of age is the limit. 10 years licensed.",
    "They may 3 times a week.",
    "Version 2.1.3, page 12-14, 3/4 of it.",
    "",
]


@pytest.mark.parametrize(("name", "text"), STRONG)
def test_strong(name, text):
    (hit,) = hits(f"Seen with {text} as said")
    assert (hit.rule.name, hit.rule.strong) == (name, True)


@pytest.mark.parametrize(("name", "text"), WEAK)
def test_weak(name, text):
    (hit,) = hits(f"Seen with {text} as said")
    assert (hit.rule.name, hit.rule.strong) == (name, False)


@pytest.mark.parametrize("text", PLAIN)
def test_plain(text):
    assert hits(text) == []


def test_every_rule_has_an_example():
    assert {name for name, _ in STRONG + WEAK} == {rule.name for rule in RULES}


def test_each_is_named_once_and_the_strong_first():
    found = hits("Mr. Kim, DOB 3/14/1961, and Mr. Lee, 303-555-0100")
    assert [hit.found for hit in found] == ["DOB 3/14/1961", "303-555-0100", "Mr. Kim", "Mr. Lee"]


def test_long_texts_are_read_at_once():
    """No pattern goes back and forth: 1,000 characters of what almost fits."""
    for almost in ("1", "1-", "a.", "A ", "patient ", "12 Main ", "record id ", "(303) ", "+1 ", "a@b."):
        hits(almost * (1000 // len(almost)))
