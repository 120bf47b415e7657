"""What ends within a span of days: certifications and licenses that somebody should be told about."""

from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from training.models import Cycle, License, LicenseCheck, Renewal


def cycles_ending(first: date, last: date) -> QuerySet[Cycle]:
    """Running cycles whose last valid day lies in the span, that nothing follows and no waiting renewal covers."""
    same = Cycle.objects.filter(practitioner=OuterRef("practitioner"), scheme=OuterRef("scheme"))
    waiting = Renewal.objects.filter(cycle=OuterRef("pk"), state=Renewal.State.SUBMITTED)
    return (
        Cycle.objects.filter(valid_until__range=(first, last), starts_on__lte=first, practitioner__retired_on=None)
        .exclude(Exists(same.filter(starts_on__gt=OuterRef("starts_on"))))
        .exclude(Exists(waiting))
        .select_related("practitioner__user", "scheme")
        .order_by("pk")
    )


def licenses_ending(first: date, last: date) -> QuerySet[License]:
    """Current licenses whose last valid day (`ends_on`) lies in the span.

    It is the day that the newest look showed; where no look showed one, the day that is claimed.
    """
    shown = LicenseCheck.objects.filter(license=OuterRef("pk"), shows=True, expires_on__isnull=False)
    newest = shown.order_by("-checked_on", "-pk").values("expires_on")[:1]
    return (
        License.objects.filter(superseded_at=None, practitioner__retired_on=None)
        .annotate(ends_on=Coalesce(Subquery(newest), F("expires_on")))
        .filter(ends_on__range=(first, last))
        .select_related("practitioner__user", "jurisdiction")
        .order_by("pk")
    )
