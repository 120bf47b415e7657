"""Rows for tests. Each factory makes the smallest row that the database accepts, at `NOW`, by somebody.

What a rule must count is said where it is needed: `LicenseFactory(checked=True)`, `SessionFactory(signed=True)`,
`EvidenceFactory(accepted=True)`, `PractitionerFactory(admitted=True, login=True)`.
"""

from tests.factories.adverse import (
    AdverseEventFactory,
    AdverseStepFactory,
)
from tests.factories.certification import (
    CycleFactory,
    DecisionFactory,
    EnrollmentFactory,
    PracticeRuleFactory,
    SchemeFactory,
    SchemeVersionFactory,
    awarded,
)
from tests.factories.days import (
    NOW,
    PASSWORD,
    TODAY,
    days,
)
from tests.factories.learning import (
    AccommodationFactory,
    CompletionFactory,
    CurriculumFactory,
    ModuleFactory,
    ModuleRevisionFactory,
    erratum_notice,
    passed_attempt,
)
from tests.factories.people import (
    ROLES,
    AssignmentFactory,
    ClinicFactory,
    JurisdictionFactory,
    PractitionerFactory,
    UserFactory,
)
from tests.factories.publishing import (
    material_change,
    published,
)
from tests.factories.records import (
    EvidenceFactory,
    LicenseCheckFactory,
    LicenseFactory,
    SessionFactory,
    StoredFileFactory,
    sign,
)
from tests.factories.signing import (
    link_signature,
    signing_link,
    statement,
    without_login,
)
from tests.factories.voiding import ReviewTaskFactory, SessionVoidFactory

__all__ = [
    "NOW",
    "PASSWORD",
    "ROLES",
    "TODAY",
    "AccommodationFactory",
    "AdverseEventFactory",
    "AdverseStepFactory",
    "AssignmentFactory",
    "ClinicFactory",
    "CompletionFactory",
    "CurriculumFactory",
    "CycleFactory",
    "DecisionFactory",
    "EnrollmentFactory",
    "EvidenceFactory",
    "JurisdictionFactory",
    "LicenseCheckFactory",
    "LicenseFactory",
    "ModuleFactory",
    "ModuleRevisionFactory",
    "PracticeRuleFactory",
    "PractitionerFactory",
    "ReviewTaskFactory",
    "SchemeFactory",
    "SchemeVersionFactory",
    "SessionFactory",
    "SessionVoidFactory",
    "StoredFileFactory",
    "UserFactory",
    "awarded",
    "days",
    "erratum_notice",
    "link_signature",
    "material_change",
    "passed_attempt",
    "published",
    "sign",
    "signing_link",
    "statement",
    "without_login",
]
