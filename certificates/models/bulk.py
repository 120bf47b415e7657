"""Many decided in one go: what was asked for, and what became of each person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.formats import date_format
from django.utils.timezone import localtime

from certificates.models.certificate import Certificate
from training.models import DecisionKind
from training.querysets import OwnedQuerySet

models.CharField.register_lookup(Length)


class BulkIssue(models.Model):
    """One manager's word about many people: the scheme, the first day that it holds, and the reason.

    `token` is that of the page it was asked from, so that a double click asks once.
    """

    token = models.UUIDField(unique=True)
    scheme = models.ForeignKey("training.Scheme", on_delete=models.PROTECT, related_name="+")
    effective_on = models.DateField()
    reason = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    stopped_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="bulk_issue_has_a_reason"),
            models.CheckConstraint(
                condition=Q(stopped_at=None, stopped_by=None) | Q(stopped_at__isnull=False, stopped_by__isnull=False),
                name="bulk_issue_is_stopped_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.scheme}, {date_format(localtime(self.asked_at), 'M j, Y, g:i A')}"


class BulkItem(models.Model):
    """One person of it: what the manager saw, and what became of it.

    The number and the code are taken before the paper is made, so that nothing is locked meanwhile. They stay here:
    where none was issued, this row says why the number is missing. `claimed_until`, `failures` and `finished_at` are
    those of long work (`training.actions.turns`).
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        ISSUED = "issued", "Issued"
        REFUSED = "refused", "Refused"
        CHANGED = "changed", "Changed since"
        STOPPED = "stopped", "Stopped"

    bulk = models.ForeignKey(BulkIssue, on_delete=models.PROTECT, related_name="items")
    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=DecisionKind)
    seen_digest = models.CharField(max_length=64)
    seen_name = models.CharField(max_length=300)
    seen_rules = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    why = models.TextField(blank=True, help_text="Of one that was not issued.")
    number = models.CharField(max_length=24, null=True)
    code = models.CharField(max_length=26, blank=True)
    taken_at = models.DateTimeField(null=True, help_text="When the number was taken.")
    certificate = models.ForeignKey(Certificate, null=True, on_delete=models.PROTECT, related_name="bulk_items")
    claimed_until = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["practitioner__list_key", "pk"]
        indexes = [models.Index(fields=["claimed_until"], condition=Q(finished_at=None), name="bulk_item_open")]
        constraints = [
            models.UniqueConstraint(fields=["bulk", "practitioner"], name="bulk_item_once_per_person"),
            models.UniqueConstraint(fields=["number"], name="bulk_item_number_is_taken_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[DecisionKind.AWARD, DecisionKind.RENEW]), name="bulk_item_opens_a_cycle"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", finished_at=None) | (~Q(state="waiting") & Q(finished_at__isnull=False)),
                name="bulk_item_waits_or_is_finished",
            ),
            models.CheckConstraint(
                condition=Q(state="issued", certificate__isnull=False) | (~Q(state="issued") & Q(certificate=None)),
                name="bulk_item_is_issued_with_its_certificate",
            ),
            models.CheckConstraint(
                condition=Q(number=None, code="", taken_at=None)
                | Q(number__isnull=False, code__length=26, taken_at__isnull=False),
                name="bulk_item_number_comes_with_its_code",
            ),
        ]

    def __str__(self):
        return f"{self.practitioner}, {self.bulk}"
