"""A badge that no database knows, its key, and the web that a verifier would read."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.badge.credential import Achievement, Badge
from certificates.badge.did import did_document, did_web, method_of
from certificates.badge.multikey import multikey
from certificates.badge.proof import signed
from certificates.badge.status_list import Purpose, entry, status_list

SITE = "https://pinpoint.example"
DID = did_web(SITE)
KEY = Ed25519PrivateKey.from_private_bytes(b"a key for tests, of 32 bytes ...")
METHOD = method_of(DID, multikey(KEY.public_key()))
ZONE = ZoneInfo("America/New_York")
NOW = datetime(2027, 3, 1, 17, tzinfo=UTC)
PLACE = 94_567
IMAGE = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4="


def badge(**changes) -> dict:
    """A whole badge, unsigned."""
    achievement = Achievement(
        id="urn:uuid:6d1d5d5a-4a4e-5a3c-8f0e-0d8a2c2f6a11",
        kind="Certification",
        name="Dry Needling",
        description="Neck and shoulder, arm, leg.",
        criteria="Every requirement of the scheme Dry Needling, version 3.",
        version="3",
        image=IMAGE,
    )
    facts = {
        "id": f"{SITE}/verify/7KQF2M9DXW3A8HTRP6CN4VJYBZ/",
        "issuer": DID,
        "issuer_name": "Larkspur Physical Therapy",
        "issuer_url": SITE,
        "name": "Dry Needling, certificate DN-2027-00042",
        "description": "This certificate is not a license.",
        "awarded_at": NOW.astimezone(ZONE),
        "valid_from": datetime(2027, 3, 1, tzinfo=ZONE),
        "valid_until": datetime(2029, 2, 28, 23, 59, 59, tzinfo=ZONE),
        "subject": "urn:uuid:0b9a6b0e-5a34-4d3f-9a3e-6c1d1f0a7e55",
        "holder": "Inés Zamora",
        "narrative": "Inés Zamora has met every requirement.",
        "achievement": achievement,
        "status": tuple(entry(address_of(each), each, PLACE) for each in Purpose),
    }
    return Badge(**facts | changes).to_json()


def address_of(purpose: Purpose) -> str:
    return f"{SITE}/badges/status/{purpose}/1/"


def sign(document: dict, key=KEY, method=METHOD) -> dict:
    return signed(document, key, method, NOW)


def web(revoked=(), suspended=()) -> dict[str, bytes]:
    """Every address that a verifier of the badge may read, with what is there."""
    places = {Purpose.REVOCATION: revoked, Purpose.SUSPENSION: suspended}
    lists = {
        address_of(each): sign(status_list(address_of(each), each, places[each], DID, NOW.astimezone(ZONE)))
        for each in Purpose
    }
    pages = {f"{SITE}/.well-known/did.json": did_document(DID, [multikey(KEY.public_key())]), **lists}
    return {address: json.dumps(page).encode() for address, page in pages.items()}
