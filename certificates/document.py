"""Every printed word of a certificate, frozen before it is printed."""

from dataclasses import asdict, dataclass, fields
from datetime import date

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
class CertificateDocument:
    """What a certificate says. A certification has no license number, employer, score or supervisor (design §5).

    `decided` is the word of the decision (`DECIDED`); papers from before it was printed say “Decided”.
    """

    issuer: str
    holder_name: str
    sentence: str
    scope: str
    scheme: str
    scheme_version: str
    number: str
    decided_by: str
    decided_on: date
    valid_from: date
    valid_until: date
    code: str
    verify_address: str
    decided: str = "Decided"
    fine_print: str = FINE_PRINT
    design_version: int = DESIGN_VERSION

    def to_json(self) -> dict:
        """Plain data; dates as ISO text."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: dict) -> "CertificateDocument":
        """The document of stored data; a field that this version does not know raises TypeError."""
        dates = {field.name for field in fields(cls) if field.type is date}
        return cls(**{name: date.fromisoformat(value) if name in dates else value for name, value in data.items()})


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
    return value.isoformat() if isinstance(value, date) else value
