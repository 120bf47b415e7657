"""A question was wrong: what is right, and who is told because they answered it."""

from django.db import models


class Erratum(models.Model):
    """A correction of a question as it was worded in a revision. Written once.

    It reaches whoever answered that wording, in whichever revision it stood. No result is graded anew.
    """

    module = models.ForeignKey("training.Module", on_delete=models.PROTECT, related_name="errata")
    revision = models.ForeignKey(
        "training.ModuleRevision", on_delete=models.PROTECT, related_name="errata", help_text="Where it stood last."
    )
    question = models.CharField(max_length=40, help_text="The question's id.")
    wording = models.CharField(max_length=64, help_text="SHA-256 of the question as it was frozen.")
    words = models.TextField(help_text="What was wrong, and what is right.")
    forgives = models.BooleanField(
        default=False, help_text="A failed try that asked this question counts neither as a try nor for the wait."
    )
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["published_at", "pk"]
        verbose_name_plural = "errata"
        indexes = [models.Index(fields=["module", "question"], name="erratum_by_question")]
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="erratum_says_what_is_right")]

    def __str__(self):
        return f"{self.revision}, question {self.question}"


class ErratumNotice(models.Model):
    """Somebody who answered the question is told; `seen_at` is when they opened the result that shows it."""

    erratum = models.ForeignKey(Erratum, on_delete=models.PROTECT, related_name="notices")
    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="erratum_notices")
    attempt = models.ForeignKey(
        "training.Attempt",
        on_delete=models.PROTECT,
        related_name="erratum_notices",
        help_text="The last that asked it.",
    )
    noticed_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["noticed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["erratum", "practitioner"], name="erratum_notice_once_per_person")
        ]

    def __str__(self):
        return f"{self.practitioner}: {self.erratum}"
