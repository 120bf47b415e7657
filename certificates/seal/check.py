"""Is a file one that we sealed, and unchanged since? Said of its bytes alone, without the row of its certificate."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from io import BytesIO

from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko_certvalidator import ValidationContext

from certificates.seal.sign import finished
from certificates.seal.stamps import parsed, roots

OWN_PARTS = ("digest_algorithm", "signed_attrs", "signature_algorithm", "signature", "unsigned_attrs")
MARK = b"/ETSI.CAdES.detached"  # stands in a file that somebody sealed
log = logging.getLogger(__name__)


class Verdict(StrEnum):
    """What a file shows; only the first speaks for it."""

    WHOLE = "whole"
    ADDED = "added"
    CHANGED = "changed"
    NOT_OURS = "not_ours"
    UNSEALED = "unsealed"
    UNREADABLE = "unreadable"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Verdict.WHOLE: "The file bears our seal and was not changed since.",
    Verdict.ADDED: "Something was added to the file after we sealed it.",
    Verdict.CHANGED: "The file was changed after it was sealed.",
    Verdict.NOT_OURS: "The file bears a seal that is none of ours.",
    Verdict.UNSEALED: "The file bears no seal.",
    Verdict.UNREADABLE: "The file is damaged, or no PDF.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict, and by the fingerprint of which certificate (SHA-256, hex); empty where nothing sealed it."""

    verdict: Verdict
    fingerprint: str = ""

    @property
    def is_whole(self) -> bool:
        return self.verdict is Verdict.WHOLE


def check(content: bytes, known: Mapping[str, str]) -> Finding:
    """What the bytes show. `known` are the certificates that sealed for us: PEM of their chains, by fingerprint.

    The time does not matter: what a certificate sealed stays sealed when it ends. Any file may be asked about; the
    caller says how large one may be.
    """
    try:
        found = PdfFileReader(BytesIO(content)).embedded_signatures
        seals = [each for each in found if each.sig_object_type == "/Sig"]
        if not seals:
            return Finding(Verdict.UNSEALED)
        return judged(content, seals, found, known)
    except Exception:  # a stranger's file may end a parser in any way
        log.debug("A file that cannot be read.", exc_info=True)
        return Finding(Verdict.CHANGED if MARK in content else Verdict.UNREADABLE)


def judged(content: bytes, seals: list, found: list, known: Mapping[str, str]) -> Finding:
    """The finding about the first seal, and about what came after it."""
    seal = seals[0]
    own = sha256(seal.signer_cert.dump()).hexdigest()
    status = status_of(seal)
    if not (status.intact and status.valid):
        return Finding(Verdict.CHANGED, own)
    if own not in known:
        return Finding(Verdict.NOT_OURS, own)
    if not (is_plain(content, seal, parsed(known[own])) and is_on_time(status)):
        return Finding(Verdict.CHANGED, own)
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return Finding(Verdict.WHOLE, own)
    is_kept = len(seals) == 1 and status.modification_level is ModificationLevel.LTA_UPDATES
    return Finding(Verdict.WHOLE if is_kept and is_stamped(found[-1]) else Verdict.ADDED, own)


def status_of(seal: EmbeddedPdfSignature) -> PdfSignatureStatus:
    """pyHanko's own answer. Whom it would trust is not asked: our list of certificates says that."""
    own = ValidationContext(trust_roots=[seal.signer_cert], allow_fetching=False)
    stamps = ValidationContext(trust_roots=roots(), allow_fetching=False)
    return finished(async_validate_pdf_signature(seal, own, stamps))


def is_plain(content: bytes, seal: EmbeddedPdfSignature, chain: list[x509.Certificate]) -> bool:
    """Whether the place of the signature, which it cannot cover itself, holds nothing but what we write there."""
    start, end = seal.byte_range[1], seal.byte_range[2]
    room = (end - start - 2) // 2
    return content[start:end] == b"<%s>" % message(seal.signer_info, chain).ljust(room, b"\0").hex().upper().encode()


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


def is_on_time(status: PdfSignatureStatus) -> bool:
    """Whether the time stamp within the signature, if there is one, is of it; trusted, where the settings say whom."""
    stamp = status.timestamp_validity
    return stamp is None or (stamp.intact and stamp.valid and (stamp.trusted or not roots()))


def is_stamped(last: EmbeddedPdfSignature) -> bool:
    """Whether the last thing in the file is a time stamp of all of it, by somebody whom the settings trust."""
    trusted = ValidationContext(trust_roots=roots(), allow_fetching=False)
    status = finished(async_validate_pdf_timestamp(last, trusted))
    return status.intact and status.valid and status.trusted and status.coverage is SignatureCoverageLevel.ENTIRE_FILE
