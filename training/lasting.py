"""What ends has a last day, inclusive, and none while it goes on: said once, for SQL."""

from datetime import date

from django.db.models import Q


def lasting(day: date, last: str = "ends_on") -> Q:
    """What is not over before the day; `last` is the field of its last day."""
    return Q(**{last: None}) | Q(**{f"{last}__gte": day})


def effective(day: date) -> Q:
    """Versions of rules and schemes, and house policies, whose days hold this one."""
    return Q(effective_from__lte=day) & lasting(day, "effective_until")


def in_practice(day: date, person: str = "practitioner__") -> Q:
    """People who have not left practice before the day: who is to leave on a coming one is treated like all others."""
    return lasting(day, f"{person}retired_on")
