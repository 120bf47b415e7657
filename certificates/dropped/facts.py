"""Every printed fact of a certificate, each with the name that its page gives it and the words as they are printed."""

from dataclasses import dataclass
from datetime import date

from certificates.codes import grouped
from certificates.completion_document import CompletionDocument, CreditLine
from certificates.designs.content import Signatory
from certificates.designs.languages.labels import CompletionLabels
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
        *(row for each in document.signatories for row in of_signatory(each)),
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
        *(row for line in document.credit for row in of_subject(line, labels)),
        ("Objectives", document.objectives),
        ("Competencies", "; ".join(document.competencies)),
        ("Presenter", document.presenter),
        *(row for each in document.approvals for row in (("Approved by", each.body), ("Approval", each.number))),
        ("Completed on", document.completed_on, labels.completed_on),
        ("Issued on", document.issued_on, labels.issued_on),
        ("Revision of the course", document.revision),
        ("SHA-256 of this revision", document.content_hash),
    ]


def of_signatory(signatory: Signatory) -> list[tuple]:
    return [("Signatory", signatory.name), ("Title of a signatory", signatory.title)]


def of_subject(line: CreditLine, labels: CompletionLabels) -> list[tuple]:
    """A subject, then its hours, so that whoever reads sees which are whose."""
    return [("Subject", line.subject), ("Hours by subject", f"{line.mode}: {line.minutes} {labels.minutes}")]


def printed(value: str | date, document: PrintedDocument) -> str:
    """The words on the paper, with plain spaces."""
    words = document.day(value) if isinstance(value, date) else value
    return " ".join(words.split())
