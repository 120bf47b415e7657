"""Which version of a scheme is in force."""

from datetime import date

from django.db.models import Q

from training.models import Scheme, SchemeVersion


def version_in_force(scheme: Scheme, on: date) -> SchemeVersion | None:
    """The adopted version of the scheme on a day."""
    rows = scheme.versions.filter(
        Q(effective_until=None) | Q(effective_until__gte=on), adopted_at__isnull=False, effective_from__lte=on
    )
    return rows.order_by("-effective_from", "-number").first()
