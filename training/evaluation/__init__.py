"""What the rules say about plain facts: the pure layer. Standard library only; no clock, no database, no I/O.

Every requirement answers with a step function over the date line. `*_timeline` walks the steps into spans,
`evaluate_*` reads them on one day.
"""

from .certification import certification_timeline, evaluate_certification
from .dates import OPEN, Cycle, CyclePlan, ExpiryMode, Timing, add_months, cycle, next_cycle, timing
from .describe import describe
from .evaluation import Evaluation, Finding
from .facts import (
    ActFact,
    AttestationFact,
    CheckFact,
    CompletionFact,
    CredentialFact,
    CreditFact,
    CycleFact,
    ExamFact,
    Facts,
    FilingFact,
    HoldingFact,
    LicenseFact,
    PursuitFact,
    SessionFact,
)
from .outcomes import Certification, Clearance, Truth
from .preview import PreviewRow, preview
from .requirements import (
    KINDS,
    ActiveLicense,
    AllOf,
    AnyOf,
    Attestation,
    Credential,
    Exam,
    Filing,
    Holds,
    Hours,
    LicensedFor,
    Modules,
    Sessions,
    Unknown,
    Within,
    from_json,
    to_json,
    walk,
)
from .rules import RuleVersion, Stage
from .spans import Span
from .steps import Steps
from .timeline import clearance_timeline, evaluate_clearance

__all__ = [
    "KINDS",
    "OPEN",
    "ActFact",
    "ActiveLicense",
    "AllOf",
    "AnyOf",
    "Attestation",
    "AttestationFact",
    "Certification",
    "CheckFact",
    "Clearance",
    "CompletionFact",
    "Credential",
    "CredentialFact",
    "CreditFact",
    "Cycle",
    "CycleFact",
    "CyclePlan",
    "Evaluation",
    "Exam",
    "ExamFact",
    "ExpiryMode",
    "Facts",
    "Filing",
    "FilingFact",
    "Finding",
    "HoldingFact",
    "Holds",
    "Hours",
    "LicenseFact",
    "LicensedFor",
    "Modules",
    "PreviewRow",
    "PursuitFact",
    "RuleVersion",
    "SessionFact",
    "Sessions",
    "Span",
    "Stage",
    "Steps",
    "Timing",
    "Truth",
    "Unknown",
    "Within",
    "add_months",
    "certification_timeline",
    "clearance_timeline",
    "cycle",
    "describe",
    "evaluate_certification",
    "evaluate_clearance",
    "from_json",
    "next_cycle",
    "preview",
    "timing",
    "to_json",
    "walk",
]
