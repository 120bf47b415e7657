"""What is signed: the canonical content of one version of a session, and its hash."""

from hashlib import sha256

from training.chain import canonical
from training.models import SupervisedSession

# What a trainee says of a session, beside who, when and where.
TOLD = (
    "mode",
    "supervision",
    "spots",
    "muscles",
    "technique",
    "lung_technique",
    "needle_gauge",
    "needle_length_mm",
    "needle_count",
    "stimulation",
    "twitch",
    "screened",
    "consented",
    "first_with_patient",
    "age_band",
    "response",
    "adverse_grade",
    "competencies",
)
# What came after the first signatures: an entry that does not use it hashes as it did before.
LATER = ("muscles", "technique")
SIGNED_FIELDS = ("practitioner_id", "supervisor_id", "happened_on", "clinic_id", "regions", "side", *TOLD)


def session_content(session: SupervisedSession) -> dict:
    """Everything that a signature stands for, as plain data."""
    content = {name: getattr(session, name) for name in SIGNED_FIELDS}
    return {name: value for name, value in content.items() if name not in LATER or value}


def content_hash(session: SupervisedSession) -> str:
    """SHA-256 (hex) of the canonical JSON of the content: equal hashes, equal entries."""
    return sha256(canonical(session_content(session)).encode()).hexdigest()
