"""The examples that the specifications publish: ours come out the same, byte for byte.

W3C, Data Integrity EdDSA Cryptosuites, B.1 (Copyright © World Wide Web Consortium, W3C Software and Document License).
1EdTech, Open Badges 3.0 Implementation Guide, test vectors of the linked data proof: its canonical texts are of today's
contexts, its hashes and signature still of those of 2023, so each is held against what it was made with.
"""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.badge import contexts
from certificates.badge.canonical import canonical
from certificates.badge.contexts import CREDENTIALS, FILES, OPEN_BADGES, UnknownContext, load, read
from certificates.badge.multikey import decode, encode, multikey, public_key
from certificates.badge.proof import is_proven, to_sign, unproven

FOLDER = Path(contexts.__file__).parent
OLD_OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context/ob_v3p0.jsonld"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v1"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"

W3C = {
    "@context": [CREDENTIALS, EXAMPLES],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
W3C_KEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
W3C_SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
W3C_TO_SIGN = (
    "4c4d3890a157f8d611b13c265c2c22f39aa0a567c7c7dd9ba3e45cd579784eeb"
    "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"
)
W3C_VALUE = "z21EVs3eXERqTn4acNHT9viboqgzUaQ3kTmhPT3eA8qrVPE7CrQq78WkzctnMX5W4CrzcKnHw8V6dvy5pgWYCU5e9"

BADGE = {
    "@context": [CREDENTIALS, OLD_OPEN_BADGES, DATA_INTEGRITY],
    "id": "http://example.com/credentials/3527",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {
        "id": "https://example.edu/issuers/565049",
        "type": ["Profile"],
        "url": "https://www.imsglobal.org",
        "name": "Example Corp",
    },
    "validFrom": "2010-01-01T00:00:00Z",
    "name": "Teamwork Badge",
    "credentialSubject": {
        "id": "did:example:ebfeb1f712ebc6f1c276e12ec21",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://example.com/achievements/21st-century-skills/teamwork",
            "type": ["Achievement"],
            "criteria": {
                "narrative": "Team members are nominated for this badge by their peers and recognized upon review by "
                "Example Corp management."
            },
            "description": "This badge recognizes the development of the capacity to collaborate within a group "
            "environment.",
            "name": "Teamwork",
        },
    },
}
BADGE_KEY = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"
BADGE_SECRET = "6241a409e6707bb640a0140a8a32bc3d193c33a661747284d6adfa4ed4180be4"
# SHA-256 of the published `document-canon.txt` and `proof-canon.txt`.
BADGE_CANONICAL = "87f65a76d40146205e3b3e06cb0fbd153f97f9ce70372390f52566bb7f9e0773"
OPTIONS_CANONICAL = "d34009cea0dbc1ca941e09dc01c8c9d3e3ce3c5b853f67ee44698dcea10f5d19"
BADGE_TO_SIGN = (
    "3cf3c265b6c8ebb29b4d5ea310b87d2f31c79b633eff8af561d2e8c97a85c8cb"
    "d994aebd5e53f4af4495dbe9e1155410bae683811107c26acf83671075c163b3"
)
BADGE_VALUE = "zUSD5bjo6mYV1n9i9E6ZwUiHuj4JyZDjCDfDqoJcPi9XJrc9LYstik9mdBvutdwBdquWXjWrwJDVGJrAarvRs8uD"


def options(created: datetime, method: str) -> dict:
    return {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }


W3C_OPTIONS = options(datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC), f"{W3C['issuer']}#{W3C_KEY}")
BADGE_OPTIONS = options(datetime(2010, 1, 1, 19, 23, 24, tzinfo=UTC), f"{BADGE['issuer']['id']}#{BADGE_KEY}")


def examples(address: str, given: dict | None = None) -> dict:
    """Ours, and those that the vectors name. In their days a criterion was one of a profile's own."""
    extra = {
        EXAMPLES: {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}},
        DATA_INTEGRITY: {"@context": {}},
        OLD_OPEN_BADGES: old_open_badges(),
    }
    if address not in extra:
        return load(address, given)
    return {
        "contextUrl": None,
        "documentUrl": address,
        "document": extra[address],
        "contentType": "application/ld+json",
    }


def old_open_badges() -> dict:
    """The context of the year of the vector: an achievement was not yet numbered apart from the word's other use."""
    terms = dict(read(OPEN_BADGES)["@context"])
    subject = terms["AchievementSubject"]
    name = {"@id": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#achievement"}
    terms["AchievementSubject"] = {**subject, "@context": {**subject["@context"], "achievement": name}}
    return {"@context": terms}


def test_the_example_of_the_w3c_is_signed_as_published():
    key = Ed25519PrivateKey.from_private_bytes(decode(W3C_SECRET).removeprefix(b"\x80\x26"))
    assert multikey(key.public_key()) == W3C_KEY
    data = to_sign(W3C, W3C_OPTIONS, examples)
    assert data.hex() == W3C_TO_SIGN
    assert encode(key.sign(data)) == W3C_VALUE


def test_its_proof_holds_and_that_of_a_changed_copy_does_not():
    whole = {**W3C, "proof": {**W3C_OPTIONS, "proofValue": W3C_VALUE}}
    assert is_proven(whole, public_key(W3C_KEY), examples)
    assert not is_proven({**whole, "name": "Another"}, public_key(W3C_KEY), examples)
    assert unproven(whole) == W3C


def test_the_example_of_open_badges_has_the_canonical_forms_that_are_published():
    options = {"@context": BADGE["@context"], **BADGE_OPTIONS}
    assert sha256(canonical(BADGE, examples).encode()).hexdigest() == BADGE_CANONICAL
    assert sha256(canonical(options, examples).encode()).hexdigest() == OPTIONS_CANONICAL


def test_and_its_signature_is_ours():
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(BADGE_SECRET))
    assert multikey(key.public_key()) == BADGE_KEY
    assert encode(key.sign(bytes.fromhex(BADGE_TO_SIGN))) == BADGE_VALUE


@pytest.mark.parametrize("address", ["https://w3id.org/citizenship/v4rc1", "https://www.w3.org/ns/credentials/v2/", ""])
def test_nothing_is_fetched(address):
    with pytest.raises(UnknownContext):
        load(address)


def test_the_bundled_contexts_are_the_published_ones():
    notes = (FOLDER / "LICENSES.md").read_text(encoding="utf-8")
    for address, file in FILES.items():
        digest = sha256((FOLDER / file).read_bytes()).hexdigest()
        assert f"| `{file}` | {address} | `{digest}` |" in notes
