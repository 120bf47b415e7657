"""A proof covers every word of a badge, and openbadgeslib, which is not ours, says the same."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openbadgeslib.ob3.ldp import OB3LdpVerifier, OB3VerificationError, verify_data_integrity_proof
from time_machine import travel

from certificates.badge.canonical import NotCovered, require_covered
from certificates.badge.multikey import decode, encode
from certificates.badge.proof import is_proven
from tests.certificates.badge.make import DID, KEY, METHOD, NOW, PLACE, badge, sign, web
from tests.certificates.badge.tamper import copies

AFTER_IT_ENDS = NOW.replace(year=2031)


def judged(document: dict, pages: dict, at=NOW) -> str:
    """What openbadgeslib says of it, reading nothing but these pages: empty when it accepts it."""
    with travel(at, tick=False):
        try:
            judge = OB3LdpVerifier.for_issuer_did(DID)
            # Of signed lists it knows the JWT form alone: `test_lists_are_accepted` has it check the proofs of ours.
            judge.verify(document, check_status=True, download=pages.__getitem__, verify_status_list=False)
        except OB3VerificationError as error:
            return str(error)
    return ""


def test_a_badge_is_accepted_by_us_and_by_others():
    document = sign(badge())
    assert is_proven(document, KEY.public_key())
    assert judged(document, web()) == ""


def test_one_without_an_end_is_accepted_years_later():
    assert judged(sign(badge(valid_until=None)), web(), AFTER_IT_ENDS) == ""


def test_others_refuse_what_expired_is_revoked_suspended_or_not_yet_valid():
    document = sign(badge())
    assert "expired" in judged(document, web(), AFTER_IT_ENDS)
    assert "'revocation' is set" in judged(document, web(revoked=[PLACE]))
    assert "'suspension' is set" in judged(document, web(suspended=[PLACE]))
    assert judged(document, web(revoked=[PLACE + 1], suspended=[PLACE - 1])) == ""
    assert "not yet valid" in judged(sign(badge(valid_from=AFTER_IT_ENDS)), web())


def test_the_same_document_and_moment_give_the_same_bytes():
    assert json.dumps(sign(badge())) == json.dumps(sign(badge()))


@pytest.mark.parametrize("at", [b"", b"\0"])
def test_another_key_proves_nothing(at):
    other = Ed25519PrivateKey.from_private_bytes(b"another key of 32 bytes ........" if not at else bytes(32))
    assert not is_proven(sign(badge()), other.public_key())
    document = sign(badge(), key=other)
    assert not is_proven(document, KEY.public_key())
    assert judged(document, web())


COPIES = dict(copies(sign(badge())))


@pytest.mark.parametrize("what", COPIES)
def test_no_copy_that_says_anything_else_is_proven(what):
    assert not is_proven(COPIES[what], KEY.public_key())


def test_a_changed_signature_is_noticed_in_each_of_its_bytes():
    document = sign(badge())
    value = decode(document["proof"]["proofValue"])
    for place in range(len(value)):
        changed = value[:place] + bytes([value[place] ^ 1]) + value[place + 1 :]
        proof = document["proof"] | {"proofValue": encode(changed)}
        assert not is_proven(document | {"proof": proof}, KEY.public_key())


@pytest.mark.parametrize(
    "proof", [None, [], {}, {"proofValue": "z"}, {"proofValue": 7}, {"type": "Ed25519Signature2020"}, {"created": None}]
)
def test_what_is_no_proof_proves_nothing(proof):
    whole = sign(badge())
    merged = whole["proof"] | proof if proof else proof
    assert not is_proven(whole | {"proof": merged}, KEY.public_key())


def test_lists_are_accepted():
    key = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for address, page in web(revoked=[PLACE]).items():
        if not address.endswith("did.json"):
            document = json.loads(page)
            assert is_proven(document, KEY.public_key())
            verify_data_integrity_proof(document, key)
            with pytest.raises(OB3VerificationError):
                verify_data_integrity_proof(document | {"issuer": "did:web:elsewhere.example"}, key)


def test_every_word_of_a_badge_is_covered():
    require_covered(badge())
    require_covered(badge(valid_until=None))
    with pytest.raises(NotCovered):
        require_covered(badge() | {"score": "98"})


def test_the_method_is_in_the_document_of_the_issuer():
    page = json.loads(web()["https://pinpoint.example/.well-known/did.json"])
    assert page["assertionMethod"] == [METHOD] == [method["id"] for method in page["verificationMethod"]]
