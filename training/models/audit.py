"""The append-only record of who did what. It holds ids, field names and salted hashes, never names or values."""

from django.db import models


class AuditEvent(models.Model):
    """One link of a hash chain: one chain per practitioner, and one for events about nobody."""

    chain = models.CharField(max_length=24, help_text="`p:<id>` for a practitioner, `-` for events about nobody.")
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=48)
    subject_type = models.CharField(max_length=48)
    subject_id = models.CharField(max_length=40)
    fields = models.JSONField(default=list)
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(
        max_length=64, blank=True, help_text="Salted SHA-256 of what was written, as canonical JSON."
    )
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["chain", "sequence"]
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="audit_event_once_per_place")]

    def __str__(self):
        return f"{self.chain}#{self.sequence} {self.action}"
