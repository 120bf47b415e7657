"""How each kind of document is laid out: its template, its words by place, its sizes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from certificates.completion_document import CompletionDocument
from certificates.designs.content import PACKAGED, Layout, Paper
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


Sizes = tuple[tuple[Size, ...], ...]
# The lines that a name may take: 44 and 30 points, then 21, then 15, where a word may be broken anywhere.
SMALLEST = "longest"
NAME_LINES = {"": 2, "long": 2, "longer": 3, SMALLEST: 4}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of paper. `sizes` are tried until one fits, the best first; a later row is for a name too long for the
    row before, and only for that. `designed` are those of a design that leaves less room than the packaged one.

    `context` gives the template what is made of the document's words; `mend` says what to do where none fits.
    """

    template: str
    texts: dict[str, Words]
    sizes: Sizes
    designed: Sizes
    context: Callable[[PrintedDocument], dict]
    mend: str

    def sizes_of(self, document: PrintedDocument) -> Sizes:
        """The sizes to try, in order."""
        look = document.look
        is_plain = look.layout == Layout.SIDE and not look.logo and not document.signatories
        return self.sizes if is_plain else self.designed

    def styles(self, document: PrintedDocument) -> tuple[str, ...]:
        """The stylesheets, the later ones over the earlier ones."""
        parts = ["centered"] * (document.look.layout == Layout.CENTERED) + ["a4"] * (document.look.paper == Paper.A4)
        more = (*parts, "-".join(parts)) if len(parts) > 1 else parts
        return ("certificate.css", *(f"{each}.css" for each in more))


def of_certification(document: CertificateDocument) -> dict:
    return {
        "sentence": emphasized(document, document.scheme),
        "decided_on": document.day(document.decided_on),
        "valid_from": document.day(document.valid_from),
        "valid_until": document.day(document.valid_until),
    }


def of_completion(document: CompletionDocument) -> dict:
    return {
        "in_column": bool(document.signatories) or document.look.layout == Layout.CENTERED,  # the provider
        "sentence": emphasized(document, document.course),
        "completed_on": document.day(document.completed_on),
        "issued_on": document.day(document.issued_on),
    }


def emphasized(document: PrintedDocument, name: str) -> list[tuple[str, bool]]:
    """The sentence in parts, the name of what it is about strong where it first stands.

    WeasyPrint breaks a line too early where a space ends the part before. The packaged design keeps it there, so that
    the same words give the same file as ever; others put it before the name.
    """
    before, name, after = document.sentence.partition(name)
    space = " " if document.design != PACKAGED and name and before.endswith(" ") else ""
    return [(before.removesuffix(space), False), (space + name, True), (after, False)]


ISSUER = Words("the name of the organization", "Pinpoint Display", "issuer")
BY_DESIGN = {  # texts that a design brings, on every sheet
    "title": Words("the title", "Pinpoint Serif", "title"),
    "signatory_names": Words("the name of a signatory", "Pinpoint Display", "signs"),
    "signatory_titles": Words("the title of a signatory", "Pinpoint Sans", "office"),
    "fine_print": Words("the fine print", "Pinpoint Sans", "fine"),
}
HOLDER = Words("the name", "Pinpoint Display", "holder")
CERTIFICATION_TEXTS = ("", "close", "tight")

CERTIFICATION = Sheet(
    template="certificates/print/certificate.html",
    texts={
        "issuer": ISSUER,
        **BY_DESIGN,
        "holder_name": HOLDER,
        "sentence": Words("the sentence", "Pinpoint Serif", "words"),
        "scope": Words("the scope", "Pinpoint Sans", "scope"),
        "decided_by": Words("the name of the person who decides", "Pinpoint Display", "by"),
        "scheme": Words("the name of the scheme", "Pinpoint Sans", "scheme"),
    },
    sizes=((Size(), Size("long")), (Size("longer"),), (Size(SMALLEST),)),
    designed=(
        tuple(Size(name, text) for name in ("", "long") for text in CERTIFICATION_TEXTS),
        tuple(Size("longer", text) for text in CERTIFICATION_TEXTS),
        tuple(Size(SMALLEST, text) for text in CERTIFICATION_TEXTS),
    ),
    context=of_certification,
    mend="Shorten it and decide again.",
)
LEAST = "dense least"
LARGE = (Size("", "roomy"), Size(), Size("long", "roomy"), Size("long"))
COMPLETION_TEXTS = ("roomy", "", "dense", LEAST)
COMPLETION_SIZES = (
    (*LARGE, Size("", "dense"), Size("long", "dense"), Size("long", LEAST)),
    tuple(Size("longer", text) for text in COMPLETION_TEXTS),
    tuple(Size(SMALLEST, text) for text in COMPLETION_TEXTS),
)
COMPLETION = Sheet(
    template="certificates/print/completion.html",
    texts={
        "issuer": ISSUER,
        **BY_DESIGN,
        "holder_name": HOLDER,
        "license": Words("the license", "Pinpoint Sans", "license"),
        "sentence": Words("the name of the course", "Pinpoint Serif", "words"),
        "objectives": Words("the objectives", "Pinpoint Sans", "objectives"),
        "presenter": Words("the presenter", "Pinpoint Sans", "presenter"),
        "approvals": Words("an approval", "Pinpoint Sans", "approvals"),
    },
    sizes=COMPLETION_SIZES,
    designed=COMPLETION_SIZES,
    context=of_completion,
    mend="Tell your compliance manager: an editor shortens it in the module.",
)
SHEETS = {CertificateDocument: CERTIFICATION, CompletionDocument: COMPLETION}


def sheet_of(document: PrintedDocument) -> Sheet:
    """How this document is laid out."""
    return SHEETS[type(document)]
