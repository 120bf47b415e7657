"""A state or country, and its dated rules about dry needling as the organization adopted them."""

from django.db import models
from django.db.models import F, Q

from training.blocks import RequirementsBlock
from training.models.fields import Profession, RequirementsField


class LawStatus(models.TextChoices):
    """What the law says, as far as it was read."""

    PERMITTED = "permitted", "Permitted"
    PROHIBITED = "prohibited", "Not permitted"
    SILENT = "silent", "Law is silent"
    UNCLEAR = "unclear", "Sources conflict"


class Confidence(models.TextChoices):
    CONFIRMED = "confirmed", "Read in law, rule or an official page"
    SECONDARY = "secondary", "Read in a secondary source"
    MEMORY = "memory", "Not found in a source"


class Anchor(models.TextChoices):
    """The day that a time limit runs from (`training.evaluation.requirements.ANCHORS`)."""

    FIRST_COURSE = "first_course", "The first course"
    FIRST_SESSION = "first_session", "The first session"


class Jurisdiction(models.Model):
    """One row of the research table: what was seen, and where. Empty means not seen, which is not “not required”."""

    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=80, unique=True)
    status = models.CharField(max_length=12, choices=LawStatus)
    min_course_hours = models.PositiveSmallIntegerField(null=True)
    in_person_hours = models.PositiveSmallIntegerField(null=True)
    min_licensed_years = models.PositiveSmallIntegerField(null=True)
    supervised_sessions = models.PositiveSmallIntegerField(null=True)
    exam_required = models.BooleanField(null=True)
    board_registration = models.BooleanField(null=True)
    written_consent_required = models.BooleanField(null=True)
    renewal_interval_months = models.PositiveSmallIntegerField(null=True)
    renewal_ce_hours = models.PositiveSmallIntegerField(null=True)
    citation = models.TextField(blank=True)
    effective_from = models.DateField(null=True)
    source = models.TextField()
    confidence = models.CharField(max_length=12, choices=Confidence)
    notes = models.TextField(blank=True)
    lookup_url = models.URLField(blank=True, help_text="The board's public license look-up.")
    rules_version = models.PositiveIntegerField(
        default=0, help_text="Counts every change to what clearances here rest on."
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def sources(self) -> list[str]:
        """Where research read it, one source each."""
        return [source.strip() for source in self.source.split("; ") if source.strip()]

    @property
    def country(self) -> str:
        return self.code.partition("-")[0]


class PracticeRule(models.Model):
    """A dated version of a jurisdiction's rule for one profession. Drafted, adopted by a named manager, then frozen."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        ADOPTED = "adopted", "Adopted"
        WITHDRAWN = "withdrawn", "Withdrawn"

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="rules")
    profession = models.CharField(max_length=32, choices=Profession, default=Profession.PHYSICAL_THERAPIST)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    status = models.CharField(max_length=12, choices=LawStatus)
    position = models.CharField(
        max_length=12,
        blank=True,
        choices=[("permitted", "Our people may practice it"), ("prohibited", "Our people do not practice it")],
        help_text="Only where the law is silent or unclear.",
    )
    position_basis = models.TextField(blank=True)
    effective_from = models.DateField(null=True, blank=True)
    effective_until = models.DateField(null=True, blank=True)
    requirements = RequirementsField(RequirementsBlock(), blank=True)
    provisional = RequirementsField(
        RequirementsBlock(),
        blank=True,
        beside="requirements",
        help_text="What opens practice while the rest is completed.",
    )
    provisional_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Months to complete the rest."
    )
    provisional_anchor = models.CharField(
        max_length=16, choices=Anchor, default=Anchor.FIRST_COURSE, help_text="The day from which those months run."
    )
    provisional_scope = models.JSONField(
        default=list, blank=True, help_text="Body regions and techniques that are open meanwhile. Empty: all."
    )
    scope = models.JSONField(
        default=list, blank=True, help_text="Body regions and techniques that the rule opens. Empty: all."
    )
    scope_from_training = models.BooleanField(
        default=False, help_text="It opens only what the therapist's counted courses taught."
    )
    duties = models.JSONField(default=list, blank=True, help_text="Shown with each answer, never counted.")
    note = models.TextField(blank=True, help_text="What research says about this version: read where, how sure.")
    citation = models.TextField(blank=True)
    read_where = models.JSONField(
        default=dict, blank=True, help_text="For each closed unknown: where the manager read it."
    )
    review_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(
        null=True, editable=False, help_text="When a later version brought the end of this one forward."
    )
    adopted_until = models.DateField(null=True, editable=False, help_text="The end as adopted, before that.")
    demonstration = models.BooleanField(default=False, editable=False)
    research_key = models.CharField(
        max_length=40, blank=True, editable=False, help_text="Which version of the research this draft began as."
    )
    research_digest = models.CharField(
        max_length=64, blank=True, editable=False, help_text="SHA-256 of it as loaded: equal while nobody worked on it."
    )
    drafted_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True, editable=False)
    adopted_by = models.ForeignKey(
        "training.User", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        ordering = ["jurisdiction__name", "profession", "number"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "profession", "number"], name="practice_rule_number_once"),
            models.CheckConstraint(
                condition=Q(adopted_at=None, adopted_by=None) | Q(adopted_at__isnull=False, adopted_by__isnull=False),
                name="practice_rule_adopted_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state="adopted")
                | Q(adopted_at__isnull=False, effective_from__isnull=False, review_on__isnull=False),
                name="practice_rule_adopted_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_until__gte=F("effective_from")),
                name="practice_rule_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return f"{self.jurisdiction}, version {self.number}"


class HousePolicy(models.Model):
    """Stricter requirements of our own, joined to every adopted rule of the jurisdictions named (none: everywhere)."""

    name = models.CharField(max_length=120, unique=True)
    jurisdictions = models.ManyToManyField(Jurisdiction, blank=True, related_name="house_policies")
    requirements = RequirementsField(RequirementsBlock())
    effective_from = models.DateField()
    effective_until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(
        null=True, editable=False, help_text="When a manager or a successor brought the end forward."
    )
    adopted_until = models.DateField(null=True, editable=False, help_text="The end as adopted, before that.")
    replaces = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="successors",
        editable=False,
        help_text="The policy that this one ends on the day before it begins.",
    )
    adopted_at = models.DateTimeField(null=True, editable=False)
    adopted_by = models.ForeignKey(
        "training.User", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name_plural = "house policies"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(adopted_at=None, adopted_by=None) | Q(adopted_at__isnull=False, adopted_by__isnull=False),
                name="house_policy_adopted_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_until__gte=F("effective_from")),
                name="house_policy_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return self.name
