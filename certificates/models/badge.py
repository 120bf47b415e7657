"""The Open Badge of a certificate."""

from django.db import models
from django.db.models import Q

from certificates.badge.status_list import SIZE
from certificates.models.certificate import Certificate
from certificates.models.frozen import FrozenModel


class CertificateBadge(FrozenModel):
    """The Open Badge of a certificate, as signed: a row of its own, so that an older certificate can get one too.

    `place` is where its bits stand in the status lists of that number: random, so that it tells nothing of the order
    of issue.
    """

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="badge")
    content = models.TextField(help_text="The file, in UTF-8.")
    sha256 = models.CharField(max_length=64, help_text="Of the file.")
    list_number = models.PositiveIntegerField()
    place = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="certificate_badge_by_file")]
        constraints = [
            models.UniqueConstraint(fields=["list_number", "place"], name="certificate_badge_has_a_place_of_its_own"),
            models.CheckConstraint(
                condition=Q(list_number__gt=0, place__lt=SIZE), name="certificate_badge_stands_in_a_list"
            ),
            models.CheckConstraint(condition=Q(sha256__length=64), name="certificate_badge_has_a_whole_hash"),
        ]

    def __str__(self):
        return f"Badge of {self.certificate}"
