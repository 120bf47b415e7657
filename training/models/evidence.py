"""What a person submits and a manager accepts or returns: credits, exams, credentials, filings, attestations."""

from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q

from training.models.fields import DeliveryMode, Subject, random_id
from training.models.scope import scope_words
from training.querysets import FileQuerySet, OwnedQuerySet


def private_storage():
    return storages["private"]


class EvidenceKind(models.TextChoices):
    CREDIT = "credit", "External course"
    EXAM = "exam", "Exam"
    CREDENTIAL = "credential", "Card or degree"
    FILING = "filing", "Filing with a board"
    ATTESTATION = "attestation", "Statement"


class EvidenceState(models.TextChoices):
    SUBMITTED = "submitted", "Submitted"
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"
    WITHDRAWN = "withdrawn", "Withdrawn"
    VOID = "void", "Void"


class Evidence(models.Model):
    """Counts from a manager's acceptance. Its facts are never updated: a correction closes the row and adds one."""

    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=12, choices=EvidenceKind)
    title = models.CharField(max_length=200, help_text="The course, exam, card or statement by its name.")
    provider = models.CharField(max_length=200, blank=True)
    approval_number = models.CharField(max_length=80, blank=True)
    began_on = models.DateField(null=True, blank=True, help_text="The first day of a course of several.")
    happened_on = models.DateField(help_text="The day it was completed, passed, issued, filed or stated.")
    ends_on = models.DateField(null=True, blank=True, help_text="The last valid day, if it ends.")
    jurisdiction = models.ForeignKey(
        "training.Jurisdiction", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    taught = models.JSONField(default=list, blank=True, help_text="Body regions and techniques that a course taught.")
    state = models.CharField(max_length=12, choices=EvidenceState, default=EvidenceState.SUBMITTED)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["-happened_on", "-pk"]
        indexes = [
            models.Index(fields=["practitioner", "superseded_at"], name="evidence_by_person"),
            models.Index(fields=["state", "recorded_at"], name="evidence_queue"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("happened_on")), name="evidence_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(began_on=None) | Q(began_on__lte=F("happened_on")), name="evidence_begins_before_it_is_done"
            ),
            models.CheckConstraint(
                condition=~Q(kind="filing") | Q(jurisdiction__isnull=False), name="evidence_filing_names_its_board"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def taught_words(self) -> str:
        return scope_words(self.taught)

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in self.lines.all())


class CreditLine(models.Model):
    """Minutes of a credit by subject and delivery mode; converted to a board's hours per rule."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="lines")
    subject = models.CharField(max_length=16, choices=Subject)
    mode = models.CharField(max_length=12, choices=DeliveryMode)
    minutes = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(minutes__gt=0), name="credit_line_has_minutes")]

    def __str__(self):
        return f"{self.minutes} minutes of {self.get_subject_display()}, {self.get_mode_display()}"


class EvidenceStep(models.Model):
    """Submitted, accepted, returned, withdrawn, void: who, when, and what they said."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=12, choices=EvidenceState)
    at = models.DateTimeField()
    by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")
    comment = models.TextField(max_length=1000, blank=True)
    counts_as = models.CharField(
        max_length=200,
        blank=True,
        help_text="Of an acceptance: the name that a requirement has for it, where its own differs.",
    )

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.get_state_display()}: {self.evidence}"


def stored_name(instance, filename):
    """A random name: nothing that a person typed becomes part of a path."""
    return f"{instance.public_id[:2]}/{instance.public_id}"


class StoredFile(models.Model):
    """A private file: sniffed type, limited size, hash, random name; served as an attachment to those who may.

    One without a practitioner was uploaded by nobody: the list of a board (`training.sources`), there once for all
    the looks that rest on it.
    """

    public_id = models.CharField(max_length=32, unique=True, default=random_id, editable=False)
    practitioner = models.ForeignKey("training.Practitioner", null=True, on_delete=models.PROTECT, related_name="files")
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(storage=private_storage, upload_to=stored_name, max_length=200)
    original_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")

    objects = FileQuerySet.as_manager()

    class Meta:
        ordering = ["uploaded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(practitioner=None, uploaded_by=None, evidence=None)
                | Q(practitioner__isnull=False, uploaded_by__isnull=False),
                name="stored_file_of_a_person_or_of_nobody",
            ),
            models.UniqueConstraint(
                fields=["sha256"], condition=Q(practitioner=None), name="stored_file_of_nobody_once"
            ),
        ]

    def __str__(self):
        return self.original_name


def draft_name(instance, filename):
    return f"drafts/{instance.public_id}"


class UploadDraft(models.Model):
    """A file kept between two tries at a form, for whoever sent it alone and for a day; no part of any record."""

    user = models.ForeignKey("training.User", on_delete=models.CASCADE, related_name="+")
    public_id = models.CharField(max_length=32, unique=True, default=random_id, editable=False)
    file = models.FileField(storage=private_storage, upload_to=draft_name, max_length=200)
    original_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=40)
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["kept_at", "pk"]

    def __str__(self):
        return self.original_name
