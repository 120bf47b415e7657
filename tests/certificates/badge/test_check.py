"""The errors that 1EdTech's public validator keeps an example of, made on our own badge and signed anew."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.badge.check import faults
from certificates.badge.did import did_document
from certificates.badge.multikey import multikey
from tests.certificates.badge.make import DID, KEY, METHOD, NOW, badge, sign
from tests.certificates.badge.tamper import replaced, without

NEWER = multikey(Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key())
DOCUMENT = did_document(DID, [multikey(KEY.public_key())])
SUBJECT = ("credentialSubject",)
ACHIEVEMENT = (*SUBJECT, "achievement")
PROFILE = {"id": "https://larkspur.example", "type": ["Person"], "name": "Larkspur Group"}
ENTRY = {"type": "Entry", "identifier": "7", "identifierType": "systemId"}


def put(*path, value):
    return lambda document: replaced(document, path, value)


def drop(*path):
    return lambda document: without(document, path)


def nameless(document):
    return without(without(document, (*SUBJECT, "id")), (*SUBJECT, "identifier"))


# By the names of the validator's files, `simple-err-….json`.
SIGNED = {
    "type": (put("type", value=["VerifiableCredential"]), "The type is not that of a badge."),
    "issuer": (drop("issuer"), "There is no issuer."),
    "issuer-type": (put("issuer", "type", value=["Person"]), "The type of issuer is not Profile."),
    "issuer-otheridentifier-type": (
        put("issuer", "otherIdentifier", value=[ENTRY]),
        "The type of issuer.otherIdentifier is not IdentifierEntry.",
    ),
    "issuer-parentorg-type": (
        put("issuer", "parentOrg", value=PROFILE),
        "The type of issuer.parentOrg is not Profile.",
    ),
    "issued": (put("validFrom", value="2040-01-01T00:00:00Z"), "It is not valid yet."),
    "expired": (put("validUntil", value="2027-02-28T23:59:59-05:00"), "It has expired."),
    "credential-subject-type": (
        put(*SUBJECT, "type", value=["Subject"]),
        "The type of credentialSubject is not AchievementSubject.",
    ),
    "credential-subject-no-id-no-identifier": (nameless, "The subject has neither an id nor an identifier."),
    "credential-subject-identifier-type": (
        put(*SUBJECT, "identifier", 0, "type", value="Identity"),
        "The type of credentialSubject.identifier is not IdentityObject.",
    ),
    "credential-subject-profile-type": (
        put(*ACHIEVEMENT, "creator", value=PROFILE),
        "The type of credentialSubject.achievement.creator is not Profile.",
    ),
    "credential-subject-result-type": (
        put(*SUBJECT, "result", value=[{"type": ["Outcome"], "value": "1"}]),
        "The type of credentialSubject.result is not Result.",
    ),
    "credential-subject-achievement-result-description-type": (
        put(*ACHIEVEMENT, "resultDescription", value=[{"id": "urn:uuid:1", "type": ["Scale"], "name": "Hours"}]),
        "The type of credentialSubject.achievement.resultDescription is not ResultDescription.",
    ),
    "evidence-type": (
        put("evidence", value=[{"id": "https://larkspur.example/1", "type": ["Work"]}]),
        "The type of evidence is not Evidence.",
    ),
}


@pytest.mark.parametrize("name", SIGNED)
def test_each_error_is_named_whatever_the_signature_says(name):
    change, sentence = SIGNED[name]
    assert sentence in faults(sign(change(badge())), DOCUMENT, NOW)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        pytest.param(sign(badge()) | {"@context": badge()["@context"][:1]}, "The contexts are not those", id="context"),
        pytest.param(badge(), "There is no proof.", id="noproof"),
        pytest.param(sign(badge(), method=METHOD[:-1]), "The key is none of the issuer's.", id="proof-method"),
        pytest.param(sign(badge(), method=METHOD.partition(":")[2]), "The key is none", id="proof-method-no-scheme"),
        pytest.param(sign(badge(), method=f"x{METHOD}"), "The key is none", id="proof-method-unknown-scheme"),
        pytest.param(
            sign(badge(), method=METHOD.replace("did:web", "did:sov")), "The key is none", id="unknown-did-method"
        ),
        pytest.param(sign(badge(issuer="did:web:elsewhere.example")), "The key is none", id="another-issuer"),
        pytest.param(sign(badge()) | {"name": "Another"}, "The proof does not hold", id="proof-value"),
    ],
)
def test_each_error_of_a_proof_is_named(document, sentence):
    assert any(each.startswith(sentence) for each in faults(document, DOCUMENT, NOW))


def test_a_badge_of_ours_has_no_fault():
    assert faults(sign(badge()), DOCUMENT, NOW) == []
    assert faults(sign(badge(valid_until=None)), DOCUMENT, NOW.replace(year=2050)) == []


def test_a_former_key_still_proves_what_it_signed():
    document = did_document(DID, [NEWER, multikey(KEY.public_key())])
    assert faults(sign(badge()), document, NOW) == []
    withdrawn = document | {"assertionMethod": document["assertionMethod"][:1]}
    assert faults(sign(badge()), withdrawn, NOW) == ["The key is none of the issuer's."]
