"""Counts of lists that may be very long: up to a thousand, so that a count costs the same in any organization."""

from django.db.models import QuerySet

MOST = 1000


def capped(rows: QuerySet) -> int:
    """How many; one more than `MOST` stands for all that is more."""
    return rows.order_by()[: MOST + 1].count()


def said(count: int) -> str:
    """“1,000+” for more than a thousand."""
    return f"{MOST:,}+" if count > MOST else f"{count:,}"
