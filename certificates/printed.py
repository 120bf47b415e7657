"""Paper before it is issued: a document as it is printed, with its badge and its seal. Nothing is written."""

from dataclasses import dataclass
from datetime import datetime

from certificates.badges import SignedBadge, sign_badge
from certificates.designs.chosen import pictures
from certificates.document import PrintedDocument
from certificates.printing.render import render
from certificates.seal.sign import Sealed, seal
from training.models import Decision

OWN = ("number", "code", "verify_address")


class PrintedOtherwise(Exception):
    """What was printed is not what the records say now; print again."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The words, the badge that they were signed as, and the sealed file."""

    document: PrintedDocument
    badge: SignedBadge
    sealed: Sealed

    @property
    def own(self) -> dict:
        """What is this paper's own and no record says: its number, its code, its address."""
        return {name: getattr(self.document, name) for name in OWN}


def printed_of(document: PrintedDocument, decision: Decision | None, now: datetime) -> Printed:
    """Sign the badge, render, seal. Raises IssueRefused when a name cannot be printed or nothing can be sealed."""
    badge = sign_badge(document, decision, now, now)
    content = render(document, now, badge.content, pictures(document.pictures))
    return Printed(document, badge, seal(content, now))
