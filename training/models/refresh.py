"""Work behind the screen that brings stored answers up to date, and how far it is."""

from django.db import models
from django.db.models import Q


class Refresh(models.Model):
    """The answers of one jurisdiction or scheme, or (neither) all that are stale, being brought up to date.

    What is left to do is read from the counters of the pairs; this row only says how far that is, for people.
    """

    jurisdiction = models.ForeignKey(
        "training.Jurisdiction", null=True, on_delete=models.PROTECT, related_name="refreshes"
    )
    scheme = models.ForeignKey("training.Scheme", null=True, on_delete=models.PROTECT, related_name="refreshes")
    asked_at = models.DateTimeField()
    total = models.PositiveIntegerField(default=0, help_text="People whose answers were stale at the beginning.")
    done = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    gave_up = models.BooleanField(default=False, help_text="After too many failures; the log says why.")

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["claimed_until"], condition=Q(finished_at=None), name="refresh_to_do")]
        constraints = [
            models.CheckConstraint(condition=Q(jurisdiction=None) | Q(scheme=None), name="refresh_is_about_one_thing"),
            models.CheckConstraint(
                condition=Q(gave_up=False) | Q(finished_at__isnull=False), name="refresh_given_up_is_over"
            ),
            models.UniqueConstraint(
                fields=["jurisdiction"],
                condition=Q(jurisdiction__isnull=False, finished_at=None),
                name="refresh_once_per_jurisdiction",
            ),
            models.UniqueConstraint(
                fields=["scheme"], condition=Q(scheme__isnull=False, finished_at=None), name="refresh_once_per_scheme"
            ),
        ]

    def __str__(self):
        return f"Answers for {self.jurisdiction or self.scheme or 'everybody'}"
