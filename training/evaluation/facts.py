"""Plain data about one practitioner: the input of every evaluation.

Only evidence that counts gets here (signed, accepted, passed, shown by a check); the caller has dropped drafts and
rows superseded by then. Dates are days, inclusive at both ends; amounts of time are whole minutes.
"""

from dataclasses import dataclass, field
from datetime import date

MODES = ("in_person", "live_online", "self_paced")
LICENSE_TYPES = ("license", "compact_privilege", "registration")
PRACTICE_TYPES = ("license", "compact_privilege")  # those that let somebody practice
TECHNIQUES = ("superficial", "deep", "electrical")  # of the codes of a scope; all others are body regions
ACT_KINDS = ("suspend", "reinstate", "revoke", "extend", "reduce_scope")


@dataclass(frozen=True, slots=True)
class CheckFact:
    """One look at the primary source: what it showed, and how long the look is trusted.

    `sequence` orders looks of the same day; without it the worse one is taken as the later.
    """

    checked_on: date
    fresh_until: date
    shows: bool = True
    in_good_standing: bool = True
    encumbered: bool = False
    issued_on: date | None = None
    expires_on: date | None = None
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class LicenseFact:
    """A license, compact privilege or registration with every look at it. A privilege names its home license."""

    id: str
    jurisdiction: str
    type: str = "license"
    profession: str = ""
    home_id: str | None = None
    checks: tuple[CheckFact, ...] = ()
    memo: dict = field(default_factory=dict, init=False, repr=False, compare=False)  # lines made of the looks, kept


@dataclass(frozen=True, slots=True)
class CreditFact:
    """An external course: `minutes` is a tuple of (subject, mode, minutes).

    `taught` are the codes of the body regions and techniques that it taught; empty where nobody has said.
    """

    id: str
    on: date
    minutes: tuple[tuple[str, str, int], ...]
    title: str = ""
    taught: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompletionFact:
    """A frozen module revision, finished on a day; its minutes count as course time too."""

    id: str
    on: date
    module: str
    revision: int = 1
    minutes: tuple[tuple[str, str, int], ...] = ()
    title: str = ""
    taught: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionFact:
    """One signed supervised session. `eligible` and `qualifications` were proven of the supervisor for that day."""

    id: str
    on: date
    mode: str = "in_person"
    supervision: str = ""
    regions: tuple[str, ...] = ()
    supervisor: str = ""
    eligible: bool = True
    qualifications: tuple[str, ...] = ()
    new_patient: bool = False


@dataclass(frozen=True, slots=True)
class ExamFact:
    """An examination with its score in whole points."""

    id: str
    on: date
    name: str
    score: int


@dataclass(frozen=True, slots=True)
class CredentialFact:
    """A dated card or degree that is no license; without an end it holds."""

    id: str
    name: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class FilingFact:
    """A paper that reached a board."""

    id: str
    jurisdiction: str
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class AttestationFact:
    """A statement that somebody signed on a day."""

    id: str
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class HoldingFact:
    """A span of days on which a certification of the scheme is held; without an end it holds."""

    scheme: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known about one practitioner; the order inside a tuple never matters."""

    profession: str = ""
    licenses: tuple[LicenseFact, ...] = ()
    credits: tuple[CreditFact, ...] = ()
    completions: tuple[CompletionFact, ...] = ()
    sessions: tuple[SessionFact, ...] = ()
    exams: tuple[ExamFact, ...] = ()
    credentials: tuple[CredentialFact, ...] = ()
    filings: tuple[FilingFact, ...] = ()
    attestations: tuple[AttestationFact, ...] = ()
    holdings: tuple[HoldingFact, ...] = ()


@dataclass(frozen=True, slots=True)
class CycleFact:
    """One validity window of a certification as stamped when it was decided.

    `decided_on` is the day somebody decided the award or renewal, `effective_on` the day the decision takes effect if
    that is another. A cycle without a decision day counts as decided before any revocation, so only a cycle decided
    on a later day brings a revoked certification back. `scope` are the body regions and techniques that the decision
    limits it to, empty for no limit.
    """

    id: str
    starts_on: date
    valid_until: date
    window_opens_on: date
    grace_until: date
    decided_on: date | None = None
    effective_on: date | None = None
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActFact:
    """A decision about a certification, other than an award: one of `ACT_KINDS`, in force from `on`.

    `valid_until` is the new last day of an extension, `scope` the codes that a reduction leaves; `cycle` the cycle
    that either is about, or else the one running on that day.
    """

    kind: str
    on: date
    valid_until: date | None = None
    cycle: str | None = None
    scope: tuple[str, ...] = ()

    def __post_init__(self):
        if self.kind not in ACT_KINDS:
            raise ValueError(f"unknown act {self.kind!r}")
        if self.kind == "extend" and self.valid_until is None:
            raise ValueError("an extension needs its new valid-until date")
        if self.kind == "reduce_scope" and not self.scope:
            raise ValueError("a reduction needs the codes that it leaves")


@dataclass(frozen=True, slots=True)
class PursuitFact:
    """An enrollment in the scheme."""

    enrolled_on: date
