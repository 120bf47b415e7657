"""Keys, chains of certificates, a server of time stamps, and a sealed file, for tests."""

import io
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from asn1crypto import tsp
from asn1crypto import x509 as asn1
from asn1crypto.keys import PrivateKeyInfo
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfReader

from certificates.printing.render import render
from certificates.seal.keys import fingerprint
from certificates.seal.sign import Sealed, seal
from tests.certificates.make import document
from tests.factories import NOW

BADGE = '{"name": "Žižková"}\n'
STAMPS = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING])


@dataclass(frozen=True)
class Chain:
    """A key, and its certificate with that of who vouches for it."""

    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificates: tuple[x509.Certificate, ...]

    @property
    def key_pem(self) -> str:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    @property
    def pem(self) -> str:
        return "".join(each.public_bytes(Encoding.PEM).decode() for each in self.certificates)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.certificates[0])

    @property
    def root(self) -> str:
        return self.certificates[-1].public_bytes(Encoding.PEM).decode()


def named(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, words)])


def usage(*able: str) -> x509.KeyUsage:
    names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    names += ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{name: name in able for name in names})


def chain(name: str, until: int = 2090, key=None, purpose: x509.ExtendedKeyUsage | None = None) -> Chain:
    """A key whose certificate an authority of its own vouches for."""
    top, key = ec.generate_private_key(ec.SECP256R1()), key or ec.generate_private_key(ec.SECP256R1())
    authority = named(f"Authority of {name}")
    root = built(authority, authority, top, top, 2095, is_authority=True)
    own = built(named(name), authority, key, top, until, purpose=purpose)
    return Chain(key, (own, root))


def built(name, issuer, key, signs, until: int, is_authority: bool = False, purpose=None) -> x509.Certificate:
    able = usage("key_cert_sign", "crl_sign") if is_authority else usage("digital_signature", "content_commitment")
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2015, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(until, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(able, critical=True)
    )
    if purpose:
        builder = builder.add_extension(purpose, critical=True)
    return builder.sign(signs, hashes.SHA256())


def configure(settings, given: Chain) -> Chain:
    """The installation is given a key."""
    settings.SEAL_KEY, settings.SEAL_CERTIFICATES = given.key_pem, given.pem
    return given


@cache
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@contextmanager
def serving(stamper: DummyTimeStamper):
    """The same server on a port of this machine, as others ask it; gives its address."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            content = stamper.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args):
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/tsr"
        server.shutdown()


def stamping(name: str = "Stamps") -> tuple[DummyTimeStamper, str]:
    """A server of time stamps that answers at once, and its root as PEM. pyHanko's own takes RSA alone."""
    given = chain(name, key=rsa_key(), purpose=STAMPS)
    own, root = (asn1.Certificate.load(each.public_bytes(Encoding.DER)) for each in given.certificates)
    key = PrivateKeyInfo.load(given.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    return DummyTimeStamper(own, key, SimpleCertificateStore.from_certs([own, root])), given.root


@cache
def bare() -> bytes:
    """A certificate with its badge, before it is sealed."""
    return render(document(), NOW, BADGE)


def sealed() -> Sealed:
    return seal(bare(), NOW)


def known(*sealed_ones: Sealed) -> dict[str, str]:
    return {each.by.fingerprint: each.by.pem for each in sealed_ones}


def attached(content: bytes) -> dict[str, bytes]:
    """The files within a PDF, by another reader."""
    return {name: files[0] for name, files in PdfReader(io.BytesIO(content)).attachments.items()}
