"""What a badge says, from the words that the certificate prints: nothing else, and of the person the name alone."""

from base64 import b64encode
from functools import cache
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from certificates.badge.credential import Achievement
from certificates.completion_document import CompletionDocument
from certificates.designs.content import PACKAGED
from certificates.designs.languages.language import NBSP
from certificates.document import CertificateDocument, PrintedDocument

PICTURE = Path(__file__).parent.parent / "assets" / "badge.svg"


def achievement_of(document: PrintedDocument, issuer: str) -> Achievement:
    """What was achieved, the same for everybody whose paper says the same of it."""
    if isinstance(document, CompletionDocument):
        return course(document, issuer)
    return certification(document, issuer)


def certification(document: CertificateDocument, issuer: str) -> Achievement:
    version = f"version {document.scheme_version}"
    return Achievement(
        id=name_of(issuer, document.scheme, document.scheme_version, document.scope),
        kind="Certification",
        name=document.scheme,
        description=document.scope or f"Certification in {document.scheme}.",
        criteria=f"The requirements of the scheme {document.scheme}, {version}, and a decision of {document.issuer}.",
        version=document.scheme_version,
        image=picture(),
    )


def course(document: CompletionDocument, issuer: str) -> Achievement:
    """The license number stays on the paper: it is the holder's word, and a badge would sign it as ours."""
    length = (
        f"{plain(document.contact_hours)} {document.labels.hours_of}, {document.held[:1].lower()}{document.held[1:]}."
    )
    return Achievement(
        id=name_of(issuer, document.course, document.content_hash),
        kind="CertificateOfCompletion",
        name=document.course,
        description=document.objectives or f"The course {document.course}.",
        criteria=f"All lessons and the quiz of the course. {length[:1].upper()}{length[1:]}",
        version=document.revision,
        image=picture(),
    )


def title(document: PrintedDocument) -> str:
    """The name that a wallet shows."""
    what = document.course if isinstance(document, CompletionDocument) else document.scheme
    paper = "certificate" if document.design == PACKAGED else within_a_line(document.title)
    return f"{what}, {paper} {document.number}"


def within_a_line(title: str) -> str:
    """Words that begin in the small letter, unless they begin with a word in capitals: “CEU certificate”."""
    return title if title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"


def narrative(document: PrintedDocument) -> str:
    """The sentence of the certificate, with its subject, and who signs the paper."""
    signers = "; ".join(", ".join(filter(None, (each.name, each.title))) for each in document.signatories)
    signed = f" {document.labels.signature} {signers}." if signers else ""
    return plain(f"{document.holder_name} {document.sentence}{signed}")


def plain(text: str) -> str:
    """A text without what keeps a printed line together."""
    return text.replace(NBSP, " ")


def name_of(issuer: str, *parts: str) -> str:
    """A name for machines that is always the same for the same."""
    return uuid5(NAMESPACE_URL, "\n".join((issuer, *parts))).urn


@cache
def picture() -> str:
    """The badge's picture, within it: nothing has to be fetched."""
    return f"data:image/svg+xml;base64,{b64encode(PICTURE.read_bytes()).decode()}"
