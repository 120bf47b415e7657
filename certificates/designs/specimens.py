"""Specimens: what a design looks like on a certificate of nobody, printed by the same code as every other one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from certificates.completion_document import Approval, CompletionDocument, CreditLine
from certificates.designs.chosen import pictures
from certificates.designs.content import Chosen, DesignContent, Kind
from certificates.designs.given import given_by
from certificates.designs.languages import language_of
from certificates.designs.samples import ALL, BY_KEY, SAMPLES, Sample
from certificates.designs.wording import certified, completed
from certificates.document import CertificateDocument, PrintedDocument
from certificates.printing.faces import printable
from certificates.printing.pictures import encoded, first_page
from certificates.printing.render import render
from certificates.refused import IssueRefused
from training.models import DecisionKind, DeliveryMode

WIDTH, SMALL = 1200, 640  # pixels of one alone, and of one among others
CODE = "SPECIMEN" * 3 + "00"  # I is in no real code
AT = datetime(2027, 3, 1, 12, tzinfo=UTC)
BEGIN, END = date(2027, 3, 1), date(2029, 2, 28)
SCHEME, SCHEME_WORDS = "Dry Needling", "has met every requirement of the scheme Dry Needling"
COURSE = "Needling Near the Lung Field: Anatomy and Technique"


@dataclass(frozen=True, slots=True)
class Shown:
    """A sample with its picture (WebP), or the words of the refusal."""

    sample: Sample
    picture: bytes = b""
    refusal: str = ""


def shown(content: DesignContent, issuer: str, mode: str) -> Iterator[Shown]:
    """The samples of a preview mode, each printed with this design, which has no problems."""
    together = mode == ALL
    for sample in SAMPLES if together else [BY_KEY.get(mode, SAMPLES[0])]:
        yield printed(content, issuer, sample, SMALL if together else WIDTH)


def printed(content: DesignContent, issuer: str, sample: Sample, width: int) -> Shown:
    """One sample, or why it is refused."""
    try:
        return Shown(sample, picture=drawn(content, issuer, sample.name, width))
    except IssueRefused as refused:
        return Shown(sample, refusal=str(refused))


@lru_cache(maxsize=64)
def drawn(content: DesignContent, issuer: str, name: str, width: int) -> bytes:
    """The first page as WebP. What was printed a moment ago is not printed again; a refusal is, as fonts may come."""
    document = specimen(content, issuer, name)
    file = render(document, AT, pictures=pictures(document.pictures))
    return encoded(first_page(file, width), "WEBP", quality=80, method=2)


def specimen(content: DesignContent, issuer: str, name: str) -> PrintedDocument:
    """A document of nobody, with a number and a code that are none."""
    own = {"issuer": printable(issuer), "holder_name": printable(name), "number": "SPECIMEN", "code": CODE}
    own["verify_address"] = f"https://specimen.example/verify/{CODE}/"
    make = of_completion if content.kind == Kind.COMPLETION else of_certification
    return make(Chosen(content), own)


def of_certification(chosen: Chosen, own: dict) -> CertificateDocument:
    language = language_of(chosen.content.language)
    sentence = certified(chosen.content, words=SCHEME_WORDS, scheme=SCHEME, valid_from=BEGIN, valid_until=END)
    return CertificateDocument(
        **own,
        **given_by(chosen, language.labels_of(DecisionKind.AWARD)),
        sentence=printable(sentence),
        scope=", ".join([*language.scopes.values()][:3]),
        scheme=SCHEME,
        scheme_version="3",
        decided_by="Ruth Lindqvist",
        decided="Awarded",
        decided_on=BEGIN,
        valid_from=BEGIN,
        valid_until=END,
    )


def of_completion(chosen: Chosen, own: dict) -> CompletionDocument:
    language = language_of(chosen.content.language)
    subject, mode = next(iter(language.subjects.values())), language.modes[DeliveryMode.SELF_PACED]
    return CompletionDocument(
        **own,
        **given_by(chosen, language.completion),
        sentence=printable(completed(chosen.content, course=COURSE, completed_on=BEGIN)),
        license="PT 12345, Florida",
        course=COURSE,
        revision="2",
        content_hash="0" * 64,
        completed_on=BEGIN,
        issued_on=BEGIN,
        held=language.held_words({DeliveryMode.SELF_PACED}),
        contact_hours=language.contact_hours("1.5", 90),
        credit=(CreditLine(subject=subject, mode=mode, minutes=90),),
        objectives="Name the structures at risk and the techniques that keep clear of them.",
        competencies=tuple(language.competencies.values())[:2],
        presenter="Ruth Lindqvist, PT, DPT",
        approvals=(Approval(body="Florida Physical Therapy Association", number="20-123456"),),
    )
