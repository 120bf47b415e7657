"""The paper: one row per certificate issued, and its bytes beside it."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from certificates.codes import grouped
from certificates.models.frozen import FrozenModel

models.CharField.register_lookup(Length)


class Certificate(FrozenModel):
    """The document of one decision, or of one completion: every printed word, and the hash of the file that bears
    them.
    """

    class Kind(models.TextChoices):
        CERTIFICATION = "certification", "Certification"
        COMPLETION = "completion", "Completion of a module"

    decision = models.ForeignKey("training.Decision", null=True, on_delete=models.PROTECT, related_name="+")
    cycle = models.ForeignKey("training.Cycle", null=True, on_delete=models.PROTECT, related_name="+")
    completion = models.ForeignKey("training.Completion", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.CERTIFICATION)
    code = models.CharField(max_length=26, unique=True)
    number = models.CharField(max_length=24, unique=True)
    document = models.JSONField(help_text="Every printed word, and the version of the design.")
    sha256 = models.CharField(max_length=64, help_text="Of the PDF as issued.")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
        help_text="The one that this corrects or changes. A renewal replaces nothing: it follows by its dates.",
    )
    correction = models.TextField(
        max_length=2000,
        blank=True,
        help_text="Why it was printed anew under the same decision. Empty of what a decision or a holder asked for.",
    )

    class Meta:
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["sha256"], name="certificate_by_file")]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "kind"], condition=Q(replaces=None), name="certificate_once_per_cycle_and_kind"
            ),
            models.UniqueConstraint(
                fields=["completion"], condition=Q(replaces=None), name="certificate_once_per_completion"
            ),
            models.UniqueConstraint(
                fields=["decision"], condition=Q(correction=""), name="certificate_once_per_decision"
            ),
            models.CheckConstraint(
                condition=Q(correction="") | Q(kind="certification", replaces__isnull=False),
                name="certificate_correction_replaces_another",
            ),
            models.CheckConstraint(
                condition=Q(kind="certification", decision__isnull=False, cycle__isnull=False, completion=None)
                | Q(kind="completion", decision=None, cycle=None, completion__isnull=False),
                name="certificate_of_a_decision_or_of_a_completion",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replaces=F("id")), name="certificate_does_not_replace_itself"
            ),
            models.CheckConstraint(
                condition=Q(code__length=26, sha256__length=64), name="certificate_has_a_whole_code_and_hash"
            ),
            models.CheckConstraint(condition=~Q(number=""), name="certificate_has_a_number"),
        ]

    def __str__(self):
        return self.number

    @property
    def practitioner(self):
        """Whose it is."""
        return (self.cycle or self.completion).practitioner

    @property
    def is_of_completion(self) -> bool:
        return self.kind == self.Kind.COMPLETION

    @property
    def is_correction(self) -> bool:
        """Printed anew under the decision of the one that it replaces."""
        return bool(self.correction)

    @property
    def typed_code(self) -> str:
        """The code in groups, as printed."""
        return grouped(self.code)


class CertificatePdf(FrozenModel):
    """The file as issued, in the row's own transaction (docs/decisions/certificate-bytes.md)."""

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="pdf")
    content = models.BinaryField()
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="certificate_pdf_is_not_empty")]

    def __str__(self):
        return f"PDF of {self.certificate}"
