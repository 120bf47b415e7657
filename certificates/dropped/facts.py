"""Every printed fact of a certificate, each with the name that its page gives it and the words as they are printed."""

from dataclasses import dataclass
from datetime import date

from certificates.codes import grouped
from certificates.completion_document import CompletionDocument
from certificates.document import CertificateDocument, PrintedDocument


@dataclass(frozen=True, slots=True)
class Fact:
    """`what` is its name on the page; `text` is what the paper prints, and `label` what it prints before it."""

    what: str
    text: str
    label: str = ""


def printed_facts(document: PrintedDocument) -> list[Fact]:
    """All that are printed, the person first. A fact that this certificate does not have is not in the list."""
    own = of_completion(document) if isinstance(document, CompletionDocument) else of_certification(document)
    both = [("Name", document.holder_name), ("Certificate number", document.number, document.labels.number)]
    last = [
        *(("Signatory", each.name) for each in document.signatories),
        *(("Title of a signatory", each.title) for each in document.signatories),
        ("Issued by", document.issuer),
        ("Code", grouped(document.code)),
        ("Title", document.title),
        ("Small print", document.fine_print),
    ]
    rows = [*both, *own, *last]
    return [Fact(what, printed(value, document), *label) for what, value, *label in rows if value]


def of_certification(document: CertificateDocument) -> list[tuple]:
    labels = document.labels
    return [
        ("Sentence", document.sentence),
        ("Scope", document.scope),
        ("Scheme", document.scheme),
        ("Version of the scheme", f"{labels.version} {document.scheme_version}"),
        ("Certified from", document.valid_from, labels.certified_from),
        ("Valid until", document.valid_until, labels.valid_until),
        ("Decided by", document.decided_by),
        (f"{document.decided} on", document.decided_on, document.decided_label),
    ]


def of_completion(document: CompletionDocument) -> list[tuple]:
    labels = document.labels
    return [
        ("License", document.license),
        ("Sentence", document.sentence),
        ("Course", document.course),
        ("Hours", f"{document.contact_hours} {labels.hours_of}"),
        ("Held", document.held),
        *(("Hours by subject", f"{line.mode}: {line.minutes} {labels.minutes}") for line in document.credit),
        *(("Subject", line.subject) for line in document.credit),
        ("Objectives", document.objectives),
        ("Competencies", "; ".join(document.competencies)),
        ("Presenter", document.presenter),
        *(("Approved by", approval.body) for approval in document.approvals),
        *(("Approval", approval.number) for approval in document.approvals),
        ("Completed on", document.completed_on, labels.completed_on),
        ("Issued on", document.issued_on, labels.issued_on),
        ("Revision of the course", document.revision),
        ("SHA-256 of this revision", document.content_hash),
    ]


def printed(value: str | date, document: PrintedDocument) -> str:
    """The words on the paper, with plain spaces."""
    words = document.day(value) if isinstance(value, date) else value
    return " ".join(words.split())
