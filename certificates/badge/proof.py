"""Data Integrity proofs with the cryptosuite eddsa-rdfc-2022 (W3C, vc-di-eddsa §3.2), made and checked."""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyld.jsonld import JsonLdError

from certificates.badge.canonical import canonical, require_covered
from certificates.badge.contexts import load
from certificates.badge.multikey import decode, encode

SUITE = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofPurpose": "assertionMethod"}
NAMES = {*SUITE, "created", "verificationMethod", "proofValue"}


def signed(document: dict, key: Ed25519PrivateKey, method: str, created: datetime) -> dict:
    """The document with its proof; `method` is the address of the key. Each word of it must be one of its contexts."""
    options = {
        **SUITE,
        "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": method,
    }
    return {**document, "proof": {**options, "proofValue": encode(key.sign(to_sign(document, options)))}}


def is_proven(document: dict, key: Ed25519PublicKey, loader: Callable = load) -> bool:
    """Whether the proof is of this suite and the signature that of the whole document by the key.

    The document is one of ours, of bounded size: canonical naming of a hostile graph may take for ever.
    """
    bare, proof = unproven(document), document.get("proof")
    if not isinstance(proof, dict) or proof.keys() != NAMES or not SUITE.items() <= proof.items():
        return False
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    try:
        require_covered(bare, loader)
        key.verify(decode(proof["proofValue"]), to_sign(bare, options, loader))
    except (InvalidSignature, JsonLdError, LookupError, ValueError, TypeError, AttributeError):
        return False
    return True


def unproven(document: dict) -> dict:
    """What the proof is about."""
    return {name: value for name, value in document.items() if name != "proof"}


def to_sign(document: dict, options: dict, loader: Callable = load) -> bytes:
    """64 bytes: the hash of the proof's options in the document's contexts, then that of the document."""
    options = {"@context": document["@context"], **options}
    return b"".join(sha256(canonical(each, loader).encode()).digest() for each in (options, document))
