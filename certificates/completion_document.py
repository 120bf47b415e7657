"""Every printed word of a certificate of completion: the contents that boards ask for.

Nevada NAC 640.420: name, provider, description, units, date. Texas 22 TAC 341.3: also the license number, place,
signature and approval number. Iowa also: objectives, presenter, and how the course was held.
"""

from dataclasses import dataclass
from datetime import date
from typing import get_args, get_origin

from certificates.document import NBSP, PrintedDocument, unbroken
from training.evaluation.describe import hours
from training.models import DeliveryMode

FINE_PRINT = (
    "This is the record of a course: no certification and no license. It does not by itself permit practice in any "
    "state, and each board decides which hours it takes. What we vouch for today is on the verification page."
)
HELD = {
    DeliveryMode.SELF_PACED: "online, self-paced",
    DeliveryMode.LIVE_ONLINE: "online, live",
    DeliveryMode.IN_PERSON: "in person",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditLine:
    """Minutes of one subject in one delivery mode, both in words."""

    subject: str
    mode: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who approved the course; the number may be empty."""

    body: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionDocument(PrintedDocument):
    """What a certificate of completion says. `license` is empty unless the holder chose to have one printed; there is
    no score.
    """

    license: str
    course: str
    revision: str
    content_hash: str
    completed_on: date
    issued_on: date
    held: str
    contact_hours: str
    credit: tuple[CreditLine, ...]
    objectives: str
    competencies: tuple[str, ...]
    presenter: str
    approvals: tuple[Approval, ...]
    fine_print: str = FINE_PRINT

    @classmethod
    def read(cls, kind, value):
        if get_origin(kind) is not tuple:
            return PrintedDocument.read(kind, value)
        row = get_args(kind)[0]
        return tuple(each if row is str else row(**each) for each in value)

    @property
    def sentence(self) -> str:
        """The sentence after the name. It says that the quiz was passed, never how well."""
        return f"has completed the course {self.course} and passed its quiz on {unbroken(self.completed_on)}."

    def differs(self, other: "CompletionDocument") -> bool:
        """Whether it says anything else than the other, beside what is its own: number, code, address, day of issue."""
        own = {"number", "code", "verify_address", "issued_on"}
        mine, theirs = self.to_json(), other.to_json()
        return any(mine[name] != theirs[name] for name in mine.keys() - own)


def held_words(modes: set[str]) -> str:
    """Where and how the course was held: “Online, self-paced”."""
    words = "; ".join(said for mode, said in HELD.items() if mode in modes)
    return words[:1].upper() + words[1:]


def contact_hours(minutes: int) -> str:
    """Hours of 60 minutes, with their word: “1.5 contact hours”."""
    return f"{hours(minutes)}{NBSP}contact hour{'' if minutes == 60 else 's'}"
