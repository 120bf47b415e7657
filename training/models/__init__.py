from training.models.accommodation import Accommodation
from training.models.audit import AuditCheckpoint, AuditEvent
from training.models.curriculum import Curriculum, CurriculumModule
from training.models.decision import Cycle, Decision, DecisionKind, Renewal
from training.models.erratum import Erratum, ErratumNotice
from training.models.evidence import (
    CreditLine,
    Evidence,
    EvidenceKind,
    EvidenceState,
    EvidenceStep,
    StoredFile,
    UploadDraft,
)
from training.models.fields import Competency, DeliveryMode, Profession, Subject
from training.models.jurisdiction import Anchor, Confidence, HousePolicy, Jurisdiction, LawStatus, PracticeRule
from training.models.learning import Answer, Attempt, Completion, LessonRead, Module, ModuleRevision
from training.models.license import License, LicenseCheck, RenewalFiled
from training.models.mail import OutgoingMail
from training.models.organization import Clinic, ClinicManager, FormerSetting, Organization
from training.models.practitioner import (
    Assignment,
    FormerName,
    FormerProfession,
    Invitation,
    JoinRequest,
    Practitioner,
)
from training.models.publication import Publication, Reattestation
from training.models.quiz_figures import QuizFigures
from training.models.refresh import Refresh
from training.models.review_task import ReviewCause, ReviewTask
from training.models.scheme import Enrollment, ExpiryModes, Scheme, SchemeVersion
from training.models.scope import SCOPE_CHOICES, Technique, scope_words
from training.models.session import (
    AdverseGrade,
    AgeBand,
    LungTechnique,
    NeedleTechnique,
    Region,
    Response,
    SessionMode,
    SessionState,
    SessionStep,
    Side,
    SignOff,
    SupervisedSession,
    Supervision,
)
from training.models.session_void import SessionVoid, VoidOutcome, VoidRole
from training.models.signing import (
    AddressProof,
    LinkEnding,
    LinkSignature,
    Looked,
    SigningLink,
    SupervisorStatement,
)
from training.models.standing import Standing, StandingPair
from training.models.statement import Statement, StatementKind, StatementState
from training.models.user import User
from training.models.whatif import WhatIf, WhatIfChange

__all__ = [
    "SCOPE_CHOICES",
    "Accommodation",
    "AddressProof",
    "AdverseGrade",
    "AgeBand",
    "Anchor",
    "Answer",
    "Assignment",
    "Attempt",
    "AuditCheckpoint",
    "AuditEvent",
    "Clinic",
    "ClinicManager",
    "Competency",
    "Completion",
    "Confidence",
    "CreditLine",
    "Curriculum",
    "CurriculumModule",
    "Cycle",
    "Decision",
    "DecisionKind",
    "DeliveryMode",
    "Enrollment",
    "Erratum",
    "ErratumNotice",
    "Evidence",
    "EvidenceKind",
    "EvidenceState",
    "EvidenceStep",
    "ExpiryModes",
    "FormerName",
    "FormerProfession",
    "FormerSetting",
    "HousePolicy",
    "Invitation",
    "JoinRequest",
    "Jurisdiction",
    "LawStatus",
    "LessonRead",
    "License",
    "LicenseCheck",
    "LinkEnding",
    "LinkSignature",
    "Looked",
    "LungTechnique",
    "Module",
    "ModuleRevision",
    "NeedleTechnique",
    "Organization",
    "OutgoingMail",
    "PracticeRule",
    "Practitioner",
    "Profession",
    "Publication",
    "QuizFigures",
    "Reattestation",
    "Refresh",
    "Region",
    "Renewal",
    "RenewalFiled",
    "Response",
    "ReviewCause",
    "ReviewTask",
    "Scheme",
    "SchemeVersion",
    "SessionMode",
    "SessionState",
    "SessionStep",
    "SessionVoid",
    "Side",
    "SignOff",
    "SigningLink",
    "Standing",
    "StandingPair",
    "Statement",
    "StatementKind",
    "StatementState",
    "StoredFile",
    "Subject",
    "SupervisedSession",
    "Supervision",
    "SupervisorStatement",
    "Technique",
    "UploadDraft",
    "User",
    "VoidOutcome",
    "VoidRole",
    "WhatIf",
    "WhatIfChange",
    "scope_words",
]
