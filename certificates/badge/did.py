"""The issuer's name on the web and its document: did:web, with every key that ever signed."""

from collections.abc import Iterable
from urllib.parse import quote, urlsplit

CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]


def did_web(address: str) -> str:
    """The name of the installation at an address: `https://pinpoint.example` is `did:web:pinpoint.example`."""
    parts = urlsplit(address)
    return ":".join(["did:web", quote(parts.netloc, safe=""), *filter(None, parts.path.split("/"))])


def method_of(did: str, multikey: str) -> str:
    """The address of a key in the document. It ends in the key itself: a badge names what it was signed with."""
    return f"{did}#{multikey}"


def did_document(did: str, multikeys: Iterable[str]) -> dict:
    """What a verifier reads at the well-known address. A key that no longer signs stays, for what it signed."""
    methods = [
        {"id": method_of(did, each), "type": "Multikey", "controller": did, "publicKeyMultibase": each}
        for each in multikeys
    ]
    return {
        "@context": CONTEXTS,
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
