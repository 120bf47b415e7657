"""Reading a certificate on a day: computed afresh from decisions and facts, never from a stored flag."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format

from certificates.completions import newest_of
from certificates.models import Certificate
from certificates.status import COMPLETED_ADVICE
from certificates.status import CertificateStatus as Status
from training.evaluation.outcomes import Certification
from training.models import Cycle, Decision, DecisionKind
from training.queries.cycle_begins import that_begin
from training.queries.organization import today as day_of
from training.queries.scopes import limit_words, scope_of
from training.queries.standing import certification

SuspendedOn = Callable[[Cycle, date], date | None]
LONGEST_LIMIT = 60  # letters that a headline holds; a longer limit is said below it
# What covers every paper of a certification, whatever its dates say.
COVERING = {Certification.SUSPENDED: Status.SUSPENDED, Certification.REVOKED: Status.REVOKED}


@dataclass(frozen=True, slots=True)
class Reading:
    """The status of one certificate on a day, with the date or the certificate that its words name.

    `limit` says what alone it covers, within a sentence; `extended_from` is its end before it was extended `until`.
    """

    status: Status
    on: date | None = None
    by: Certificate | None = None
    limit: str = ""
    extended_from: date | None = None
    until: date | None = None
    of_completion: bool = False

    @property
    def advice(self) -> str:
        """What the status means for who reads it."""
        is_completed = self.of_completion and self.status is Status.VALID
        return COMPLETED_ADVICE if is_completed else self.status.advice

    @property
    def headline(self) -> str:
        """The status word with what it needs: “Starts on December 15, 2026.”, “Valid, for neck only”."""
        if self.status is Status.VALID:
            return self.valid_words
        if self.status is Status.REPLACED:
            return f"{self.status.word} {self.by.number}"
        named = self.status in (Status.STARTS, Status.GRACE)
        return f"{self.status.word} {date_format(self.on)}" if named else self.status.word

    @property
    def valid_words(self) -> str:
        """Valid with its limit, where that is short enough, and with its extension."""
        is_long = len(self.limit) > LONGEST_LIMIT
        limit = " with limits" if is_long else f", for {self.limit} only" if self.limit else ""
        extended = f", extended until {date_format(self.until)}" if self.extended_from else ""
        return f"{self.status.word}{limit}{extended}"

    @property
    def mark(self) -> str:
        """The mark and tone; a limited one is not plainly valid."""
        return "provisional" if self.status is Status.VALID and self.limit else self.status.mark

    @property
    def vouched(self) -> bool:
        """Whether what is printed holds, today or from its first day on: only then is it said in our own voice."""
        return self.status in (Status.VALID, Status.STARTS)

    @property
    def since(self) -> date | None:
        """The day of a suspension, a revocation or a withdrawal; the reason is nobody's business."""
        return self.on if self.status in (Status.SUSPENDED, Status.REVOKED, Status.WITHDRAWN) else None


def outcome_on(cycle: Cycle, as_of: date) -> Certification:
    """Where the certification of a cycle stands on a day."""
    evaluation = certification(cycle.practitioner, cycle.scheme, as_of)
    return evaluation.outcome if evaluation else Certification.NONE


def read(certificate: Certificate, as_of: date) -> Reading:
    """What we vouch for on that day, about this paper. A revocation comes first, so that it never reads as expired.

    Who reads many calls `readings.read_page`.
    """
    if certificate.is_of_completion:
        return read_completion(certificate, newest_of(certificate.completion), as_of)
    cycle = certificate.cycle
    revoked = revocation(cycle, as_of)
    if revoked:
        return Reading(Status.REVOKED, revoked.effective_on)
    newer = successor(certificate, as_of)
    if newer:
        return Reading(Status.REPLACED, by=newer)
    return read_open(certificate, outcome_on(cycle, as_of), as_of, suspension)


def read_open(certificate: Certificate, outcome: Certification, as_of: date, suspended_on: SuspendedOn) -> Reading:
    """The reading of a paper that nothing revoked or replaced, from where its certification stands."""
    status = status_in(certificate, outcome, as_of)
    on = suspended_on(certificate.cycle, as_of) if status is Status.SUSPENDED else date_of(status, certificate)
    return Reading(status, on, **changes_of(certificate))


