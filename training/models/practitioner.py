"""The person on record, where they work, and how a login joins a record."""

from django.db import models
from django.db.models import F, Q

from training.models.fields import Profession, fold
from training.querysets import OwnedQuerySet, PractitionerQuerySet


class Practitioner(models.Model):
    """May learn, supervise and be certified, in any order; may exist without a login."""

    user = models.OneToOneField(
        "training.User", null=True, blank=True, on_delete=models.PROTECT, related_name="practitioner"
    )
    full_name = models.CharField(max_length=300, help_text="Exactly as on your license.")
    sort_name = models.CharField(max_length=300, help_text="Family name first, for lists.")
    folded_name = models.CharField(max_length=620, editable=False, db_index=True)
    list_key = models.CharField(
        max_length=320, editable=False, help_text="The name in lists without case and accents: what lists sort by."
    )
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    profession = models.CharField(max_length=32, choices=Profession, default=Profession.PHYSICAL_THERAPIST)
    listed = models.BooleanField(
        default=False, help_text="Show me on the public page of therapists while I am cleared."
    )
    name_confirmed_at = models.DateTimeField(null=True)
    admitted_at = models.DateTimeField(null=True)
    admitted_by = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")
    supervisor_at = models.DateTimeField(null=True)
    supervisor_by = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")
    supervisor_until = models.DateField(null=True, help_text="The last day whose sessions this supervisor may sign.")
    retired_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    facts_version = models.PositiveIntegerField(
        default=0, help_text="Counts every change to what this person's standings rest on."
    )

    objects = PractitionerQuerySet.as_manager()

    class Meta:
        ordering = ["list_key", "pk"]
        indexes = [models.Index(fields=["list_key", "id"], name="practitioner_in_lists")]
        constraints = [
            models.CheckConstraint(
                condition=Q(admitted_at=None, admitted_by=None)
                | Q(admitted_at__isnull=False, admitted_by__isnull=False),
                name="practitioner_admitted_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(supervisor_at=None, supervisor_by=None)
                | Q(supervisor_at__isnull=False, supervisor_by__isnull=False),
                name="practitioner_supervisor_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(supervisor_until=None) | Q(supervisor_at__isnull=False),
                name="practitioner_supervising_ends_that_began",
            ),
            models.CheckConstraint(condition=~Q(full_name=""), name="practitioner_has_a_name"),
        ]

    def save(self, *args, **kwargs):
        self.folded_name = fold(f"{self.full_name} {self.sort_name}")[:620]  # one letter may fold to eighteen
        self.list_key = fold(self.sort_name)[:320]
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "folded_name", "list_key"}
        super().save(*args, **kwargs)

    def __str__(self):
        return self.full_name

    @property
    def is_supervisor(self) -> bool:
        """Was admitted as one. Whether for the day of a session: `queries.eligibility`."""
        return self.supervisor_at is not None


class FormerName(models.Model):
    """A name that evidence may carry; kept for boards that ask for all of them."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="former_names")
    full_name = models.CharField(max_length=300)
    until = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-until", "-pk"]

    def __str__(self):
        return self.full_name


class FormerProfession(models.Model):
    """A profession that was on record until an instant: a rule of that profession answered then."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="former_professions")
    profession = models.CharField(max_length=32, choices=Profession)
    recorded_at = models.DateTimeField(help_text="When another one took its place.")

    class Meta:
        ordering = ["recorded_at", "pk"]

    def __str__(self):
        return self.get_profession_display()


class Assignment(models.Model):
    """Works at a clinic from a day, until a day (inclusive) or still."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="assignments")
    clinic = models.ForeignKey("training.Clinic", on_delete=models.PROTECT, related_name="assignments")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["starts_on", "pk"]
        indexes = [
            models.Index(fields=["clinic", "starts_on", "ends_on"], name="assignment_by_clinic"),
            models.Index(fields=["practitioner", "clinic", "starts_on", "ends_on"], name="assignment_by_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="assignment_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["practitioner", "clinic"], condition=Q(ends_on=None), name="assignment_open_once_per_clinic"
            ),
        ]

    def __str__(self):
        return f"{self.practitioner} at {self.clinic}"


class JoinRequest(models.Model):
    """Somebody who signed up asks a clinic's manager to admit them. Email alone never links."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Waiting"
        ADMITTED = "admitted", "Admitted"
        LINKED = "linked", "Linked to a record"
        DECLINED = "declined", "Declined"

    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="join_requests")
    clinic = models.ForeignKey("training.Clinic", on_delete=models.PROTECT, related_name="join_requests")
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.WAITING)
    comment = models.TextField(max_length=500, blank=True)
    requested_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["requested_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner"], condition=Q(outcome="waiting"), name="join_request_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", decided_at=None, decided_by=None)
                | (~Q(outcome="waiting") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="join_request_decided_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return f"{self.practitioner} to {self.clinic}"


class Invitation(models.Model):
    """A manager's one-time link that ties a login to a record. Only the token's hash is kept."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at=None, used_by=None) | Q(used_at__isnull=False, used_by__isnull=False),
                name="invitation_used_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return f"Invitation for {self.practitioner}"
