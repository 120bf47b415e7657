"""Every printed word of a certificate, frozen before it is printed: what all share, and those of a certification."""

from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from typing import ClassVar, Self, get_args, get_origin

from certificates.designs.content import ACCENT, PACKAGED, Kind, Layout, Paper, Signatory
from certificates.designs.languages import language_of
from certificates.designs.languages.labels import CertificationLabels, Labels
from certificates.designs.packaged import packaged
from training.models import DecisionKind

PRINTED_BEFORE = CertificationLabels()
DESIGN_VERSION = 2  # 1 stored neither language nor labels, signatories and looks
DECIDED = {
    DecisionKind.AWARD: "Awarded",
    DecisionKind.RENEW: "Renewed",
    DecisionKind.EXTEND: "Extended",
    DecisionKind.REDUCE_SCOPE: "Limited",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How it is laid out; `accent` as #rrggbb, `logo` as the SHA-256 of a picture or empty."""

    layout: str = Layout.SIDE.value
    paper: str = Paper.LETTER.value
    accent: str = ACCENT
    logo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDocument:
    """What every certificate says. `number` and `code` are its own; the rest is what the records said that day.

    `design` names the design and its version. What has a default was the same for all papers before it was stored.
    """

    issuer: str
    holder_name: str
    number: str
    code: str
    verify_address: str
    title: str
    fine_print: str
    labels: Labels
    language: str = "en"
    signatories: tuple[Signatory, ...] = ()
    look: Look = Look()
    design: str = PACKAGED
    design_version: int = DESIGN_VERSION

    UNSTORED: ClassVar = frozenset({"title", "labels", "language", "signatories", "look", "design"})  # by version 1

    def to_json(self) -> dict:
        """Plain data; dates as ISO text, several of a thing as a list. Of an old document what it has always been."""
        left_out = self.UNSTORED if self.design_version == 1 else ()
        return {name: _plain(value) for name, value in asdict(self).items() if name not in left_out}

    @classmethod
    def from_json(cls, data: dict) -> Self:
        """The document of stored data; a field that this version does not know raises TypeError."""
        kinds = {field.name: field.type for field in fields(cls)}
        return cls(**{name: read(kinds.get(name), value) for name, value in data.items()})

    def day(self, day: date) -> str:
        """A date as this paper prints it; no line breaks it."""
        return language_of(self.language).unbroken(day)

    @property
    def pictures(self) -> set[str]:
        """The SHA-256 of each picture on it."""
        return {each for each in (self.look.logo, *(each.picture for each in self.signatories)) if each}

    @property
    def has_signatures(self) -> bool:
        """Whether any signatory has the picture of a signature."""
        return any(each.picture for each in self.signatories)

    @property
    def signatory_names(self) -> str:
        return " ".join(each.name for each in self.signatories)

    @property
    def signatory_titles(self) -> str:
        return " ".join(each.title for each in self.signatories)


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
    title: str = "Certificate"
    labels: CertificationLabels = PRINTED_BEFORE
    fine_print: str = packaged(Kind.CERTIFICATION).fine_print

    @property
    def decided_label(self) -> str:
        """What stands at the day of the decision."""
        return self.labels.decided_on or f"{self.decided} on"


def read(kind, value):
    """One stored value as its field's type."""
    if kind is date:
        return date.fromisoformat(value)
    if get_origin(kind) is tuple:
        row = get_args(kind)[0]
        return tuple(each if row is str else row(**each) for each in value)
    return kind(**value) if is_dataclass(kind) else value


def _plain(value):
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
