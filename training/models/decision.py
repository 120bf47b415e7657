"""Named persons' acts, the validity windows they open, the renewals people submit. Nobody edits the past."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from training.querysets import OwnedQuerySet


class DecisionKind(models.TextChoices):
    AWARD = "award", "Award"
    RENEW = "renew", "Renew"
    DECLINE = "decline", "Decline"
    SUSPEND = "suspend", "Suspend"
    REINSTATE = "reinstate", "Reinstate"
    REVOKE = "revoke", "Revoke"
    EXTEND = "extend", "Extend"
    REDUCE_SCOPE = "reduce_scope", "Reduce scope"


class Decision(models.Model):
    """Who decided what, when, why, and the evaluation that they saw."""

    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="decisions")
    scheme = models.ForeignKey("training.Scheme", on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=12, choices=DecisionKind)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("training.User", on_delete=models.PROTECT, related_name="decisions")
    effective_on = models.DateField()
    reason = models.TextField(max_length=2000)
    about = models.ForeignKey(
        "training.Cycle",
        null=True,
        on_delete=models.PROTECT,
        related_name="acts",
        help_text="The cycle that an extension or a reduction of scope is about.",
    )
    valid_until = models.DateField(null=True, help_text="The last valid day after an extension, inclusive.")
    scope = models.JSONField(
        default=list,
        help_text="The body regions and techniques that a reduction leaves, or that a renewal keeps; empty: no limit.",
    )
    evaluation = models.JSONField()
    evaluation_digest = models.CharField(max_length=64)
    imported = models.BooleanField(
        default=False, help_text="History from before this system; may take effect before its day."
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["decided_at", "pk"]
        indexes = [models.Index(fields=["practitioner", "scheme", "decided_at"], name="decision_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="extend", about__isnull=False, valid_until__isnull=False)
                | (~Q(kind="extend") & Q(valid_until=None)),
                name="decision_extension_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(kind="reduce_scope", about__isnull=False) & ~Q(scope=[])
                | Q(kind="renew")
                | (~Q(kind="reduce_scope") & Q(scope=[])),
                name="decision_reduction_has_its_scope",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.practitioner}, {self.scheme}"


class Cycle(models.Model):
    """One validity window. Its dates are stamped when it is decided and never move; the anchor is the series'."""

    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="cycles")
    scheme = models.ForeignKey("training.Scheme", on_delete=models.PROTECT, related_name="cycles")
    version = models.ForeignKey("training.SchemeVersion", on_delete=models.PROTECT, related_name="cycles")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="cycle")
    anchor = models.DateField()
    number = models.PositiveSmallIntegerField(help_text="Counted from the anchor, the first is 0.")
    starts_on = models.DateField()
    valid_until = models.DateField(help_text="The last valid day, inclusive.")
    window_opens_on = models.DateField()
    grace_until = models.DateField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        indexes = [models.Index(fields=["scheme", "valid_until"], name="cycle_by_end")]
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner", "scheme", "anchor", "number"], name="cycle_once_in_its_series"
            ),
            models.CheckConstraint(condition=Q(valid_until__gte=F("starts_on")), name="cycle_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(window_opens_on__gte=F("starts_on"), window_opens_on__lte=F("valid_until")),
                name="cycle_window_within_it",
            ),
            models.CheckConstraint(condition=Q(grace_until__gte=F("valid_until")), name="cycle_grace_after_it"),
        ]

    def __str__(self):
        return f"{self.practitioner}, {self.scheme}, {self.starts_on} to {self.valid_until}"

    def ends_on(self, as_of: date = date.max) -> date:
        """The last valid day, inclusive, with the extensions in effect by a day, none of which shortens it.

        `acts` may be prefetched. `queries.cycle_ends` says the same in SQL.
        """
        moved = (act.valid_until for act in self.acts.all() if act.valid_until and act.effective_on <= as_of)
        return max([self.valid_until, *moved])


class Renewal(models.Model):
    """A submitted renewal: on time is judged by the day it was complete, not by the day somebody decides."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", "Waiting for a decision"
        DECIDED = "decided", "Decided"
        WITHDRAWN = "withdrawn", "Withdrawn"

    practitioner = models.ForeignKey("training.Practitioner", on_delete=models.PROTECT, related_name="renewals")
    scheme = models.ForeignKey("training.Scheme", on_delete=models.PROTECT, related_name="renewals")
    cycle = models.ForeignKey(
        Cycle, on_delete=models.PROTECT, related_name="renewals", help_text="The cycle that it follows."
    )
    submitted_on = models.DateField()
    submitted_at = models.DateTimeField()
    evaluation = models.JSONField()
    state = models.CharField(max_length=12, choices=State, default=State.SUBMITTED)
    decision = models.OneToOneField(Decision, null=True, on_delete=models.PROTECT, related_name="renewal")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["submitted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle"], condition=Q(state="submitted"), name="renewal_waits_once_per_cycle"
            ),
            models.CheckConstraint(
                condition=Q(state="decided", decision__isnull=False) | (~Q(state="decided") & Q(decision=None)),
                name="renewal_decided_by_a_decision",
            ),
        ]

    def __str__(self):
        return f"Renewal of {self.cycle}"
