"""What a design says and how it looks: data, without rows, files or pictures. Judged by itself before it is used."""

import re
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Self

from certificates.designs.color import contrast_on_white
from certificates.designs.places import misplaced


class Kind(StrEnum):
    """What it is printed for; the words are those of `Certificate.Kind`."""

    CERTIFICATION = "certification"
    COMPLETION = "completion"


class Layout(StrEnum):
    """`side` begins each line at the left margin; `centered` is formal."""

    SIDE = "side"
    CENTERED = "centered"


class Paper(StrEnum):
    """Letter is 11 by 8.5 inches, A4 297 by 210 millimeters; both lie on their side."""

    LETTER = "letter"
    A4 = "a4"


LANGUAGES = {"en": "English", "es": "Spanish", "fr": "French"}  # BCP 47
PACKAGED = "packaged"
ACCENT = "#41389c"
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: words in the accent on white paper
MOST_SIGNATORIES = 3
LONGEST = {"title": 60, "sentence": 300, "sentence_of_change": 300, "fine_print": 320}  # letters
LONGEST_SIGNATORY = 80  # letters of a name, and of what somebody is
COLOR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
SPACES = re.compile(r"[ \t\r\n]+")
HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Somebody who signs. `picture` is the SHA-256 of the picture of the signature; empty, a line stands there."""

    name: str
    title: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignContent:
    """All that a version of a design holds.

    `accent` is a color as #rrggbb, `logo` the SHA-256 of its picture or empty. `sentence` and `sentence_of_change`
    (after an extension or a reduction of scope; of a certification alone) hold places (`certificates.designs.places`).
    """

    kind: str
    layout: str
    paper: str
    language: str
    title: str
    sentence: str
    fine_print: str
    sentence_of_change: str = ""
    accent: str = ACCENT
    logo: str = ""
    signatories: tuple[Signatory, ...] = ()

    def to_json(self) -> dict:
        """Plain data; the signatories as a list."""
        return asdict(self) | {"signatories": [asdict(each) for each in self.signatories]}

    @classmethod
    def from_json(cls, data: dict) -> Self:
        """The content of stored data; a field that this version does not know raises TypeError."""
        signatories = tuple(Signatory(**each) for each in data.get("signatories", ()))
        return cls(**data | {"signatories": signatories})

    def pictures(self) -> set[str]:
        """The SHA-256 of each picture that it shows."""
        return {each for each in (self.logo, *(each.picture for each in self.signatories)) if each}

    def problems(self) -> dict[str, str]:
        """By field, the sentence that says what is wrong and how to mend it; empty where it can be used."""
        found = {**choice_problems(self), **length_problems(self), **sentence_problems(self)}
        signers = signatory_problem(self.signatories)
        return found | ({"signatories": signers} if signers else {})

    def tidy(self) -> Self:
        """As it is kept: no spaces around words, the color in small letters."""
        words = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "signatories"}
        trimmed = {name: trim(value) for name, value in words.items()}
        signatories = (replace(each, name=trim(each.name), title=trim(each.title)) for each in self.signatories)
        return replace(self, **trimmed | {"accent": trimmed["accent"].lower()}, signatories=tuple(signatories))


def trim(text: str) -> str:
    """Each run of spaces and line ends one space; a space that no line breaks stays."""
    return SPACES.sub(" ", text).strip(" ")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The content that a certificate is printed with, and the name of its design that the document stores.

    The name is the number of the design and that of its version, as in “4.2”, or `PACKAGED`.
    """

    content: DesignContent
    name: str = PACKAGED


def choice_problems(content: DesignContent) -> dict[str, str]:
    """What is chosen from a list, the color and the logo."""
    lists = {"kind": Kind, "layout": Layout, "paper": Paper, "language": LANGUAGES}
    chosen = {name: getattr(content, name) in set(known) for name, known in lists.items()}
    found = {name: "Choose one of the list." for name, is_known in chosen.items() if not is_known}
    if not COLOR.fullmatch(content.accent):
        found["accent"] = "Write the color as # and six digits or letters from A to F, for example #41389c."
    elif (contrast := contrast_on_white(content.accent)) < LEAST_CONTRAST:
        found["accent"] = (
            f"This color is too light to read on white paper: its contrast is {int(contrast * 10) / 10} to 1, and "
            f"{LEAST_CONTRAST} is the least. Choose a darker one."
        )
    if content.logo and not HASH.fullmatch(content.logo):
        found["logo"] = "Choose the logo again."
    return found


def length_problems(content: DesignContent) -> dict[str, str]:
    """Words that must be there, and words that are too many."""
    found = {}
    for name, longest in LONGEST.items():
        text = getattr(content, name)
        if not text.strip() and not (name == "sentence_of_change" and content.kind == Kind.COMPLETION):
            found[name] = "Write these words: the certificate prints them."
        elif len(text) > longest:
            found[name] = f"These words have {len(text)} letters. Shorten them to {longest}."
    return found


def sentence_problems(content: DesignContent) -> dict[str, str]:
    """Places that a sentence must have, may not have, or has twice."""
    if content.kind == Kind.COMPLETION:
        told = {"sentence": misplaced(content.sentence, Kind.COMPLETION)}
        if content.sentence_of_change:
            told["sentence_of_change"] = "A completion does not change. Leave this empty."
    else:
        told = {
            "sentence": misplaced(content.sentence, Kind.CERTIFICATION),
            "sentence_of_change": misplaced(content.sentence_of_change, "change"),
        }
    return {name: words for name, words in told.items() if words and getattr(content, name).strip()}


def signatory_problem(signatories: tuple[Signatory, ...]) -> str:
    """Who signs: three at most, each with a name, nothing too long."""
    if len(signatories) > MOST_SIGNATORIES:
        return f"There is room for {MOST_SIGNATORIES} signatories. Remove one."
    for each in signatories:
        if not each.name.strip():
            return "Each signatory needs a name as it is printed."
        if max(len(each.name), len(each.title)) > LONGEST_SIGNATORY:
            return f"The name or title of {each.name[:30]} has more than {LONGEST_SIGNATORY} letters. Shorten it."
        if each.picture and not HASH.fullmatch(each.picture):
            return f"Choose the picture of the signature of {each.name} again."
    return ""
