"""Sealing a file: a certification signature that allows no change, in an invisible field (PAdES)."""

import asyncio
import logging
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, TimestampDSSContentSettings
from pyhanko.sign.timestamps import TimeStamper

from certificates.refused import IssueRefused
from certificates.seal.keys import SealingKey, sealing_key
from certificates.seal.stamps import lasting, roots, timestamper

FIELD = "Seal"
# The last time stamp then covers the whole file, and our check asks just that.
BEFORE_THE_LAST_STAMP = DSSContentSettings(
    include_vri=False, next_ts_settings=TimestampDSSContentSettings(include_vri=False, update_before_ts=True)
)
OWN = 2048  # bytes of a signature beside its certificates
STAMP = 10_240  # bytes of a time stamp with the certificates of its server
NO_STAMP = "The time-stamp server gave no time stamp, so nothing was issued. Try again in some minutes."
EXPIRED = "What seals our files is not valid today, so nothing was issued. Tell an administrator: it has to be renewed."
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file as sealed, by which key, and how: B-B, with a time stamp B-T, made to last B-LTA."""

    content: bytes
    by: SealingKey
    level: str


class SignerAt(PdfSigner):
    """pyHanko's signer, whose clock is the one that it is given."""

    def __init__(self, *args, now: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now

    def init_signing_session(self, *args, **kwargs):
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.now
        return session


def seal(content: bytes, now: datetime) -> Sealed:
    """The file with its seal. Raises IssueRefused when the sealing certificate has ended, or when a time stamp is
    asked for and none comes: a file without it would differ from what the others promise, and stay so.
    """
    key, stamper, lasts = sealing_key(), timestamper(), False
    require_current(key, now)
    if stamper is None:
        return Sealed(signed(content, key, None, lasts, now), key, "B-B")
    try:
        lasts = bool(roots())
        return Sealed(signed(content, key, stamper, lasts, now), key, "B-LTA" if lasts else "B-T")
    except Exception as error:  # whatever a stranger's server sends
        log.exception("No time stamp.")
        raise IssueRefused(NO_STAMP) from error


def require_current(key: SealingKey, now: datetime) -> None:
    own = key.chain[0]
    if not own.not_valid_before_utc <= now <= own.not_valid_after_utc:
        raise IssueRefused(EXPIRED)


def signed(content: bytes, key: SealingKey, stamper: TimeStamper | None, lasts: bool, now: datetime) -> bytes:
    """The bytes of the file, then what the signature adds."""
    how = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
        signer_key_usage=set(),
        embed_validation_info=lasts,
        use_pades_lta=lasts,
        validation_context=lasting(key) if lasts else None,
        dss_settings=BEFORE_THE_LAST_STAMP,
    )
    signer = SignerAt(how, signer=key.signer, timestamper=stamper, now=now)
    writer = IncrementalPdfFileWriter(BytesIO(content))
    return finished(signer.async_sign_pdf(writer, bytes_reserved=reserved(key, stamper))).getvalue()


def reserved(key: SealingKey, stamper: TimeStamper | None) -> int:
    """The room for the signature in the file, in hex letters. Known beforehand, no trial signature is needed."""
    own = sum(len(each.public_bytes(Encoding.DER)) for each in key.chain) + OWN
    return 2 * (own + (STAMP if stamper else 0))


def finished(work: Coroutine):
    """The result of pyHanko's work, in a thread of its own: a loop of events may run in this one already."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()
