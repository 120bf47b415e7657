"""A question about a draft: who would be answered otherwise if it were adopted. It decides nothing and is kept days."""

from django.db import models
from django.db.models import F, Q

from training.querysets import OwnedQuerySet


class WhatIf(models.Model):
    """One question: a draft and a date, asked by a manager about their people, and how far the answer is."""

    class State(models.TextChoices):
        COMPUTING = "computing", "Being computed"
        DONE = "done", "Done"
        CANCELED = "canceled", "Canceled"
        CHANGED = "changed", "The draft changed meanwhile"
        FAILED = "failed", "Not computed"

    asked_by = models.ForeignKey("training.User", on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    rule = models.ForeignKey("training.PracticeRule", null=True, on_delete=models.CASCADE, related_name="+")
    policy = models.ForeignKey("training.HousePolicy", null=True, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey("training.SchemeVersion", null=True, on_delete=models.CASCADE, related_name="+")
    as_of = models.DateField(help_text="The day asked about.")
    effective_from = models.DateField(help_text="The draft's first day; the day asked about where it has none yet.")
    draft_digest = models.CharField(max_length=64, help_text="What the draft said (`queries.drafts.digest_of`).")
    record_stamp = models.CharField(max_length=64, help_text="What the answers rested on (`queries.whatif.stamp`).")
    state = models.CharField(max_length=12, choices=State, default=State.COMPUTING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    cursor = models.PositiveBigIntegerField(default=0, help_text="The last person that was judged.")
    by_clinic = models.JSONField(
        default=dict, help_text="Clinic (0: none) to the numbers who fall out, come in, change otherwise, stay."
    )
    claimed_until = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["claimed_until"], condition=Q(state="computing"), name="what_if_to_compute"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(rule__isnull=False, policy=None, version=None)
                | Q(rule=None, policy__isnull=False, version=None)
                | Q(rule=None, policy=None, version__isnull=False),
                name="what_if_is_about_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(state="computing", finished_at=None)
                | (~Q(state="computing") & Q(finished_at__isnull=False)),
                name="what_if_finished_when",
            ),
            models.CheckConstraint(condition=Q(as_of__gte=F("effective_from")), name="what_if_asks_of_its_time"),
        ]

    def __str__(self):
        return f"{self.draft} on {self.as_of}"

    @property
    def draft(self):
        """The rule, house policy or scheme version that is asked about."""
        return self.rule or self.policy or self.version


class WhatIfChange(models.Model):
    """One person whom the draft would answer otherwise, in one place or scheme."""

    class Direction(models.TextChoices):
        """In the order in which they are counted, listed and offered."""

        OUT = "out", "Falls out"
        IN = "in", "Comes in"
        OTHER = "other", "Changes otherwise"

    what_if = models.ForeignKey(WhatIf, on_delete=models.CASCADE, related_name="changes")
    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.CASCADE, related_name="+")
    jurisdiction = models.ForeignKey("training.Jurisdiction", null=True, on_delete=models.CASCADE, related_name="+")
    direction = models.CharField(max_length=5, choices=Direction)
    before = models.CharField(max_length=16)
    after = models.CharField(max_length=16)
    before_deadline = models.DateField(null=True)
    after_deadline = models.DateField(null=True)
    lines = models.JSONField(default=list, help_text="The lines that make the difference, as they are read.")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["practitioner__list_key", "pk"]
        indexes = [models.Index(fields=["what_if", "direction"], name="what_if_change_by_direction")]
        constraints = [
            models.UniqueConstraint(
                fields=["what_if", "practitioner", "jurisdiction"],
                condition=Q(jurisdiction__isnull=False),
                name="what_if_change_once_per_place",
            ),
            models.UniqueConstraint(
                fields=["what_if", "practitioner"], condition=Q(jurisdiction=None), name="what_if_change_once"
            ),
        ]

    def __str__(self):
        return f"{self.practitioner}: {self.before}, then {self.after}"
