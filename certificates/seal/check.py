"""Is a file one that we sealed, and unchanged since? Said of its bytes alone, without the row of its certificate."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import SignatureCoverageLevel, async_validate_pdf_timestamp
from pyhanko.sign.validation.generic_cms import collect_timing_info
from pyhanko_certvalidator import ValidationContext

from certificates.seal.sign import finished
from certificates.seal.signature import Signature
from certificates.seal.stamps import parsed, roots

HEADER, WITHIN = b"%PDF-", 1024  # bytes; readers allow that much before it
MARK = b"/ETSI.CAdES.detached"  # stands in a file that somebody sealed
MOST_ADDED = 262_144  # bytes of a last time stamp, with what a later check needs
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
    Verdict.UNREADABLE: "The file is no PDF.",
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

    The time does not matter: what a certificate sealed stays sealed when it ends. Any file may be asked about: it is
    read as a PDF only if it begins with one that we sealed.
    """
    try:
        found = Signature.first_in(content)
        if found is not None:
            return Finding(verdict_of(content, found, known), found.fingerprint)
    except Exception:  # a stranger's file may end a parser in any way
        log.debug("A signature that cannot be read.", exc_info=True)
        return Finding(Verdict.CHANGED)
    if HEADER not in content[:WITHIN]:
        return Finding(Verdict.UNREADABLE)
    return Finding(Verdict.CHANGED if MARK in content else Verdict.UNSEALED)


def verdict_of(content: bytes, found: Signature, known: Mapping[str, str]) -> Verdict:
    """The verdict on the first signature of a file, and on what came after it."""
    if not found.holds():
        return Verdict.CHANGED
    if found.fingerprint not in known:
        return Verdict.NOT_OURS
    trusted = roots()
    if not (found.is_plain(parsed(known[found.fingerprint])) and is_on_time(found, trusted)):
        return Verdict.CHANGED
    added = len(content) - len(found.content)
    if not added:
        return Verdict.WHOLE
    return Verdict.WHOLE if trusted and added <= MOST_ADDED and is_stamped(content, trusted) else Verdict.ADDED


def is_on_time(found: Signature, trusted: list[x509.Certificate]) -> bool:
    """Whether the time stamp within the signature, if there is one, is of it; trusted, where the settings say whom."""
    context = ValidationContext(trust_roots=trusted, allow_fetching=False)
    said = finished(collect_timing_info(found.info, context, lambda algorithm: b""))
    stamp = said.get("timestamp_validity")
    return stamp is None or (stamp.intact and stamp.valid and (stamp.trusted or not trusted))


def is_stamped(content: bytes, trusted: list[x509.Certificate]) -> bool:
    """Whether nothing was added but what makes a signature last, and at the end a time stamp of all by one of these."""
    try:
        seal, *stamps = PdfFileReader(BytesIO(content)).embedded_signatures
        seal.compute_integrity_info()
        last = finished(
            async_validate_pdf_timestamp(stamps[-1], ValidationContext(trust_roots=trusted, allow_fetching=False))
        )
    except Exception:  # what was added may be anything
        log.debug("An addition that cannot be read.", exc_info=True)
        return False
    is_kept = getattr(seal.diff_result, "modification_level", None) is ModificationLevel.LTA_UPDATES
    is_ours = last.intact and last.valid and last.trusted and last.coverage is SignatureCoverageLevel.ENTIRE_FILE
    return is_kept and is_ours and all(each.sig_object_type == "/DocTimeStamp" for each in stamps)
