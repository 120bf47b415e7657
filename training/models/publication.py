"""Acts of publishing a module, and whom a material change asks to read what changed."""

from django.db import models
from django.db.models import F, Q


class Publication(models.Model):
    """One act of publishing: the revision that people start from then on, and whether what changed is material.

    Written once. Publishing what an older revision holds makes that one current again by a new row here.
    """

    class Change(models.TextChoices):
        FIRST = "first", "First published"
        MINOR = "minor", "Minor change"
        MATERIAL = "material", "Material change"

    module = models.ForeignKey("training.Module", on_delete=models.PROTECT, related_name="publications")
    revision = models.ForeignKey("training.ModuleRevision", on_delete=models.PROTECT, related_name="publications")
    change = models.CharField(max_length=8, choices=Change)
    note = models.TextField(blank=True, help_text="What changed, for those who had completed the module.")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["published_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["module"], condition=Q(change="first"), name="publication_first_once_per_module"
            ),
            models.CheckConstraint(
                condition=~Q(change="material") | ~Q(note=""), name="publication_material_says_what_changed"
            ),
        ]

    def __str__(self):
        return f"{self.revision}: {self.get_change_display()}"


class Reattestation(models.Model):
    """A person who had completed a module is asked to read a material change. Their completion stays what it is."""

    class Closed(models.TextChoices):
        ATTESTED = "attested", "Read and confirmed"
        PASSED = "passed", "Passed the module again"
        REPLACED = "replaced", "Asked again about a later change"
        UNDONE = "undone", "The change was taken back"
        RETIRED = "retired", "The module was retired"

    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="reattestations")
    module = models.ForeignKey("training.Module", on_delete=models.PROTECT, related_name="reattestations")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="reattestations")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed = models.CharField(max_length=8, choices=Closed, blank=True)
    statement = models.TextField(blank=True, help_text="The words that the person confirmed.")

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner", "module"], condition=Q(closed_at=None), name="reattestation_open_once"
            ),
            models.UniqueConstraint(fields=["practitioner", "publication"], name="reattestation_once_per_publication"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed="")
                | Q(closed_at__isnull=False, closed_at__gte=F("opened_at")) & ~Q(closed=""),
                name="reattestation_closed_says_how",
            ),
            models.CheckConstraint(
                condition=~Q(closed="attested") | ~Q(statement=""), name="reattestation_keeps_its_statement"
            ),
        ]

    def __str__(self):
        return f"{self.practitioner}: {self.publication}"
