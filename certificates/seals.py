"""By whom the file of a certificate is sealed: kept beside it, so that it is known after the key has changed."""

from datetime import datetime

from certificates.models import Certificate, CertificateSeal, SealingCertificate
from certificates.seal.check import Finding, check
from certificates.seal.sign import Sealed


def keep_seal(certificate: Certificate, sealed: Sealed, now: datetime) -> CertificateSeal:
    """Put it beside its certificate, in the caller's transaction."""
    about = {"chain": sealed.by.pem, "name": sealed.by.name, "is_self_made": sealed.by.is_self_made}
    by, _ = SealingCertificate.objects.get_or_create(
        fingerprint=sealed.by.fingerprint, defaults=about | {"first_used_at": now}
    )
    return CertificateSeal.objects.create(certificate=certificate, by=by, level=sealed.level, sealed_at=now)


def check_file(content: bytes) -> Finding:
    """Whether a file is one that this installation sealed, and unchanged since; by every key that it ever used."""
    return check(content, dict(SealingCertificate.objects.values_list("fingerprint", "chain")))


def seal_json(certificate: Certificate) -> dict | None:
    """What the public page says of the seal; None of a certificate that was issued before there were seals."""
    seal = getattr(certificate, "seal", None)
    return seal and {
        "by": seal.by.name,
        "fingerprint": seal.by.fingerprint,
        "self_made": seal.by.is_self_made,
        "level": seal.level,
        "sealed_at": seal.sealed_at.isoformat(timespec="seconds"),
    }
