"""docs/verify-offline.md with the names of this installation: how to check a certificate without it."""

from django.conf import settings

from certificates.badge import keys

DOCUMENT = settings.BASE_DIR / "docs" / "verify-offline.md"


def offline_document() -> str:
    """The document as it is read here and beside the exported keys. Where copies are published, it does not know."""
    words = DOCUMENT.read_text(encoding="utf-8")
    words = words.replace("https://pinpoint.example", settings.BASE_URL)
    return words.replace("did:web:pinpoint.example", keys.issuer())
