"""Filters that every list about people shares."""

import django_filters
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from training.forms.assignment import my_clinics
from training.models import Clinic, License
from training.models.fields import fold, normalize_number
from training.queries.roster import current_assignments


def named(rows: QuerySet, text: str, prefix: str = "") -> QuerySet:
    """Rows whose person has every word of `text` in the name, or a license number that begins with it."""
    by_name = Q()
    for word in fold(text).split():
        by_name &= Q(**{f"{prefix}folded_name__contains": word})
    return rows.filter(by_name | numbered(text, prefix)) if by_name else rows


def numbered(text: str, prefix: str) -> Q:
    number = normalize_number(text)
    if not any(letter.isdigit() for letter in number):
        return Q(pk__in=[])
    key = f"{prefix}pk__in" if prefix else "pk__in"
    return Q(**{key: License.objects.current().filter(normalized_number__startswith=number).values("practitioner")})


def somebody_licensed() -> IsNull:
    """Jurisdictions where somebody holds a license.

    The first in the order of an index is one step for each; `EXISTS` may read all licenses for one that has none.
    """
    held = License.objects.current().filter(jurisdiction=OuterRef("pk")).order_by("type", "normalized_number")
    return IsNull(Subquery(held.values("pk")[:1]), False)


class PeopleFilter(django_filters.FilterSet):
    """By name or license number, and by the clinic where they work on the day. `person` leads to the practitioner."""

    person = "practitioner__"
    q = django_filters.CharFilter(label="Name or number", method="by_name", max_length=120)
    clinic = django_filters.ModelChoiceFilter(
        label="Clinic", queryset=Clinic.objects.none(), method="by_clinic", empty_label="Any clinic"
    )

    def __init__(self, *args, user, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = day
        self.filters["clinic"].queryset = my_clinics(user, day)

    def by_name(self, rows, name, value):
        return named(rows, value, self.person)

    def by_clinic(self, rows, name, value):
        here = current_assignments(self.day).filter(clinic=value).values("practitioner")
        return rows.filter(**{f"{self.person}pk__in" if self.person else "pk__in": here})
