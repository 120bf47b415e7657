"""A holder asks for a corrected certificate."""

from django.db import models
from django.db.models import Q

from certificates.models.certificate import Certificate
from training.querysets import OwnedQuerySet


class CorrectionRequest(models.Model):
    """The holder of a certification says what its certificate gets wrong; a manager prints it anew or declines."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Waiting"
        PRINTED = "printed", "Printed anew"
        DECLINED = "declined", "Declined"

    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="+")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="corrections_asked")
    reason = models.TextField(max_length=1000)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING)
    answer = models.TextField(max_length=1000, blank=True, help_text="Why it was declined.")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(outcome="waiting"), name="correction_request_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", decided_at=None, decided_by=None)
                | (~Q(outcome="waiting") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="correction_request_decided_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=(Q(outcome="declined") & ~Q(answer="")) | (~Q(outcome="declined") & Q(answer="")),
                name="correction_request_declined_with_an_answer",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="correction_request_has_a_reason"),
        ]

    def __str__(self):
        return f"Correction of {self.certificate}"
