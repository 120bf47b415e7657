"""The papers of one cycle, or of one completion, in the order in which each took the place of the one before."""

from dataclasses import dataclass

from certificates.models import Certificate


@dataclass(frozen=True, slots=True)
class Link:
    """A paper, and what it was printed for; the reason of a correction is for the desk and the holder alone."""

    certificate: Certificate
    why: str
    reason: str = ""


def lineage(certificate: Certificate) -> list[Link]:
    """All of them, the first one first; one query."""
    same = {"completion": certificate.completion} if certificate.is_of_completion else {"cycle": certificate.cycle}
    rows = Certificate.objects.filter(**same).select_related("decision", "issued_by__practitioner").order_by("pk")
    return [Link(row, why(row), row.correction) for row in rows]


def why(row: Certificate) -> str:
    if row.is_of_completion:
        return "Printed anew" if row.replaces_id else "Printed"
    return "Printed anew" if row.is_correction else row.decision.get_kind_display()
