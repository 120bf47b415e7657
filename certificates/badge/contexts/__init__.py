"""The contexts that badges name, bundled unchanged (LICENSES.md beside them)."""

import json
from functools import cache
from pathlib import Path

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
FILES = {CREDENTIALS: "credentials-v2.json", OPEN_BADGES: "open-badges-3.0.3.json"}


class UnknownContext(LookupError):
    """A document names a context that is not bundled. Nothing is ever fetched."""


def load(address: str, options: dict | None = None) -> dict:
    """A bundled context in the form that pyld asks a loader for."""
    if address not in FILES:
        raise UnknownContext(address)
    return {
        "contextUrl": None,
        "documentUrl": address,
        "document": read(address),
        "contentType": "application/ld+json",
    }


@cache
def read(address: str) -> dict:
    return json.loads((Path(__file__).parent / FILES[address]).read_text(encoding="utf-8"))
