"""How each kind of document is laid out: its template, its words by place, its sizes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from certificates.completion_document import CompletionDocument
from certificates.document import CertificateDocument, PrintedDocument


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the document: how a message calls it, its family, its class in the stylesheet."""

    what: str
    family: str
    place: str


class Size(NamedTuple):
    """How large the holder's name and the other words are: classes of the page in the stylesheet."""

    name: str = ""
    text: str = ""


# The lines that a name may take: 44 and 30 points, then 21, then 15, where a word may be broken anywhere.
SMALLEST = "longest"
NAME_LINES = {"": 2, "long": 2, "longer": 3, SMALLEST: 4}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of paper. `sizes` are tried until one fits, the best first; a later row is for a name too long for the
    row before, and only for that.

    `context` gives the template what is made of the document's words; `mend` says what to do where none fits.
    """

    template: str
    texts: dict[str, Words]
    sizes: tuple[tuple[Size, ...], ...]
    context: Callable[[PrintedDocument], dict]
    mend: str

    def styles(self, document: PrintedDocument) -> tuple[str, ...]:
        """The stylesheets, the later ones over the earlier ones."""
        return ("certificate.css",)


def of_certification(document: CertificateDocument) -> dict:
    return {
        "sentence": emphasized(document.sentence, document.scheme),
        "decided_on": document.day(document.decided_on),
        "valid_from": document.day(document.valid_from),
        "valid_until": document.day(document.valid_until),
    }


def of_completion(document: CompletionDocument) -> dict:
    return {
        "sentence": emphasized(document.sentence, document.course),
        "completed_on": document.day(document.completed_on),
        "issued_on": document.day(document.issued_on),
    }


def emphasized(sentence: str, name: str) -> list[tuple[str, bool]]:
    """The sentence in parts, the name of what it is about strong where it first stands."""
    before, name, after = sentence.partition(name)
    return [(before, False), (name, True), (after, False)]


ISSUER = Words("the name of the organization", "Pinpoint Display", "issuer")
HOLDER = Words("the name", "Pinpoint Display", "holder")

CERTIFICATION = Sheet(
    template="certificates/print/certificate.html",
    texts={
        "issuer": ISSUER,
        "holder_name": HOLDER,
        "sentence": Words("the sentence", "Pinpoint Serif", "words"),
        "scope": Words("the scope", "Pinpoint Sans", "scope"),
        "decided_by": Words("the name of the person who decides", "Pinpoint Display", "by"),
        "scheme": Words("the name of the scheme", "Pinpoint Sans", "scheme"),
    },
    sizes=((Size(), Size("long")), (Size("longer"),), (Size(SMALLEST),)),
    context=of_certification,
    mend="Shorten it and decide again.",
)
LEAST = "dense least"
LARGE = (Size("", "roomy"), Size(), Size("long", "roomy"), Size("long"))
COMPLETION_TEXTS = ("roomy", "", "dense", LEAST)
COMPLETION = Sheet(
    template="certificates/print/completion.html",
    texts={
        "issuer": ISSUER,
        "holder_name": HOLDER,
        "license": Words("the license", "Pinpoint Sans", "license"),
        "sentence": Words("the name of the course", "Pinpoint Serif", "words"),
        "objectives": Words("the objectives", "Pinpoint Sans", "objectives"),
        "presenter": Words("the presenter", "Pinpoint Sans", "presenter"),
        "approvals": Words("an approval", "Pinpoint Sans", "approvals"),
    },
    sizes=(
        (*LARGE, Size("", "dense"), Size("long", "dense"), Size("long", LEAST)),
        tuple(Size("longer", text) for text in COMPLETION_TEXTS),
        tuple(Size(SMALLEST, text) for text in COMPLETION_TEXTS),
    ),
    context=of_completion,
    mend="Tell your compliance manager: an editor shortens it in the module.",
)
SHEETS = {CertificateDocument: CERTIFICATION, CompletionDocument: COMPLETION}


def sheet_of(document: PrintedDocument) -> Sheet:
    """How this document is laid out."""
    return SHEETS[type(document)]
