"""By whom PDFs are sealed."""

from django.db import models
from django.db.models import Q

from certificates.models.certificate import Certificate
from certificates.models.frozen import FrozenModel


class SealingCertificate(FrozenModel):
    """A certificate (X.509) whose key seals or sealed files: kept, so that they are known when the key has changed."""

    fingerprint = models.CharField(max_length=64, unique=True, help_text="SHA-256 of its DER, hex.")
    chain = models.TextField(help_text="It and those that vouch for it, as PEM.")
    name = models.CharField(max_length=400)
    is_self_made = models.BooleanField(help_text="Made by this installation, because nobody gave one.")
    first_used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(fingerprint__length=64), name="sealing_certificate_has_a_whole_fingerprint"
            ),
        ]

    def __str__(self):
        return self.name


class CertificateSeal(FrozenModel):
    """By whom the PDF of a certificate is sealed (PAdES). One that was issued before there were seals has none."""

    class Level(models.TextChoices):
        BASIC = "B-B", "Signature"
        STAMPED = "B-T", "Signature with a time stamp"
        LASTING = "B-LTA", "Signature with a time stamp and what a later check needs"

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="seal")
    by = models.ForeignKey(SealingCertificate, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=8, choices=Level)
    sealed_at = models.DateTimeField()

    def __str__(self):
        return f"Seal of {self.certificate}"
