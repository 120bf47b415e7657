"""Time stamps (RFC 3161) by a server of somebody else: only where the settings name one."""

from functools import lru_cache

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko_certvalidator import ValidationContext

from certificates.seal.keys import SealingKey, pem_text

PATIENCE = 5  # seconds: the number of the certificate is locked meanwhile


def timestamper() -> TimeStamper | None:
    """The server of the setting TIME_STAMP_URL."""
    return client(settings.TIME_STAMP_URL) if settings.TIME_STAMP_URL else None


@lru_cache(maxsize=2)
def client(address: str) -> TimeStamper:
    """Kept, because it asks a server once for an example of its answers."""
    return RequestsHTTPTimeStamper(address, timeout=PATIENCE)


def roots() -> list[asn1.Certificate]:
    """Whose time stamps are believed: the setting TIME_STAMP_CERTIFICATES. With it, a file carries all that a later
    check of the signature needs (B-LTA); without it, the time stamp alone (B-T).
    """
    return parsed(pem_text(settings.TIME_STAMP_CERTIFICATES)) if settings.TIME_STAMP_CERTIFICATES else []


def lasting(key: SealingKey) -> ValidationContext:
    """What is believed while a file is made to last: the end of the key's own chain, and the time stamps' roots.

    Lists of revoked certificates are fetched where a chain names them.
    """
    chain = parsed(key.pem)
    return ValidationContext(
        trust_roots=[chain[-1], *roots()], other_certs=chain[:-1], allow_fetching=not key.is_self_made
    )


def parsed(pem: str) -> list[asn1.Certificate]:
    found = x509.load_pem_x509_certificates(pem.encode())
    return [asn1.Certificate.load(each.public_bytes(Encoding.DER)) for each in found]
