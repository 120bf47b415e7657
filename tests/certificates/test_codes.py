"""Codes: random enough, and understood however they are typed."""

import pytest

from certificates.codes import ALPHABET, LENGTH, grouped, new_code, normalize

CODE = "7KQF2M9DXW3A8HTRP6CN4VJY0Z"


def test_a_code_has_130_random_bits():
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert LENGTH * (len(ALPHABET).bit_length() - 1) == 130
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)


def test_it_is_printed_in_groups():
    assert grouped(CODE) == "7KQF-2M9D-XW3A-8HTR-P6CN-4VJY-0Z"


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        "7KQF-2M9D-XW3A-8HTR-P6CN-4VJY-0Z",
        " 7kqf 2m9d xw3a 8htr p6cn 4vjy 0z ",
        "7KQF–2M9D—XW3A−8HTR.P6CN/4VJY-OZ",
        "７ＫＱＦ2M9DXW3A8HTRP6CN4VJYoz",
    ],
)
def test_it_is_understood_however_it_is_typed(typed):
    assert normalize(typed) == CODE


def test_letters_that_look_like_digits_are_read_as_digits():
    assert normalize("IL1O0" + "A" * 21) == "11100" + "A" * 21


@pytest.mark.parametrize("typed", ["", "7KQF", CODE + "A", CODE[:-1] + "U", CODE[:-1] + "é", "../../etc/passwd"])
def test_what_cannot_be_a_code_is_none(typed):
    assert normalize(typed) is None
