"""What the cards of a file list: everything on record about one person, now or as known at an earlier instant."""

from datetime import datetime
from functools import cached_property

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from training.models import (
    Assignment,
    AuditEvent,
    Completion,
    Decision,
    Evidence,
    EvidenceState,
    EvidenceStep,
    FormerName,
    License,
    LicenseCheck,
    Practitioner,
    Reattestation,
    RenewalFiled,
    SessionState,
    SessionStep,
    SignOff,
    Statement,
    SupervisedSession,
)
from training.queries.facts import counts_by, known

CHECKED_BY = ("checked_by__practitioner", "capture")


class OnRecord:
    """One person's rows; `known_at` leaves out whatever came on record after it, and undoes what was replaced since."""

    def __init__(self, practitioner: Practitioner, known_at: datetime | None = None):
        self.practitioner, self.known_at = practitioner, known_at

    def by_then(self, rows: QuerySet, when: str) -> QuerySet:
        """The rows of the person that were made by the instant, which their column `when` tells."""
        rows = rows.filter(practitioner=self.practitioner)
        return rows.filter(**{f"{when}__lte": self.known_at}) if self.known_at else rows

    def in_force(self, model) -> QuerySet:
        return model.objects.filter(known(self.known_at), practitioner=self.practitioner)

    @cached_property
    def licenses(self) -> list[License]:
        """With the looks and the filed renewals, of the home of a privilege as well."""
        checks = LicenseCheck.entered.filter(known(self.known_at)).select_related(*CHECKED_BY)
        filed = RenewalFiled.objects.all()
        filed = filed.filter(recorded_at__lte=self.known_at) if self.known_at else filed
        looks = [Prefetch("checks", checks), Prefetch("renewals_filed", filed)]
        return list(self.in_force(License).select_related("jurisdiction", "home").prefetch_related(*looks))

    @cached_property
    def evidence(self) -> list[Evidence]:
        """With files and lines; each in the state that it was in."""
        void = Q() if self.known_at else Q(state=EvidenceState.VOID)
        rows = Evidence.objects.filter(known(self.known_at) | void, practitioner=self.practitioner)
        rows = rows.prefetch_related("files", "lines")
        return self.as_stated(rows) if self.known_at else list(rows)

    def as_stated(self, rows: QuerySet[Evidence]) -> list[Evidence]:
        said = EvidenceStep.objects.filter(evidence=OuterRef("pk"), at__lte=self.known_at).order_by("-at", "-pk")
        found = list(rows.annotate(then=Subquery(said.values("state")[:1])))
        for row in found:
            row.state = row.then or EvidenceState.SUBMITTED
        return found

    @property
    def completions(self) -> QuerySet[Completion]:
        return self.in_force(Completion).select_related("revision")

    @cached_property
    def reattestations(self) -> list[Reattestation]:
        """What the person was asked to read, the newest first; at an instant open where it ended later."""
        rows = self.by_then(Reattestation.objects, "opened_at").select_related("publication__revision")
        found = list(rows.order_by("-opened_at", "-pk"))
        for row in found:
            if self.known_at and row.closed_at and row.closed_at > self.known_at:
                row.closed_at, row.closed, row.statement = None, "", ""
        return found

    @cached_property
    def statements(self) -> list[Statement]:
        """Of supervisors, the newest first; at an instant the signed ones of then."""
        rows = self.by_then(Statement.objects, "signed_at" if self.known_at else "recorded_at")
        return list(rows.select_related("jurisdiction", "supervisor"))

    @cached_property
    def decisions(self) -> list[Decision]:
        rows = self.by_then(Decision.objects, "decided_at")
        return list(rows.select_related("decided_by__practitioner", "scheme", "cycle", "about"))

    @property
    def assignments(self) -> QuerySet[Assignment]:
        return self.by_then(Assignment.objects, "recorded_at").select_related("clinic", "recorded_by")

    @property
    def former_names(self) -> QuerySet[FormerName]:
        return self.by_then(FormerName.objects, "recorded_at")

    @property
    def events(self) -> QuerySet[AuditEvent]:
        """What was done on this file, the newest first."""
        rows = (
            AuditEvent.objects.filter(chain=f"p:{self.practitioner.pk}")
            .exclude(subject_type="adverseevent")
            .order_by("-sequence")
        )
        rows = rows.filter(at__lte=self.known_at) if self.known_at else rows
        return rows.select_related("actor", "actor__practitioner")

    @property
    def session_counts(self) -> dict[str, int]:
        """How many sessions are in which state, and how many supervisors signed."""
        rows = self.in_force(SupervisedSession).annotate(then=self.session_state).order_by()
        return rows.aggregate(
            signed=Count("pk", filter=Q(then="signed")),
            submitted=Count("pk", filter=Q(then="submitted")),
            to_verify=Count("pk", filter=Q(then="to_verify")),
            returned=Count("pk", filter=Q(then="returned")),
            supervisors=Count("supervisor", filter=Q(then="signed"), distinct=True),
        )

    @property
    def session_state(self):
        """The state as it is; at an instant by the signature or the last step that was made by then."""
        if self.known_at is None:
            return F("state")
        signed = SignOff.objects.filter(counts_by(self.known_at), session=OuterRef("pk"))
        steps = SessionStep.objects.filter(session=OuterRef("pk"), at__lte=self.known_at).order_by("-at", "-pk")
        told = Case(When(submitted_at__lte=self.known_at, then=Value("submitted")), default=Value("draft"))
        last = Coalesce(Subquery(steps.values("state")[:1]), told)
        return Case(When(Exists(signed), then=Value(SessionState.SIGNED.value)), default=last)
