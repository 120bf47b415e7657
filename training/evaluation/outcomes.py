"""The words that an evaluation may answer with, each in one ordered list."""

from enum import IntEnum, StrEnum


class Truth(IntEnum):
    """What one requirement answers, ordered so that `min` is *and* and `max` is *or*.

    Three-valued logic (missing, unknown, met) with one refinement: `STALE` says that everything was met when
    it was last looked at and only the look is overdue. It is never a pass; it tells `check_due` from
    `needs_review`.
    """

    NOT_MET = 0
    UNKNOWN = 1
    STALE = 2
    MET = 3

    @property
    def word(self) -> str:
        """`met`, `missing` or `unknown`: what a finding says. An overdue look is unknown."""
        return _WORDS[self]


_WORDS = {Truth.NOT_MET: "missing", Truth.UNKNOWN: "unknown", Truth.STALE: "unknown", Truth.MET: "met"}


class _Ordered(StrEnum):
    """A list of words whose order of definition carries meaning."""

    @property
    def rank(self) -> int:
        """The place in the list, counted from 0."""
        return list(type(self)).index(self)


class Clearance(_Ordered):
    """May this person practice there? Worst first: where two answers compete, the earlier one stands."""

    PROHIBITED = "prohibited"
    NOT_CLEARED = "not_cleared"
    NEEDS_REVIEW = "needs_review"
    CHECK_DUE = "check_due"
    PROVISIONAL = "provisional"
    CLEARED = "cleared"

    @property
    def may_practice(self) -> bool:
        """True for the two outcomes under which a person may needle today."""
        return self in (Clearance.PROVISIONAL, Clearance.CLEARED)


class Certification(_Ordered):
    """Where a certification stands, in the order of a life.

    What dates say (up to lapsed) is covered by what was decided (suspended, then revoked), so that a revoked
    certification whose cycle has also run out reads revoked, never expired.
    """

    NONE = "none"
    IN_PROGRESS = "in_progress"
    READY = "ready"
    ACTIVE = "active"
    INACTIVE = "inactive"
    RENEWAL_OPEN = "renewal_open"
    GRACE = "grace"
    LAPSED = "lapsed"
    SUSPENDED = "suspended"
    REVOKED = "revoked"

    @property
    def is_held(self) -> bool:
        """True while the certification is valid: active, with or without its renewal window open."""
        return self in (Certification.ACTIVE, Certification.RENEWAL_OPEN)
