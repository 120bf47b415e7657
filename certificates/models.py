"""The paper: one row per certificate issued, its bytes beside it, and one per log handed out. Nothing of it is ever
updated or deleted; beside it are two counts, of numbers and of look-ups.
"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from certificates.badge.status_list import SIZE
from certificates.codes import grouped

models.CharField.register_lookup(Length)


class Frozen(Exception):
    """Somebody tried to change a certificate. A correction is a new one that replaces it."""


class FrozenQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise Frozen("A certificate is never changed; issue a new one that replaces it.")

    def delete(self):
        raise Frozen("A certificate is never deleted; a decision revokes it.")

    def bulk_update(self, objs, fields, batch_size=None):
        self.update()


class FrozenModel(models.Model):
    """A row that is written once. The database refuses an update too (migrations 0002, 0004, 0005 and 0008)."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Frozen("A certificate is never changed; issue a new one that replaces it.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise Frozen("A certificate is never deleted; a decision revokes it.")


class NumberSeries(models.Model):
    """How many certificates bear a year's numbers. The row is locked while one is taken, so there are no gaps."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "number series"

    def __str__(self):
        return f"{self.year}: {self.last}"


class Certificate(FrozenModel):
    """The document of one decision, or of one completion: every printed word, and the hash of the file that bears
    them.
    """

    class Kind(models.TextChoices):
        CERTIFICATION = "certification", "Certification"
        COMPLETION = "completion", "Completion of a module"

    decision = models.OneToOneField("training.Decision", null=True, on_delete=models.PROTECT, related_name="+")
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
        help_text="The one that this corrects. A renewal replaces nothing: it follows by its dates.",
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


class CertificateBadge(FrozenModel):
    """The Open Badge of a certificate, as signed: a row of its own, so that an older certificate can get one too.

    `place` is where its bits stand in the status lists of that number: random, so that it tells nothing of the order
    of issue.
    """

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="badge")
    content = models.TextField(help_text="The file, in UTF-8.")
    sha256 = models.CharField(max_length=64, help_text="Of the file.")
    list_number = models.PositiveIntegerField()
    place = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="certificate_badge_by_file")]
        constraints = [
            models.UniqueConstraint(fields=["list_number", "place"], name="certificate_badge_has_a_place_of_its_own"),
            models.CheckConstraint(
                condition=Q(list_number__gt=0, place__lt=SIZE), name="certificate_badge_stands_in_a_list"
            ),
            models.CheckConstraint(condition=Q(sha256__length=64), name="certificate_badge_has_a_whole_hash"),
        ]

    def __str__(self):
        return f"Badge of {self.certificate}"


class SealingCertificate(FrozenModel):
    """A certificate (X.509) whose key seals or sealed files: kept, so that they are known when the key has changed."""

    fingerprint = models.CharField(max_length=64, unique=True, help_text="SHA-256 of its DER, hex.")
    chain = models.TextField(help_text="It and those that vouch for it, as PEM.")
    name = models.CharField(max_length=400)
    is_self_made = models.BooleanField(help_text="Made by this installation, because nobody gave one.")
    first_used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(fingerprint__length=64), name="sealing_certificate_has_a_whole_fingerprint"
            ),
        ]

    def __str__(self):
        return self.name


class CertificateSeal(FrozenModel):
    """By whom the PDF of a certificate is sealed (PAdES). One that was issued before there were seals has none."""

    class Level(models.TextChoices):
        BASIC = "B-B", "Signature"
        STAMPED = "B-T", "Signature with a time stamp"
        LASTING = "B-LTA", "Signature with a time stamp and what a later check needs"

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="seal")
    by = models.ForeignKey(SealingCertificate, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=8, choices=Level)
    sealed_at = models.DateTimeField()

    def __str__(self):
        return f"Seal of {self.certificate}"


class LookUpCount(models.Model):
    """How often strangers asked for a certificate on a day: a number and nothing about who asked."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="look_ups")
    day = models.DateField(help_text="In the organization's zone.")
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["certificate", "day"], name="look_ups_are_counted_once_a_day"),
            models.CheckConstraint(condition=Q(count__gt=0), name="look_ups_are_at_least_one"),
        ]

    def __str__(self):
        return f"{self.certificate} on {self.day}: {self.count}"


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
