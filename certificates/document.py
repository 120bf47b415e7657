"""Every printed word of a certificate, frozen before it is printed: what all share, and those of a certification."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Self

from training.evaluation.dates import long_date
from training.models import DecisionKind

DESIGN_VERSION = 1
FINE_PRINT = (
    "This certificate is not a license and does not by itself permit practice in any state. "
    "It can be suspended or revoked; what we vouch for today is on the verification page."
)
DECIDED = {
    DecisionKind.AWARD: "Awarded",
    DecisionKind.RENEW: "Renewed",
    DecisionKind.EXTEND: "Extended",
    DecisionKind.REDUCE_SCOPE: "Limited",
}
NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDocument:
    """What every certificate says. `number` and `code` are its own; the rest is what the records said that day."""

    issuer: str
    holder_name: str
    number: str
    code: str
    verify_address: str
    fine_print: str
    design_version: int = DESIGN_VERSION

    def to_json(self) -> dict:
        """Plain data; dates as ISO text, several of a thing as a list."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: dict) -> Self:
        """The document of stored data; a field that this version does not know raises TypeError."""
        kinds = {field.name: field.type for field in fields(cls)}
        return cls(**{name: cls.read(kinds.get(name), value) for name, value in data.items()})

    @classmethod
    def read(cls, kind, value):
        """One stored value as its field's type."""
        return date.fromisoformat(value) if kind is date else value


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateDocument(PrintedDocument):
    """What a certification says. It has no license number, employer, score or supervisor (design §5).

    `decided` is the word of the decision (`DECIDED`); papers from before it was printed say “Decided”.
    """

    sentence: str
    scope: str
    scheme: str
    scheme_version: str
    decided_by: str
    decided_on: date
    valid_from: date
    valid_until: date
    decided: str = "Decided"
    fine_print: str = FINE_PRINT


def sentence(
    words: str, valid_from: date, valid_until: date, *, limited: bool = False, extended_from: date | None = None
) -> str:
    """The sentence after the name: what led to it, then a limit and the dates, each kept on one line."""
    limit = ", for the scope named below alone," if limited else ""
    extended = f", extended from {unbroken(extended_from)}" if extended_from else ""
    return f"{words}{limit} from {unbroken(valid_from)} until {unbroken(valid_until)}{extended}."


def opening(words: str, scheme: str, kind: str) -> str:
    """How the sentence begins: with the scheme's words; not after a change, which judged no requirement."""
    if kind in (DecisionKind.EXTEND, DecisionKind.REDUCE_SCOPE):
        return f"is certified in {scheme}"
    return f"{' '.join(words.split()).rstrip(' .,;')}, and is certified"


def unbroken(day: date) -> str:
    """A date that no line breaks."""
    return long_date(day).replace(" ", NBSP)


def _plain(value):
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
