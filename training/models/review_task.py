"""Something that others rest on was voided or contradicted: a manager looks at each of them again."""

from django.db import models
from django.db.models import Q

from training.querysets import OwnedQuerySet


class ReviewCause(models.TextChoices):
    SESSION_VOID = "session_void", "A session was voided"
    COUNT_VOID = "count_void", "A supervisor’s own session was voided"
    EVIDENCE_VOID = "evidence_void", "Accepted evidence was voided"
    CHECK_VOID = "check_void", "A license check was voided"
    CHECK_AGAINST = "check_against", "A license check speaks against a signature"


class ReviewTask(models.Model):
    """About one person's record: what was voided or came up, and which decisions, statements and signatures rest on
    it.

    Opening one undoes nothing. `rests_on` names rows as they were found, `{"kind": …, "id": …}`: a decision, a
    statement, or a session, which stands for its signature.
    """

    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="review_tasks")
    cause = models.CharField(max_length=16, choices=ReviewCause)
    session = models.ForeignKey(
        "training.SupervisedSession", null=True, on_delete=models.PROTECT, related_name="review_tasks"
    )
    evidence = models.ForeignKey("training.Evidence", null=True, on_delete=models.PROTECT, related_name="review_tasks")
    check_of_license = models.ForeignKey(
        "training.LicenseCheck", null=True, on_delete=models.PROTECT, related_name="review_tasks"
    )
    rests_on = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("training.User", null=True, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(max_length=1000, blank=True, help_text="What the manager found, and what was done.")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        indexes = [models.Index(fields=["closed_at", "opened_at"], name="review_task_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    cause__in=["session_void", "count_void"],
                    session__isnull=False,
                    evidence=None,
                    check_of_license=None,
                )
                | Q(cause="evidence_void", session=None, evidence__isnull=False, check_of_license=None)
                | Q(
                    cause__in=["check_void", "check_against"],
                    session=None,
                    evidence=None,
                    check_of_license__isnull=False,
                ),
                name="review_task_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, words="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(words="")),
                name="review_task_closed_when_by_whom_and_with_words",
            ),
            models.UniqueConstraint(fields=["practitioner", "session"], name="review_task_once_per_session"),
            models.UniqueConstraint(fields=["evidence"], name="review_task_once_per_evidence"),
            models.UniqueConstraint(
                fields=["practitioner", "cause", "check_of_license"], name="review_task_once_per_check"
            ),
        ]

    def __str__(self):
        return f"{self.get_cause_display()}: {self.practitioner}"
