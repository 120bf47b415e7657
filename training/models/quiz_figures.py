"""What answers told about a quiz when they were last counted. Derived: counting again replaces it."""

from django.db import models


class QuizFigures(models.Model):
    """The questions of a module to look at, for a report that must not count every answer while somebody waits."""

    module = models.OneToOneField("training.Module", on_delete=models.CASCADE, related_name="figures")
    current = models.ForeignKey(
        "training.ModuleRevision", null=True, on_delete=models.CASCADE, related_name="+", help_text="As the module's."
    )
    tries = models.PositiveIntegerField(help_text="How many tries had been handed in.")
    questions = models.PositiveSmallIntegerField()
    told = models.PositiveSmallIntegerField(help_text="How many of them had enough answers.")
    flagged = models.JSONField(default=list, help_text="[{number, text, flags}] of the questions to look at.")
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["module"]

    def __str__(self):
        return f"{self.module}: {len(self.flagged)} to look at"
