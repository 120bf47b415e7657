"""A person's certificates with what each says today."""

from dataclasses import dataclass
from datetime import date

from certificates.document import CertificateDocument
from certificates.models import Certificate
from certificates.reading import Reading, read
from training.models import Practitioner


@dataclass(frozen=True, slots=True)
class Paper:
    """One certificate, its words, and its status on a day."""

    certificate: Certificate
    document: CertificateDocument
    reading: Reading


def papers_of(practitioner: Practitioner, as_of: date) -> list[Paper]:
    """The certificates issued to a person, the newest first."""
    rows = Certificate.objects.filter(cycle__practitioner=practitioner)
    rows = rows.select_related("cycle__decision", "cycle__practitioner", "cycle__scheme")
    return [Paper(row, CertificateDocument.from_json(row.document), read(row, as_of)) for row in rows]
