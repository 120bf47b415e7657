"""Bytes as text and back, and keys as the published examples write them."""

import pytest
from hypothesis import given
from hypothesis.strategies import binary

from certificates.badge.multikey import decode, encode, multikey, public_key

# The public key of the test vectors of Open Badges 3.0.
HEX = "4bdeafde2ea8beefadd8c699b5c7e0704cf51154d52e17b20b71337ca04cc5a5"
TEXT = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"


@given(binary(max_size=80))
def test_bytes_come_back(data):
    assert decode(encode(data)) == data


@pytest.mark.parametrize(
    ("data", "text"), [(b"", "z"), (b"\0", "z1"), (b"\0\0a", "z112g"), (b"Hello World!", "z2NEpo7TZRRrLZSi2U")]
)
def test_known_texts(data, text):
    assert encode(data) == text
    assert decode(text) == data


def test_a_key_of_the_published_examples():
    assert public_key(TEXT).public_bytes_raw().hex() == HEX
    assert multikey(public_key(TEXT)) == TEXT


@pytest.mark.parametrize("text", ["", "6MkjZ", "z0OIl", "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169", "z6Mk"])
def test_what_is_no_ed25519_key_is_refused(text):
    with pytest.raises(ValueError):
        public_key(text)
