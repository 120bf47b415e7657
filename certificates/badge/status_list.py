"""Bitstring Status Lists (W3C, v1.0): one bit for each badge, at a place that says nothing about it."""

import gzip
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from certificates.badge.contexts import CREDENTIALS

SIZE = 131_072  # entries: the least that the specification allows, so that one badge hides among many


class Purpose(StrEnum):
    """What a set bit means."""

    REVOCATION = "revocation"
    SUSPENSION = "suspension"


def packed(places: Iterable[int]) -> str:
    """A list with these bits set: compressed, base64url with its multibase letter, `u`. Bit 0 is the leftmost."""
    bits = bytearray(SIZE // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> place % 8
    return "u" + urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")


def is_set(encoded: str, place: int) -> bool:
    """The bit at a place of such a list; IndexError beyond it."""
    text = encoded.removeprefix("u")
    bits = gzip.decompress(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return bool(bits[place // 8] & 0x80 >> place % 8)


def entry(address: str, purpose: Purpose, place: int) -> dict:
    """What a badge says of its place in the list at an address."""
    return {
        "id": f"{address}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose.value,
        "statusListIndex": str(place),
        "statusListCredential": address,
    }


def status_list(address: str, purpose: Purpose, places: Iterable[int], issuer: str, valid_from: datetime) -> dict:
    """The credential that publishes the list; unsigned."""
    return {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": valid_from.isoformat(timespec="seconds"),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose.value,
            "encodedList": packed(places),
        },
    }
