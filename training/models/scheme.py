"""What the organization certifies, in dated versions, and who pursues it."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from training.blocks import RequirementsBlock
from training.models.fields import Profession, RequirementsField
from training.querysets import OwnedQuerySet


class Scheme(models.Model):
    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(unique=True)
    profession = models.CharField(max_length=32, choices=Profession, default=Profession.PHYSICAL_THERAPIST)
    summary = models.TextField(max_length=600)
    rules_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class ExpiryModes(models.TextChoices):
    """`training.evaluation.dates.ExpiryMode`, as people read it."""

    EXPIRY = "expiry", "The old expiry date"
    COMPLETION = "completion", "The day the renewal was complete"
    FIXED = "fixed", "A fixed anniversary"


class SchemeVersion(models.Model):
    """The requirements of a scheme between two dates. Frozen once adopted."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    effective_from = models.DateField()
    effective_until = models.DateField(null=True, blank=True)
    initial = RequirementsField(RequirementsBlock(), help_text="What a first award asks for.")
    renewal = RequirementsField(
        RequirementsBlock(),
        beside="initial",
        help_text="What a renewal asks for, counted from the cycle's first day.",
    )
    throughout = RequirementsField(
        RequirementsBlock(),
        blank=True,
        beside="initial",
        help_text="What must hold all the time; while it fails, the certification is not valid.",
    )
    cycle_months = models.PositiveSmallIntegerField(default=24, validators=[MinValueValidator(1)])
    window_months = models.PositiveSmallIntegerField(default=3)
    grace_months = models.PositiveSmallIntegerField(default=2)
    expiry_mode = models.CharField(
        max_length=12,
        choices=ExpiryModes,
        default=ExpiryModes.EXPIRY,
        help_text="What the next valid-until date is counted from.",
    )
    minimum_months = models.PositiveSmallIntegerField(
        default=0, help_text="Fixed anniversary only: what a renewal is worth at least."
    )
    certificate_words = models.TextField(max_length=300, help_text="The sentence on the certificate, after the name.")
    scope = models.CharField(
        max_length=200, blank=True, help_text="Body regions or techniques that the certificate names."
    )
    adopted_at = models.DateTimeField(null=True, editable=False)
    adopted_by = models.ForeignKey(
        "training.User", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        ordering = ["scheme__name", "number"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="scheme_version_number_once"),
            models.CheckConstraint(
                condition=Q(adopted_at=None, adopted_by=None) | Q(adopted_at__isnull=False, adopted_by__isnull=False),
                name="scheme_version_adopted_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_until__gte=F("effective_from")),
                name="scheme_version_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(window_months__lt=F("cycle_months")), name="scheme_version_window_within_cycle"
            ),
            models.CheckConstraint(
                condition=Q(minimum_months=0) | Q(expiry_mode="fixed", minimum_months__lte=F("cycle_months")),
                name="scheme_version_minimum_in_fixed_mode",
            ),
        ]

    def __str__(self):
        return f"{self.scheme}, version {self.number}"


class Enrollment(models.Model):
    """A practitioner's pursuit of a scheme version: agreed, dated, kept while a transition lasts."""

    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="enrollments")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="enrollments")
    version = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="enrollments")
    enrolled_on = models.DateField()
    agreed_at = models.DateTimeField(help_text="When the person agreed to the terms of the scheme.")
    recorded_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["enrolled_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["practitioner", "scheme"], name="enrollment_once_per_scheme")]

    def __str__(self):
        return f"{self.practitioner} in {self.scheme}"
