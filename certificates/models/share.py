"""The page of a certificate that its holder shares."""

from django.db import models
from django.db.models import F, Q

from certificates.models.certificate import Certificate
from certificates.models.frozen import Frozen


class ShareQuerySet(models.QuerySet):
    """Rows that are closed once, and otherwise stay as they are."""

    def update(self, **kwargs):
        if kwargs.keys() != {"closed_at"}:
            raise Frozen("The span of a shared page is closed, and the next one is a row of its own.")
        return super().update(**kwargs)

    def delete(self):
        raise Frozen("The span of a shared page is closed, never deleted.")


class CertificateShare(models.Model):
    """A span of time in which a certificate has a public page of its own, with or without its PDF.

    A row is written when the holder switches the page on, and closed when it is switched off or shows the PDF from
    then on, or no longer; nothing else of it changes. While the page stays on, the next row has the same token; once
    off, that token never answers again.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="shares")
    token = models.CharField(max_length=26, help_text="130 random bits: its address.")
    with_pdf = models.BooleanField(help_text="Whether whoever has the address may download the PDF.")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(closed_at=None), name="certificate_is_shared_once_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["token"], condition=Q(closed_at=None), name="certificate_share_has_its_own_token"
            ),
            models.CheckConstraint(condition=Q(token__length=26), name="certificate_share_has_a_whole_token"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="certificate_share_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"Page of {self.certificate}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Frozen("The span of a shared page is closed, and the next one is a row of its own.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise Frozen("The span of a shared page is closed, never deleted.")
