"""The append-only record of who did what. It holds ids, field names and salted hashes, never names or values."""

from django.db import models
from django.db.models import Q

from training.chain import Link


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

    @property
    def link(self) -> Link:
        """The event as it is hashed."""
        kept = (self.fields, self.salt, self.digest, self.previous_hash, self.hash)
        about = (self.action, self.subject_type, self.subject_id)
        return Link(self.chain, self.sequence, self.at, self.actor_id, *about, *kept)


class AuditCheckpoint(models.Model):
    """A signed word on where every chain stood: whoever keeps its digest outside finds what is cut off or rewritten.

    `heads` names the chains that moved since the checkpoint before, `[[chain, sequence, hash]]`; the digest covers
    that one too, so the newest stands for all heads.
    """

    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    events = models.PositiveIntegerField(help_text="How many events there were.")
    up_to = models.PositiveBigIntegerField(help_text="The newest event's key.")
    heads = models.JSONField()
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=64, help_text="The public key (Ed25519, hex).")
    signature = models.CharField(max_length=128, help_text="Of the digest (Ed25519, hex).")

    class Meta:
        ordering = ["number"]
        constraints = [models.CheckConstraint(condition=Q(number__gte=1), name="audit_checkpoint_counts_from_one")]

    def __str__(self):
        return f"Checkpoint {self.number}"
