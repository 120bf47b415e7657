"""An `OpenBadgeCredential` (1EdTech, Open Badges 3.0) from plain facts; unsigned."""

from dataclasses import dataclass
from datetime import datetime

from certificates.badge.contexts import CREDENTIALS, OPEN_BADGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """What was achieved: the same for everybody who has it. `kind` is one of the specification's achievement types."""

    id: str
    kind: str
    name: str
    description: str
    criteria: str
    version: str
    image: str

    def to_json(self) -> dict:
        return {
            "id": self.id,
            "type": ["Achievement"],
            "achievementType": self.kind,
            "name": self.name,
            "description": self.description,
            "criteria": {"narrative": self.criteria},
            "version": self.version,
            "image": {"id": self.image, "type": "Image", "caption": self.name},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """The facts of a badge. `subject` is a name for machines that says nothing of the person; `holder` is printed."""

    id: str
    issuer: str
    issuer_name: str
    issuer_url: str
    name: str
    description: str
    awarded_at: datetime
    valid_from: datetime
    valid_until: datetime | None
    subject: str
    holder: str
    narrative: str
    achievement: Achievement
    status: tuple[dict, ...]

    def to_json(self) -> dict:
        document = {
            "@context": [CREDENTIALS, OPEN_BADGES],
            "id": self.id,
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": self.name,
            "description": self.description,
            "issuer": {"id": self.issuer, "type": ["Profile"], "name": self.issuer_name, "url": self.issuer_url},
            "awardedDate": instant(self.awarded_at),
            "validFrom": instant(self.valid_from),
        }
        if self.valid_until:
            document["validUntil"] = instant(self.valid_until)
        return document | {"credentialSubject": self.subject_json(), "credentialStatus": list(self.status)}

    def subject_json(self) -> dict:
        name = {"type": "IdentityObject", "hashed": False, "identityHash": self.holder, "identityType": "name"}
        return {
            "id": self.subject,
            "type": ["AchievementSubject"],
            "identifier": [name],
            "narrative": self.narrative,
            "achievement": self.achievement.to_json(),
        }


def instant(at: datetime) -> str:
    """An instant with the offset of its own zone, so that its date is the one printed."""
    return at.isoformat(timespec="seconds")
