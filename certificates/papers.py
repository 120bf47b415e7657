"""A person's certificates with what each says today."""

from dataclasses import dataclass
from datetime import date

from certificates.document import PrintedDocument
from certificates.documents import document_of
from certificates.look_ups import with_look_ups
from certificates.models import Certificate
from certificates.reading import Reading, read, read_completion
from certificates.shares import with_share
from training.models import Practitioner


@dataclass(frozen=True, slots=True)
class Paper:
    """One certificate, its words, and its status on a day."""

    certificate: Certificate
    document: PrintedDocument
    reading: Reading


def papers_of(practitioner: Practitioner, as_of: date) -> list[Paper]:
    """The certificates issued to a person: of certifications, then of completions, each the newest first."""
    return certifications_of(practitioner, as_of) + completions_of(practitioner, as_of)


def certifications_of(practitioner: Practitioner, as_of: date) -> list[Paper]:
    rows = with_share(with_look_ups(Certificate.objects.filter(cycle__practitioner=practitioner)))
    rows = rows.select_related("decision", "cycle__decision", "cycle__practitioner", "cycle__scheme", "badge")
    return [Paper(row, document_of(row), read(row, as_of)) for row in rows.defer("badge__content")]


def completions_of(practitioner: Practitioner, as_of: date) -> list[Paper]:
    """Those of completions; one query, however many."""
    rows = with_share(with_look_ups(Certificate.objects.filter(completion__practitioner=practitioner)))
    rows = list(rows.select_related("completion", "replaces", "badge").defer("badge__content"))
    newest = {row.completion_id: row for row in sorted(rows, key=lambda row: row.pk)}
    return [Paper(row, document_of(row), read_completion(row, newest[row.completion_id], as_of)) for row in rows]
