"""Does every paper have its bytes, and every award its paper? Each difference is named."""

from collections.abc import Iterator
from hashlib import sha256

from certificates.models import Certificate
from training.models import Cycle


def certificate_differences() -> Iterator[str]:
    """A cycle without its certificate, a certificate without its bytes, bytes that are not those that were issued."""
    for cycle in Cycle.objects.exclude(pk__in=Certificate.objects.values("cycle")).order_by("pk"):
        yield f"Cycle {cycle.pk} has no certificate."
    for certificate in Certificate.objects.select_related("pdf").order_by("pk").iterator(chunk_size=100):
        paper = getattr(certificate, "pdf", None)
        if paper is None:
            yield f"Certificate {certificate.number} has no PDF."
        elif sha256(bytes(paper.content)).hexdigest() != certificate.sha256:
            yield f"Certificate {certificate.number}: the PDF is not the one that was issued."
