"""A person's certificates with what each says today."""

from dataclasses import dataclass
from datetime import date

from certificates.corrections.requests import names_another
from certificates.document import PrintedDocument
from certificates.documents import document_of
from certificates.look_ups import with_look_ups
from certificates.models import Certificate, CorrectionRequest
from certificates.reading import Reading, read_completion
from certificates.readings import read_page
from certificates.sharing.shares import with_share
from certificates.status import CertificateStatus as Status
from training.models import Practitioner


@dataclass(frozen=True, slots=True)
class Paper:
    """One certificate, its words, its status on a day, and of a certification whether it bears another name than its
    holder and the last correction that was asked for.
    """

    certificate: Certificate
    document: PrintedDocument
    reading: Reading
    names_another: bool = False
    asked: CorrectionRequest | None = None


def papers_of(practitioner: Practitioner, as_of: date) -> list[Paper]:
    """The certificates issued to a person: of certifications, then of completions, each the newest first."""
    return certifications_of(practitioner, as_of) + completions_of(practitioner, as_of)


def certifications_of(practitioner: Practitioner, as_of: date) -> list[Paper]:
    """Those of certifications; as many queries for one as for ten."""
    rows = with_share(with_look_ups(Certificate.objects.filter(cycle__practitioner=practitioner)))
    about = ("decision", "cycle__decision", "cycle__practitioner", "cycle__scheme", "badge", "replaces")
    rows = list(rows.select_related(*about).defer("badge__content"))
    asked = CorrectionRequest.objects.filter(certificate__in=rows) if rows else ()
    asked = {each.certificate_id: each for each in asked}
    readings = zip(rows, read_page(rows, as_of), strict=True)
    return [certification_of(row, reading, asked.get(row.pk)) for row, reading in readings]


def certification_of(row: Certificate, reading: Reading, asked: CorrectionRequest | None) -> Paper:
    document = document_of(row)
    is_over = reading.status in (Status.REVOKED, Status.REPLACED)
    return Paper(row, document, reading, not is_over and names_another(document, row.practitioner), asked)


def completions_of(practitioner: Practitioner, as_of: date) -> list[Paper]:
    """Those of completions; one query, however many."""
    rows = with_share(with_look_ups(Certificate.objects.filter(completion__practitioner=practitioner)))
    rows = list(rows.select_related("completion", "replaces", "badge").defer("badge__content"))
    newest = {row.completion_id: row for row in sorted(rows, key=lambda row: row.pk)}
    return [Paper(row, document_of(row), read_completion(row, newest[row.completion_id], as_of)) for row in rows]
