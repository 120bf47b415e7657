"""English: the words of the lists are those of the pages."""

from certificates.designs.languages.labels import CertificationLabels, CompletionLabels
from certificates.designs.languages.language import Language
from training.evaluation.dates import long_date
from training.models import SCOPE_CHOICES, Competency, DecisionKind, DeliveryMode, Subject

ENGLISH = Language(
    code="en",
    day=long_date,
    certification=CertificationLabels(),
    completion=CompletionLabels(),
    decided={
        DecisionKind.AWARD: "Awarded on",
        DecisionKind.RENEW: "Renewed on",
        DecisionKind.EXTEND: "Extended on",
        DecisionKind.REDUCE_SCOPE: "Limited on",
    },
    limited=", for the scope named below alone,",
    extended=", extended from {}",
    only="Only {}",
    hour="{} contact hour",
    hours="{} contact hours",
    held={
        DeliveryMode.SELF_PACED: "online, self-paced",
        DeliveryMode.LIVE_ONLINE: "online, live",
        DeliveryMode.IN_PERSON: "in person",
    },
    modes={code: label.lower() for code, label in DeliveryMode.choices},
    subjects=dict(Subject.choices),
    competencies=dict(Competency.choices),
    scopes=dict(SCOPE_CHOICES),
)
