"""Lists of bits: long enough to hide in, the same bytes each time, read from the left."""

import gzip
from base64 import urlsafe_b64decode

import pytest
from hypothesis import given
from hypothesis.strategies import integers, sets

from certificates.badge.did import did_document, did_web
from certificates.badge.status_list import SIZE, Purpose, entry, is_set, packed


def bits(encoded: str) -> bytes:
    return gzip.decompress(urlsafe_b64decode(encoded[1:] + "==="))


@given(sets(integers(0, SIZE - 1), max_size=50))
def test_the_bits_that_are_set_are_read_back(places):
    encoded = packed(places)
    assert sum(each.bit_count() for each in bits(encoded)) == len(places)
    assert all(is_set(encoded, place) for place in places)
    assert not any(is_set(encoded, place) for place in {0, 1, SIZE - 1} - places)


def test_the_first_bit_is_the_leftmost():
    assert bits(packed([0]))[0] == 0b1000_0000
    assert bits(packed([9]))[1] == 0b0100_0000


def test_it_has_the_least_length_allowed_and_its_multibase_letter():
    assert SIZE == 131_072 == len(bits(packed([]))) * 8
    assert packed([]).startswith("u")
    assert "=" not in packed([1])


def test_the_same_bits_give_the_same_text():
    assert packed([5, 7]) == packed([7, 5])


def test_nothing_stands_beyond_its_end():
    with pytest.raises(IndexError):
        packed([SIZE])
    with pytest.raises(IndexError):
        is_set(packed([]), SIZE)


def test_an_entry_names_its_place_as_text():
    row = entry("https://pinpoint.example/1", Purpose.SUSPENSION, 7)
    assert row["statusListIndex"] == "7"
    assert (row["statusPurpose"], row["type"]) == ("suspension", "BitstringStatusListEntry")


@pytest.mark.parametrize(
    ("address", "did"),
    [
        ("https://pinpoint.example", "did:web:pinpoint.example"),
        ("http://localhost:8000", "did:web:localhost%3A8000"),
        ("https://larkspur.example/training", "did:web:larkspur.example:training"),
    ],
)
def test_the_name_of_an_installation(address, did):
    assert did_web(address) == did


def test_a_document_names_each_key_the_same_in_both_places():
    document = did_document("did:web:pinpoint.example", ["z6MkA", "z6MkB"])
    named = [method["id"] for method in document["verificationMethod"]]
    assert named == document["assertionMethod"] == ["did:web:pinpoint.example#z6MkA", "did:web:pinpoint.example#z6MkB"]
    assert {method["controller"] for method in document["verificationMethod"]} == {"did:web:pinpoint.example"}
