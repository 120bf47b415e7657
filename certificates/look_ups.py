"""How often strangers looked a certificate up: a number for each day, shown to its holder, and nothing of who asked."""

import logging
from datetime import date, timedelta

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import DateField, F, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from certificates.models import Certificate, LookUpCount
from training.models import User

log = logging.getLogger(__name__)


def count_look_up(certificate: Certificate, *, by: User, today: date) -> None:
    """Count one more, but not the holder's own. Where the database is busy it stays uncounted: the answer matters more.

    `by` may be anonymous.
    """
    if by.is_authenticated and certificate.practitioner.user_id == by.pk:
        return
    try:
        with transaction.atomic():
            add_one(certificate, today)
    except DatabaseError:
        log.warning("A look-up of %s was not counted.", certificate.number, exc_info=True)


def add_one(certificate: Certificate, day: date) -> None:
    """The day's first makes the row; of two that are first at once, the later counts the other's row up."""
    row = LookUpCount.objects.filter(certificate=certificate, day=day)
    if row.update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            LookUpCount.objects.create(certificate=certificate, day=day)
    except IntegrityError:
        row.update(count=F("count") + 1)


def with_look_ups(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Each with `times_looked_up` and, unless that is 0, the day of the last one: `looked_up_on`."""
    days = LookUpCount.objects.filter(certificate=OuterRef("pk")).order_by().values("certificate")
    return certificates.annotate(
        times_looked_up=Coalesce(Subquery(days.annotate(times=Sum("count")).values("times")), 0),
        looked_up_on=Subquery(days.annotate(last=Max("day")).values("last"), output_field=DateField()),
    )


def by_day(certificate: Certificate, today: date, days: int) -> list[tuple[date, int]]:
    """How often it was looked up on each of the last days, the oldest first; days without any have 0."""
    first = today - timedelta(days=days - 1)
    counts = dict(certificate.look_ups.filter(day__gte=first, day__lte=today).values_list("day", "count"))
    return [(day, counts.get(day, 0)) for day in (first + timedelta(days=number) for number in range(days))]
