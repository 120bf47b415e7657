"""Every printed word of a certificate of completion: the contents that boards ask for.

Nevada NAC 640.420: name, provider, description, units, date. Texas 22 TAC 341.3: also the license number, place,
signature and approval number. Iowa also: objectives, presenter, and how the course was held.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from certificates.designs.content import Kind
from certificates.designs.languages.labels import CompletionLabels
from certificates.designs.packaged import packaged
from certificates.document import PrintedDocument

PRINTED_BEFORE = CompletionLabels()


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
    sentence: str = ""
    title: str = "Certificate of completion"
    labels: CompletionLabels = PRINTED_BEFORE
    fine_print: str = packaged(Kind.COMPLETION).fine_print

    UNSTORED: ClassVar = PrintedDocument.UNSTORED | {"sentence"}

    def __post_init__(self):
        """The sentence of papers that did not store it. It says that the quiz was passed, never how well."""
        if not self.sentence:
            words = f"has completed the course {self.course} and passed its quiz on {self.day(self.completed_on)}."
            object.__setattr__(self, "sentence", words)
