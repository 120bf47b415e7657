"""Which version of a scheme is in force."""

from datetime import date

from training.lasting import effective
from training.models import Scheme, SchemeVersion


def version_in_force(scheme: Scheme, on: date) -> SchemeVersion | None:
    """The adopted version of the scheme on a day."""
    rows = scheme.versions.filter(effective(on), adopted_at__isnull=False)
    return rows.order_by("-effective_from", "-number").first()
