"""Which licenses the desk looks up next: by the day that the newest look at each has set (`License.look_again_on`)."""

from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least

from training.models import License, LicenseCheck


def due(rows: QuerySet[License], today: date) -> QuerySet[License]:
    """Those never looked up, and those whose day to look again has come (`LicenseCheck.look_again_on`)."""
    return rows.filter(look_again_on__lte=today)


def in_order(rows: QuerySet[License]) -> QuerySet[License]:
    """Those never looked up, then those that are due for the longest time."""
    return rows.order_by("look_again_on", "pk")


def with_look(rows: QuerySet[License]) -> QuerySet[License]:
    """With `fresh_until` and `shown_end` of the newest look, and `due_by`, the earlier of both."""
    rows = rows.annotate(fresh_until=newest(F("fresh_until")), shown_end=newest(F("expires_on")))
    return rows.annotate(due_by=Least("fresh_until", Coalesce("shown_end", "fresh_until")))


def newest(value) -> Subquery:
    """A value of the newest look at a license; null without a look."""
    looks = LicenseCheck.objects.filter(license=OuterRef("pk")).order_by("-checked_on", "-pk")
    return Subquery(looks.values(said=value)[:1])
