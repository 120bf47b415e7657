"""Extra time at quizzes, granted to a person. Never updated: a change closes the row and adds one."""

from django.db import models
from django.db.models import F, Q

from training.querysets import OwnedQuerySet

MOST_PERCENT = 300


class Accommodation(models.Model):
    """More time at every quiz with a clock that begins between two days. Why is said without anything medical."""

    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="accommodations")
    extra_percent = models.PositiveSmallIntegerField(help_text="Percent of the time limit, added to it.")
    basis = models.CharField(max_length=200, help_text="What it rests on, without medical detail.")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, help_text="The last day.")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner"], condition=Q(superseded_at=None), name="accommodation_current_once"
            ),
            models.CheckConstraint(
                condition=Q(extra_percent__gte=1, extra_percent__lte=MOST_PERCENT), name="accommodation_adds_time"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="accommodation_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None, superseded_by=None)
                | Q(superseded_at__isnull=False, superseded_by__isnull=False),
                name="accommodation_closed_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return f"{self.practitioner}: {self.extra_percent} percent more time"
