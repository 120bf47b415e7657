"""Everything on record about one person, read once for a page however many parts of it ask."""

from datetime import datetime
from functools import cached_property

from django.db.models import Prefetch, QuerySet

from training.models import (
    Completion,
    Evidence,
    License,
    LicenseCheck,
    Practitioner,
    RenewalFiled,
    SessionState,
    Statement,
    SupervisedSession,
)
from training.queries.facts import known
from training.queries.license_ends import READ_WITH


class MyRecords:
    """One person's own rows, the replaced ones too. Each kind is read when it is first asked for.

    `known_at` keeps what was on record at that instant.
    """

    def __init__(self, practitioner: Practitioner, known_at: datetime | None = None):
        self.practitioner, self.known_at = practitioner, known_at

    @cached_property
    def licenses(self) -> list[License]:
        rows = self.rows(License).select_related("jurisdiction", "home__jurisdiction")
        found = as_then(rows.prefetch_related(*self.looks, self.filed), self.known_at)
        for filed in (each for row in found for each in row.renewals_filed.all()) if self.known_at else ():
            filed.superseded_at = None  # nobody had taken it back by then
        return found

    @property
    def looks(self) -> tuple:
        """How the looks at licenses and at their homes are read."""
        if self.known_at is None:
            return READ_WITH
        by_then = LicenseCheck.entered.filter(known(self.known_at))
        return tuple(Prefetch(path, by_then) for path in READ_WITH)

    @property
    def filed(self) -> Prefetch:
        """How the renewals that were filed with a board are read."""
        rows = RenewalFiled.objects.all()
        return Prefetch("renewals_filed", rows.filter(known(self.known_at)) if self.known_at else rows)

    @cached_property
    def completions(self) -> list[Completion]:
        return as_then(self.rows(Completion).select_related("revision__module"), self.known_at)

    @cached_property
    def sessions(self) -> list[SupervisedSession]:
        found = as_then(self.rows(SupervisedSession).select_related("supervisor"), self.known_at)
        for row in found if self.known_at else ():
            row.state = SessionState.SIGNED if row.state == SessionState.VOID else row.state  # nobody had voided it
        return found

    @cached_property
    def evidence(self) -> list[Evidence]:
        return as_then(self.rows(Evidence).select_related("jurisdiction"), self.known_at)

    @cached_property
    def statements(self) -> list[Statement]:
        """Of supervisors; at an earlier instant those signed by then."""
        rows = Statement.objects.filter(practitioner=self.practitioner).select_related("supervisor", "jurisdiction")
        return list(rows.filter(signed_at__lte=self.known_at) if self.known_at else rows)

    def rows(self, model) -> QuerySet:
        rows = model.objects.filter(practitioner=self.practitioner)
        return rows.filter(known(self.known_at)) if self.known_at else rows


def as_then(rows: QuerySet, known_at: datetime | None) -> list:
    """The rows; at an earlier instant none of them had been replaced, whatever happened since."""
    found = list(rows)
    for row in found if known_at else ():
        row.superseded_at = None
    return found


def current(rows: list, **state) -> list:
    """The rows that no later one has replaced; `state=` keeps those of one state."""
    found = [row for row in rows if row.superseded_at is None]
    return [row for row in found if row.state == state["state"]] if state else found


def awaited(records: MyRecords) -> list[SupervisedSession]:
    """Sessions on their way: they wait for a signature, or for the manager who verifies one.

    An amendment is not among them: the version that it amends counts until then, so it is not one more.
    """
    return [row for row in on_their_way(records) if row.amends_id is None]


def on_their_way(records: MyRecords) -> list[SupervisedSession]:
    """All sessions that wait for a signature or its verification, amendments too."""
    states = (SessionState.SUBMITTED, SessionState.TO_VERIFY)
    return [row for row in current(records.sessions) if row.state in states]
