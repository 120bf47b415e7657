"""What ends within a span of days: certifications and licenses that somebody should be told about."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from training.lasting import in_practice
from training.models import Cycle, License, Renewal
from training.queries.cycle_begins import that_begin
from training.queries.cycle_ends import with_last_day
from training.queries.license_ends import with_end


def cycles_ending(first: date, last: date) -> QuerySet[Cycle]:
    """Running cycles whose last valid day (`ending_on`) lies in the span, that nothing follows and no waiting renewal
    covers. An extension that is decided counts.
    """
    same = Cycle.objects.filter(practitioner=OuterRef("practitioner"), scheme=OuterRef("scheme"))
    waiting = Renewal.objects.filter(cycle=OuterRef("pk"), state=Renewal.State.SUBMITTED)
    return (
        with_last_day(that_begin(Cycle.objects.all()))
        .filter(in_practice(first), ending_on__range=(first, last), starts_on__lte=first)
        .exclude(Exists(that_begin(same.filter(starts_on__gt=OuterRef("starts_on")))))
        .exclude(Exists(waiting))
        .select_related("practitioner__user", "scheme")
        .order_by("pk")
    )


def licenses_ending(first: date, last: date) -> QuerySet[License]:
    """Current licenses whose last valid day (`ends_on`) lies in the span.

    What that day is says `license_ends`, by what was known on the first day.
    """
    rows = License.objects.current().filter(in_practice(first))
    return (
        with_end(rows, as_of=first)
        .filter(ends_on__range=(first, last))
        .select_related("practitioner__user", "jurisdiction", "home__jurisdiction")
        .order_by("pk")
    )
