"""The log of supervised sessions as a board asks for it: what was signed, by whom, and what was kept beside it.

Which entries count is the question of `queries.facts`; a signature that does not fit its entry counts for nothing here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from training.models import (
    Jurisdiction,
    License,
    Practitioner,
    SessionState,
    SessionStep,
    SessionVoid,
    SignOff,
    Statement,
    StatementState,
    SupervisedSession,
)
from training.session_content import content_hash

STEPS = SessionStep.objects.select_related("by__practitioner", "by_link__supervisor")
UNSIGNED = (SessionState.SUBMITTED, SessionState.TO_VERIFY, SessionState.RETURNED)
FALSE_SEAL = "The signature does not fit the entry"
NOT_ELIGIBLE = "The supervisor was not eligible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which log: of whom, for which jurisdiction's rule, between which days (inclusive), what beside the signed."""

    practitioner: Practitioner
    jurisdiction: Jurisdiction | None = None
    license: License | None = None
    since: date | None = None
    until: date | None = None
    with_unsigned: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of one session, with its signature if it has one. `flaw` says why a signature does not hold."""

    session: SupervisedSession
    sign_off: SignOff | None
    flaw: str
    replaced_by: int | None
    void: SessionVoid | None

    @property
    def counts(self) -> bool:
        return bool(self.sign_off) and not self.flaw and self.is_current

    @property
    def is_current(self) -> bool:
        return self.session.superseded_at is None and self.session.state == SessionState.SIGNED

    @property
    def fits(self) -> bool:
        """Whether the signature is of exactly this content."""
        return self.flaw != FALSE_SEAL

    @property
    def was_signed(self) -> bool:
        return self.sign_off is not None

    @property
    def steps(self) -> list[SessionStep]:
        """What was done with this version, in order."""
        return list(self.session.steps.all())

    @property
    def state_words(self) -> str:
        """“Signed”, or why it does not count."""
        if self.flaw:
            return self.flaw
        if self.void:
            return "Voided"
        if self.replaced_by:
            return f"Replaced by entry {self.replaced_by}"
        if self.was_signed and self.session.superseded_at:
            return "Replaced"
        return self.session.get_state_display()


def entries_of(asked: Asked) -> list[Entry]:
    """Every entry that was ever signed, and those that wait or were returned if they were asked for; by day.

    Three queries more than one for the prefetches, whatever the number of rows.
    """
    return [entry_of(row) for row in rows_of(asked)]


def rows_of(asked: Asked) -> QuerySet[SupervisedSession]:
    signed = Q(sign_off__isnull=False)
    waiting = Q(state__in=UNSIGNED, superseded_at=None)
    rows = within(asked, "happened_on", SupervisedSession.objects.filter(practitioner=asked.practitioner))
    rows = rows.filter(signed | waiting if asked.with_unsigned else signed)
    link = "sign_off__by_link"
    beside = ("supervisor", "clinic", f"{link}__statement__jurisdiction", f"{link}__decided_by__practitioner")
    rows = rows.select_related(*beside).prefetch_related("amendments", "voids", Prefetch("steps", STEPS))
    return rows.order_by("happened_on", "pk")


def within(asked: Asked, field: str, rows: QuerySet) -> QuerySet:
    """The rows of the period."""
    rows = rows.filter(**{f"{field}__gte": asked.since}) if asked.since else rows
    return rows.filter(**{f"{field}__lte": asked.until}) if asked.until else rows


def entry_of(row: SupervisedSession) -> Entry:
    sign_off = getattr(row, "sign_off", None)
    signed_later = [each.pk for each in row.amendments.all() if each.state in (SessionState.SIGNED, SessionState.VOID)]
    voids = [each for each in row.voids.all() if each.outcome == "confirmed"]
    return Entry(
        session=row,
        sign_off=sign_off,
        flaw=flaw_of(row, sign_off) if sign_off else "",
        replaced_by=max(signed_later, default=None) if row.superseded_at else None,
        void=voids[-1] if voids and row.state == SessionState.VOID else None,
    )


def flaw_of(row: SupervisedSession, sign_off: SignOff) -> str:
    """A signature is of one content: moved to another entry, or below other words, it is none (21 CFR 11.70)."""
    if not sign_off.content_hash == row.content_hash == content_hash(row):
        return FALSE_SEAL
    return "" if sign_off.eligibility.get("eligible") else NOT_ELIGIBLE


def statements_of(asked: Asked) -> list[Statement]:
    """What supervisors signed for the board of the jurisdiction, or for any if none was chosen."""
    rows = Statement.objects.filter(practitioner=asked.practitioner, state=StatementState.SIGNED)
    rows = rows.filter(jurisdiction=asked.jurisdiction) if asked.jurisdiction else rows
    rows = within(asked, "stated_on", rows).select_related("jurisdiction", "supervisor", "replaced_by")
    return list(rows.order_by("stated_on", "pk"))


def counting(entries: Iterable[Entry]) -> list[Entry]:
    return [each for each in entries if each.counts]
