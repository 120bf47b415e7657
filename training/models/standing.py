"""The stored answers: spans of dates with one outcome each, rebuilt by every action that changes what they rest on."""

from django.db import models
from django.db.models import F, Q

from training.querysets import StandingQuerySet


class StandingPair(models.Model):
    """One practitioner and one jurisdiction or scheme, with the counters its spans came from. Unequal means stale."""

    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="pairs")
    jurisdiction = models.ForeignKey("training.Jurisdiction", null=True, on_delete=models.PROTECT, related_name="pairs")
    scheme = models.ForeignKey("training.Scheme", null=True, on_delete=models.PROTECT, related_name="pairs")
    facts_version = models.PositiveIntegerField()
    rules_version = models.PositiveIntegerField()
    code_version = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner", "jurisdiction"], condition=Q(scheme=None), name="pair_once_per_jurisdiction"
            ),
            models.UniqueConstraint(
                fields=["practitioner", "scheme"], condition=Q(jurisdiction=None), name="pair_once_per_scheme"
            ),
            models.CheckConstraint(
                condition=Q(jurisdiction=None, scheme__isnull=False) | Q(jurisdiction__isnull=False, scheme=None),
                name="pair_is_about_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.practitioner}: {self.jurisdiction or self.scheme}"


class Standing(models.Model):
    """The answer for one practitioner and one scheme or jurisdiction over a span of dates, both inclusive."""

    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="standings")
    jurisdiction = models.ForeignKey(
        "training.Jurisdiction", null=True, on_delete=models.PROTECT, related_name="standings"
    )
    scheme = models.ForeignKey("training.Scheme", null=True, on_delete=models.PROTECT, related_name="standings")
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="December 31, 9999 is open.")
    outcome = models.CharField(max_length=16)
    deadline = models.DateField(null=True)
    unmet = models.JSONField(default=list)
    scope = models.JSONField(default=list)

    objects = StandingQuerySet.as_manager()

    class Meta:
        ordering = ["practitioner", "starts_on"]
        indexes = [
            models.Index(fields=["jurisdiction", "outcome", "starts_on", "ends_on"], name="standing_by_jurisdiction"),
            models.Index(fields=["scheme", "outcome", "starts_on", "ends_on"], name="standing_by_scheme"),
            models.Index(fields=["outcome", "deadline"], name="standing_queue"),
            # Who has one of a few outcomes on a day, wherever, without a look at the rows themselves.
            models.Index(
                fields=["outcome", "ends_on", "starts_on", "jurisdiction", "practitioner"],
                name="standing_on_a_day",
                condition=Q(jurisdiction__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="standing_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(jurisdiction=None, scheme__isnull=False) | Q(jurisdiction__isnull=False, scheme=None),
                name="standing_is_about_one_thing",
            ),
            # Without a condition they serve as indexes too; a null jurisdiction or scheme never clashes.
            models.UniqueConstraint(
                fields=["practitioner", "jurisdiction", "starts_on"], name="standing_once_per_place_and_start"
            ),
            models.UniqueConstraint(
                fields=["practitioner", "scheme", "starts_on"], name="standing_once_per_scheme_and_start"
            ),
        ]

    def __str__(self):
        return f"{self.practitioner}: {self.outcome} {self.starts_on} to {self.ends_on}"
