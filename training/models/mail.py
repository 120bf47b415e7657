"""Mail that is to be sent: a row in the action's transaction, sent by a worker."""

from django.db import models
from django.db.models import Q


class OutgoingMail(models.Model):
    """One letter. `key` is unique, so that nothing is sent twice; it also makes the Message-ID.

    Once it is sent, `body` is empty: a letter may hold a one-time link.
    """

    key = models.CharField(max_length=160, unique=True)
    practitioner = models.ForeignKey("training.Practitioner", null=True, on_delete=models.PROTECT, related_name="mail")
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True, help_text="Given up after too many failures; a person looks.")
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["created_at"], condition=Q(sent_at=None, parked_at=None), name="mail_to_send")]

    def __str__(self):
        return f"{self.subject} to {self.to}"