def read_completion(certificate: Certificate, newest: Certificate, as_of: date) -> Reading:
    """The same of a certificate of completion; `newest` is the last one made of that completion."""
    superseded_at = certificate.completion.superseded_at
    if superseded_at and day_of(superseded_at) <= as_of:
        return Reading(Status.WITHDRAWN, day_of(superseded_at), of_completion=True)
    if newest.pk != certificate.pk:
        return Reading(Status.REPLACED, by=newest, of_completion=True)
    return Reading(Status.VALID, of_completion=True)


def changes_of(certificate: Certificate) -> dict:
    """What the paper was limited to and extended to, by the decision that it was printed for."""
    cycle, until = certificate.cycle, printed_until(certificate)
    return {
        "limit": limit_words(scope_of(cycle, certificate.decision.effective_on)),
        "extended_from": cycle.valid_until if until > cycle.valid_until else None,
        "until": until,
    }


def status_in(certificate: Certificate, outcome: Certification, as_of: date) -> Status:
    """The status of a paper on a day, from where the certification stands then."""
    if outcome in COVERING:
        return COVERING[outcome]
    if as_of > printed_until(certificate):
        return Status.GRACE if outcome is Certification.GRACE else Status.LAPSED
    if as_of < begins(certificate):
        return Status.STARTS
    return Status.VALID if outcome.is_held else Status.INACTIVE


def printed_until(certificate: Certificate) -> date:
    """The last valid day on the paper: that of the cycle, or of the extension that it was printed for."""
    return certificate.decision.valid_until or certificate.cycle.ends_on(certificate.decision.effective_on)


def begins(certificate: Certificate) -> date:
    """The first day that the paper stands for: the cycle's, and never before its decision takes effect."""
    return max(certificate.cycle.starts_on, certificate.decision.effective_on)


def date_of(status: Status, certificate: Certificate) -> date | None:
    """The date that a status names."""
    return {Status.STARTS: begins(certificate), Status.GRACE: certificate.cycle.grace_until}.get(status)


def suspension(cycle: Cycle, as_of: date) -> date | None:
    """The first day of the last suspension in force by then."""
    act = acts(cycle, DecisionKind.SUSPEND, as_of).last()
    return act and act.effective_on


def revocation(cycle: Cycle, as_of: date) -> Decision | None:
    """The latest revocation in force by then that came after this cycle was decided, by its day or by its making."""
    return revoking(acts(cycle, DecisionKind.REVOKE, as_of), cycle)


def revoking(revocations: Iterable[Decision], cycle: Cycle) -> Decision | None:
    """The last of these, in order, that revokes a cycle."""
    mine = cycle.decision
    return last(
        each for each in revocations if each.decided_at >= mine.decided_at or each.effective_on >= mine.effective_on
    )


def acts(cycle: Cycle, kind: str, as_of: date) -> QuerySet[Decision]:
    """The decisions of a kind about this person and scheme in force by a day, in order."""
    rows = Decision.objects.filter(practitioner=cycle.practitioner_id, scheme=cycle.scheme_id, kind=kind)
    return rows.filter(effective_on__lte=as_of).order_by("effective_on", "pk")


def successor(certificate: Certificate, as_of: date) -> Certificate | None:
    """The certificate that stands for this one on a day: the newest of the same cycle or of a later one."""
    cycle = certificate.cycle
    line = papers(cycle__practitioner=cycle.practitioner_id, cycle__scheme=cycle.scheme_id)
    return last(each for each in line if takes_over(each, certificate, as_of))


def papers(**of) -> QuerySet[Certificate]:
    """Certificates of certifications in the order of their cycles; each says whether its cycle ever `begins`."""
    begins = Exists(that_begin(Cycle.objects.filter(pk=OuterRef("cycle"))))
    rows = Certificate.objects.filter(**of).select_related("cycle", "decision").annotate(begins=begins)
    return rows.defer("decision__evaluation", "decision__reason").order_by("cycle__starts_on", "pk")


def takes_over(newer: Certificate, older: Certificate, as_of: date) -> bool:
    """Whether one of `papers` stands for an older one of the same certification on a day.

    It takes over when its cycle has begun and its decision is in effect; one of the same decision, which was printed
    anew, at once.
    """
    if newer.decision_id == older.decision_id:
        return newer.pk > older.pk
    if not newer.begins or newer.decision.effective_on > as_of:
        return False
    if newer.cycle_id == older.cycle_id:
        return newer.pk > older.pk and newer.issued_at >= older.issued_at
    return older.cycle.starts_on < newer.cycle.starts_on <= as_of


def last(rows: Iterable):
    """The last of them; None where there is none."""
    return next(iter(deque(rows, maxlen=1)), None)
