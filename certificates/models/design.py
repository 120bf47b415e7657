"""How certificates look and what they say beside the facts: drafts, the versions put to use, and which one is taken."""

from django.db import models
from django.db.models import Q
from wagtail.models import PreviewableMixin

from certificates.designs.samples import MODES
from certificates.models.certificate import Certificate
from certificates.models.frozen import FrozenModel


class Design(PreviewableMixin, models.Model):
    """A design that people draft. What is put to use is a version of its own, which stays as it was."""

    name = models.CharField(max_length=80, unique=True, help_text="How managers find it. It is printed nowhere.")
    kind = models.CharField("for", max_length=16, choices=Certificate.Kind, default=Certificate.Kind.CERTIFICATION)
    draft = models.JSONField(help_text="Layout, language, logo, signatories and wording, as last saved.")
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def preview_modes(self):
        return MODES


class DesignVersion(FrozenModel):
    """A design as it was put to use. Certificates name it, so it is neither changed nor deleted."""

    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField(help_text="Layout, language, logo, signatories and wording.")
    sha256 = models.CharField(max_length=64, help_text="Of the content, as canonical JSON.")
    put_to_use_at = models.DateTimeField()
    put_to_use_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["design", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["design", "number"], name="design_versions_are_numbered"),
            models.CheckConstraint(condition=Q(number__gt=0), name="design_version_has_a_number"),
            models.CheckConstraint(condition=Q(sha256__length=64), name="design_version_has_a_whole_hash"),
        ]

    def __str__(self):
        return f"{self.design}, version {self.number}"


class DesignPlacement(FrozenModel):
    """From an instant on, certificates of a kind, or those of one scheme, take this design in its newest version.

    The newest row counts. Of a scheme, no design means the default of the kind; of the default, the packaged design.
    """

    kind = models.CharField(max_length=16, choices=Certificate.Kind)
    scheme = models.ForeignKey("training.Scheme", null=True, on_delete=models.PROTECT, related_name="+")
    design = models.ForeignKey(Design, null=True, on_delete=models.PROTECT, related_name="placements")
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["kind", "scheme"], name="design_by_what_takes_it")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Certificate.Kind.CERTIFICATION) | Q(scheme=None),
                name="design_of_a_scheme_is_of_a_certification",
            ),
        ]

    def __str__(self):
        return f"{self.design or 'No design'} for {self.scheme or self.get_kind_display()}"
