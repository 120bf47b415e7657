"""What is kept of a log that was handed out."""

from django.db import models
from django.db.models import F, Q

from certificates.models.frozen import FrozenModel


class LogExport(FrozenModel):
    """A log of supervised sessions that somebody took out: the question, and the hashes of the answer and of the file.

    The question is kept whole, so that it can be asked again: unchanged records give the same `content_sha256`.
    """

    class Form(models.TextChoices):
        PDF = "pdf", "PDF"
        CSV = "csv", "CSV of the entries"
        TOTALS = "totals", "CSV of the totals"
        JSON = "json", "The content itself (JSON)"

    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="+")
    jurisdiction = models.ForeignKey("training.Jurisdiction", null=True, on_delete=models.PROTECT, related_name="+")
    license = models.ForeignKey("training.License", null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(null=True)
    until = models.DateField(null=True, help_text="The last day, inclusive.")
    with_unsigned = models.BooleanField(help_text="With entries that wait or were returned.")
    rule_on = models.DateField(help_text="The day whose rule gave the totals.")
    form = models.CharField(max_length=8, choices=Form)
    entries = models.PositiveIntegerField()
    content_sha256 = models.CharField(max_length=64, db_index=True)
    file_sha256 = models.CharField(max_length=64, db_index=True)
    checkpoint = models.ForeignKey("training.AuditCheckpoint", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(content_sha256__length=64, file_sha256__length=64), name="log_export_has_whole_hashes"
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="log_export_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"{self.get_form_display()} of the sessions of {self.practitioner}"
