"""The signature in a sealed file, found in its bytes without reading it as a PDF: a stranger's file may be hostile."""

import re
from dataclasses import dataclass
from hashlib import new, sha256
from itertools import islice
from typing import Self

from asn1crypto import cms, x509
from pyhanko.sign.general import extract_signer_info
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation, validate_sig_integrity

RANGE = re.compile(rb"/ByteRange \[0 (\d{1,10}) (\d{1,10}) (\d{1,10})\]")
LOOKED_AT = 8  # ranges in one file; ours have two at most
LONGEST = 65_536  # hex letters of a signature
OWN_PARTS = ("digest_algorithm", "signed_attrs", "signature_algorithm", "signature", "unsigned_attrs")


@dataclass(frozen=True, slots=True)
class Signature:
    """What is signed, and the signature that stands, in hex letters, in its middle. It may be anybody's."""

    content: bytes
    start: int
    end: int
    info: cms.SignerInfo
    certificate: x509.Certificate

    @classmethod
    def first_in(cls, content: bytes) -> Self | None:
        """The first of a file, with all before it and the rest of its revision; ValueError if it cannot be read."""
        for found in islice(RANGE.finditer(content), LOOKED_AT):
            start, end, rest = (int(each) for each in found.groups())
            gap = content[start:end]
            if gap.startswith(b"<") and gap.endswith(b">") and len(gap) <= LONGEST and end + rest <= len(content):
                signed = cms.ContentInfo.load(bytes.fromhex(gap[1:-1].decode("ascii")))["content"]
                owner = extract_certs_for_validation(signed).signer_cert
                return cls(content[: end + rest], start, end, extract_signer_info(signed), owner)
        return None

    @property
    def fingerprint(self) -> str:
        return sha256(self.certificate.dump()).hexdigest()

    def holds(self) -> bool:
        """Whether the signature is one of these bytes by the key of its certificate."""
        digest = new(self.info["digest_algorithm"]["algorithm"].native)
        digest.update(self.content[: self.start])
        digest.update(self.content[self.end :])
        return all(validate_sig_integrity(self.info, self.certificate, "data", digest.digest()))

    def is_plain(self, chain: list[x509.Certificate]) -> bool:
        """Whether its place, which it cannot cover itself, holds nothing but what we write there."""
        room = (self.end - self.start - 2) // 2
        written = message(self.info, chain).ljust(room, b"\0").hex().upper()
        return self.content[self.start : self.end] == b"<%s>" % written.encode()


def message(info: cms.SignerInfo, chain: list[x509.Certificate]) -> bytes:
    """The signature as it was written: its own parts, within what can be known without it."""
    own = chain[0]
    sid = cms.IssuerAndSerialNumber({"issuer": own.issuer, "serial_number": own.serial_number})
    parts = {name: info[name] for name in OWN_PARTS if info[name].native is not None}
    data = {
        "version": "v1",
        "digest_algorithms": [info["digest_algorithm"]],
        "encap_content_info": {"content_type": "data"},
        "certificates": [cms.CertificateChoices(name="certificate", value=each) for each in chain],
        "signer_infos": [{"version": "v1", "sid": cms.SignerIdentifier("issuer_and_serial_number", sid), **parts}],
    }
    return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(data)}).dump()
