"""The key that seals files and the certificate that names its owner: from the settings, or made at first use."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from asn1crypto import x509 as asn1
from asn1crypto.keys import PrivateKeyInfo
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certificates.seal.self_made import kept_pem


@dataclass(frozen=True, slots=True)
class SealingKey:
    """What seals: pyHanko's signer, and its certificate with those that vouch for it."""

    signer: SimpleSigner
    chain: tuple[x509.Certificate, ...]
    is_self_made: bool

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.chain[0])

    @property
    def name(self) -> str:
        return name_of(self.chain[0])

    @property
    def pem(self) -> str:
        return "".join(each.public_bytes(Encoding.PEM).decode() for each in self.chain)


def sealing_key() -> SealingKey:
    """That of the settings SEAL_KEY and SEAL_CERTIFICATES, or of the file `keys/seal.pem` in the data folder."""
    key, chain = settings.SEAL_KEY, settings.SEAL_CERTIFICATES
    if bool(key) != bool(chain):
        raise ImproperlyConfigured("Set both SEAL_KEY and SEAL_CERTIFICATES, or neither.")
    if key:
        return loaded(pem_text(key), pem_text(chain), is_self_made=False)
    kept = kept_pem()
    return loaded(kept, kept, is_self_made=True)


def pem_text(value: str) -> str:
    """The PEM that a setting holds, or that of the file that it names."""
    if "-----BEGIN" in value:
        return value.replace("\\n", "\n")
    try:
        return Path(value).read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"{value} cannot be read: {error}") from error


@lru_cache(maxsize=4)
def loaded(key_pem: str, chain_pem: str, *, is_self_made: bool) -> SealingKey:
    """Parsed once; ImproperlyConfigured for a key that PDF readers do not know or that is not the certificate's."""
    try:
        key = load_pem_private_key(key_pem.encode(), password=None)
        chain = tuple(x509.load_pem_x509_certificates(chain_pem.encode()))
    except (TypeError, ValueError) as error:
        raise ImproperlyConfigured(f"SEAL_KEY or SEAL_CERTIFICATES is not PEM that can be read: {error}") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise ImproperlyConfigured("SEAL_KEY is of a kind that PDF readers do not know: take P-256, or RSA.")
    if public_bytes(key) != public_bytes(chain[0]):
        raise ImproperlyConfigured("The first of SEAL_CERTIFICATES is not the certificate of SEAL_KEY.")
    return SealingKey(signer_of(key, chain), chain, is_self_made)


def signer_of(key, chain: tuple[x509.Certificate, ...]) -> SimpleSigner:
    own, *others = (asn1.Certificate.load(each.public_bytes(Encoding.DER)) for each in chain)
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(own, PrivateKeyInfo.load(private), SimpleCertificateStore.from_certs(others))


def public_bytes(owner) -> bytes:
    """The public key of a private one, or of a certificate."""
    return owner.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of its DER, hex: what PDF readers show too."""
    return certificate.fingerprint(SHA256()).hex()


def name_of(certificate: x509.Certificate) -> str:
    """Its common name, or else its whole one."""
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return names[0].value if names else certificate.subject.rfc4514_string()
