"""A key with a certificate of its own (P-256), for an installation that was given none."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings

from training.audit_key import write_once

FIRST_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # a demonstration issues papers of years ago
NO_END = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)  # how a certificate says that it has no end (RFC 5280, 4.1.2.5)
DOCUMENTS = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # signs documents (RFC 9336)
ABLE = ("digital_signature", "content_commitment")
UNABLE = ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")


def kept_pem() -> str:
    """Key and certificate of the file `keys/seal.pem` in the data folder; made, for the owner's eyes, if there is none.

    Two processes that make it at once get the same.
    """
    path = settings.VAR_DIR / "keys" / "seal.pem"
    if not path.exists():
        write_once(path, made())
    return path.read_text(encoding="ascii")


def made() -> str:
    """A new key and its certificate, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return (private + certificate_of(key).public_bytes(Encoding.PEM)).decode()


def certificate_of(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    """It vouches for itself, so it names the address of the installation and nobody's organization."""
    host = urlsplit(settings.BASE_URL).netloc[:40]
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, f"Certificates of {host}")])
    usage = x509.KeyUsage(
        **dict.fromkeys(ABLE, True), **dict.fromkeys(UNABLE, False), encipher_only=False, decipher_only=False
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FIRST_DAY)
        .not_valid_after(NO_END)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENTS]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
