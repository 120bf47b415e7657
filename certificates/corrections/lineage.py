"""The papers of one person's certification, or of one completion, in the order in which each followed the other."""

from dataclasses import dataclass

from certificates.models import Certificate


@dataclass(frozen=True, slots=True)
class Link:
    """A paper, and what it was printed for; the reason of a correction is for the desk and the holder alone."""

    certificate: Certificate
    why: str
    reason: str = ""


def lineage(certificate: Certificate) -> list[Link]:
    """All of them, the first one first, from cycle to cycle; one query."""
    cycle = certificate.cycle
    if cycle is None:
        rows = Certificate.objects.filter(completion=certificate.completion).order_by("pk")
    else:
        rows = Certificate.objects.filter(cycle__practitioner=cycle.practitioner_id, cycle__scheme=cycle.scheme_id)
        rows = rows.select_related("decision").order_by("cycle__starts_on", "pk")
    return [Link(row, why(row), row.correction) for row in rows]


def why(row: Certificate) -> str:
    if row.is_of_completion:
        return "Printed anew" if row.replaces_id else "Printed"
    return "Printed anew" if row.is_correction else row.decision.get_kind_display()
