"""Which licenses the desk looks up next: by the newest look at each, in one indexed step a license."""

from datetime import date, timedelta

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Least

from training.models import License, LicenseCheck

SOON_STALE = timedelta(days=14)
SOON_ENDS = timedelta(days=30)
JUST_LOOKED = timedelta(days=14)


def due(rows: QuerySet[License], today: date) -> QuerySet[License]:
    """Those never looked up, those whose look goes stale within 14 days, and those that ended or end within 30 days.

    For the sake of an end the desk looks again after 14 days, and right after the end: the source may show the renewal.
    """
    return rows.filter(Coalesce(newest(Case(When(is_due(today), then=True), default=False)), Value(True)))


def is_due(today: date) -> Q:
    """The condition of `due`, on a license's newest look."""
    looked_long_ago = Q(checked_on__lte=today - JUST_LOOKED)
    looked_before_the_end = Q(checked_on__lte=F("expires_on"), expires_on__lt=today)
    return Q(fresh_until__lte=today + SOON_STALE) | ends(today) & (looked_long_ago | looked_before_the_end)


def ends(today: date) -> Q:
    """The look showed an end that has come, or comes within 30 days."""
    return Q(shows=True, expires_on__lte=today + SOON_ENDS)


def with_look(rows: QuerySet[License]) -> QuerySet[License]:
    """With `fresh_until` and `shown_end` of the newest look, and `due_by`, the earlier of both."""
    rows = rows.annotate(fresh_until=newest(F("fresh_until")), shown_end=newest(F("expires_on")))
    return rows.annotate(due_by=Least("fresh_until", Coalesce("shown_end", "fresh_until")))


def newest(value) -> Subquery:
    """A value of the newest look at a license; null without a look."""
    looks = LicenseCheck.objects.filter(license=OuterRef("pk")).order_by("-checked_on", "-pk")
    return Subquery(looks.values(said=value)[:1])
