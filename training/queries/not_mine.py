"""Rows about people, without one's own: nobody acts as a manager on themselves."""

from django.db.models import Q, QuerySet


def not_mine(rows: QuerySet, user) -> QuerySet:
    """Without one's own: `exclude` alone would drop people without a login too."""
    return rows.filter(Q(practitioner__user=None) | ~Q(practitioner__user=user))
