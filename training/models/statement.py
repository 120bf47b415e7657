"""A supervisor's statement for a board: a finding after the sessions (Florida), a letter instead of a log (Utah)."""

from django.db import models
from django.db.models import F, Q

from training.querysets import OwnedQuerySet


class StatementKind(models.TextChoices):
    FINDING = "finding", "Finding of competency, no further sessions needed"
    LETTER = "letter", "Letter instead of a log"


class StatementState(models.TextChoices):
    ASKED = "asked", "Waiting for signature"
    SIGNED = "signed", "Signed"
    RETURNED = "returned", "Returned"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Statement(models.Model):
    """Asked for, then signed on exactly the words that were shown. A signed one is locked; a new one takes its place.

    It counts from its signature, under the `name` that the rule has for it, without a manager's acceptance.
    """

    practitioner = models.ForeignKey(
        "training.Practitioner", on_delete=models.PROTECT, related_name="signed_statements"
    )
    supervisor = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="statements_asked")
    jurisdiction = models.ForeignKey("training.Jurisdiction", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=StatementKind)
    name = models.CharField(max_length=200, help_text="What the rule calls it.")
    state = models.CharField(max_length=12, choices=StatementState, default=StatementState.ASKED)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, help_text="When it was returned or withdrawn.")
    ended_by = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")
    comment = models.TextField(max_length=1000, blank=True, help_text="Why it was returned.")
    stated_on = models.DateField(
        null=True, help_text="The day it counts from: the organization's day of the signature."
    )
    wording = models.TextField(blank=True, help_text="What was signed, whole.")
    counted = models.JSONField(default=dict, blank=True, help_text="The numbers and days that the log filled in.")
    content_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what was signed.")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")
    printed_name = models.CharField(max_length=300, blank=True)
    meaning = models.TextField(blank=True)
    proof = models.CharField(max_length=24, blank=True, help_text="How the signer proved who they are.")
    proved_at = models.DateTimeField(null=True)
    eligibility = models.JSONField(default=dict, blank=True, help_text="What made the supervisor eligible on the day.")
    superseded_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        indexes = [
            models.Index(fields=["practitioner", "state"], name="statement_by_person"),
            models.Index(fields=["supervisor", "state"], name="statement_by_supervisor"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(practitioner=F("supervisor")), name="statement_not_about_oneself"),
            models.CheckConstraint(
                condition=Q(state="signed", signed_at__isnull=False, signed_by__isnull=False, stated_on__isnull=False)
                & Q(proved_at__isnull=False)
                & ~Q(content_hash="")
                & ~Q(wording="")
                & ~Q(printed_name="")
                | ~Q(state="signed") & Q(signed_at=None, signed_by=None, stated_on=None, content_hash=""),
                name="statement_signed_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["returned", "withdrawn"], ended_at__isnull=False, ended_by__isnull=False)
                | ~Q(state__in=["returned", "withdrawn"]) & Q(ended_at=None, ended_by=None),
                name="statement_ended_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(comment=""), name="statement_returned_with_comment"
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None) | Q(state="signed"), name="statement_superseded_once_signed"
            ),
            models.UniqueConstraint(
                fields=["practitioner", "jurisdiction", "name"], condition=Q(state="asked"), name="statement_asked_once"
            ),
            models.UniqueConstraint(
                fields=["practitioner", "jurisdiction", "name"],
                condition=Q(state="signed", superseded_at=None),
                name="statement_in_force_once",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.jurisdiction}"
