"""The document of any certificate, by its kind."""

from certificates.completion_document import CompletionDocument
from certificates.document import CertificateDocument, PrintedDocument
from certificates.models import Certificate

KINDS = {
    Certificate.Kind.CERTIFICATION: CertificateDocument,
    Certificate.Kind.COMPLETION: CompletionDocument,
}


def document_of(certificate: Certificate) -> PrintedDocument:
    """Every printed word of it, as it was issued."""
    return KINDS[certificate.kind].from_json(certificate.document)
