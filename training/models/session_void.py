"""Voiding a signed session: one person asks with a reason, a second person of another role decides."""

from django.db import models
from django.db.models import F, Q

from training.querysets import OwnedQuerySet


class VoidRole(models.TextChoices):
    """As what somebody acted on a session."""

    THERAPIST = "therapist", "Therapist"
    SUPERVISOR = "supervisor", "Supervisor"
    MANAGER = "manager", "Compliance manager"
    ADMINISTRATOR = "administrator", "Administrator"


class VoidOutcome(models.TextChoices):
    WAITING = "", "Waits for a second person"
    CONFIRMED = "confirmed", "Voided"
    DECLINED = "declined", "Kept"
    TAKEN_BACK = "taken_back", "Taken back"


class SessionVoid(models.Model):
    """A request to void one signed version, and what became of it. The session counts until it is confirmed."""

    session = models.ForeignKey("training.SupervisedSession", on_delete=models.PROTECT, related_name="voids")
    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(max_length=500, help_text="Nothing about a patient.")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")
    asked_as = models.CharField(max_length=16, choices=VoidRole)
    outcome = models.CharField(max_length=12, choices=VoidOutcome, blank=True, default=VoidOutcome.WAITING)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_as = models.CharField(max_length=16, choices=VoidRole, blank=True)
    answer = models.TextField(max_length=500, blank=True, help_text="Why it was kept.")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(outcome__in=["", "confirmed"]), name="session_void_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="session_void_says_why"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None, decided_by=None, decided_as="")
                | (~Q(outcome="") & ~Q(decided_as="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="session_void_decided_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "taken_back"])
                | (~Q(decided_by=F("asked_by")) & ~Q(decided_as=F("asked_as"))),
                name="session_void_by_two_of_different_roles",
            ),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()}: {self.session}"
