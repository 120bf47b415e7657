"""The key that signs badges (Ed25519): from the settings, or made at first use and kept beside the data."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from certificates.badge.did import did_document, did_web, method_of
from certificates.badge.multikey import multikey
from training.audit_key import kept_key


def signing_key() -> Ed25519PrivateKey:
    """The key of the setting BADGE_KEY (32 bytes, hex), or that of the file `keys/badge.key` in the data folder."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(settings.BADGE_KEY or kept_key("badge.key")))


def issuer() -> str:
    """The name of the issuer for machines: the setting BADGE_ISSUER, or that of the installation's address."""
    return settings.BADGE_ISSUER or did_web(settings.BASE_URL)


def method() -> str:
    """The address of the present key."""
    return method_of(issuer(), multikey(signing_key().public_key()))


def issuer_document(named: str = "") -> dict:
    """The DID document: the present key and those of the setting BADGE_FORMER_KEYS.

    `named` is what the issuer was called, where that is not what it is called now.
    """
    present = multikey(signing_key().public_key())
    return did_document(named or issuer(), dict.fromkeys([present, *settings.BADGE_FORMER_KEYS]))
