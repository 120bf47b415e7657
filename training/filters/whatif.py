"""Filters of what a draft would change."""

import django_filters
from django.db.models import Case, IntegerField, QuerySet, Value, When

from training.filters.people import PeopleFilter
from training.models import Jurisdiction, WhatIfChange

SORTS = [("practitioner__list_key", "name"), ("rank", "change"), ("after", "after")]
RANKS = [When(direction=direction, then=Value(rank)) for rank, direction in enumerate(WhatIfChange.Direction)]


def ranked(rows: QuerySet[WhatIfChange]) -> QuerySet[WhatIfChange]:
    """Who falls out first, then who comes in, each by name."""
    rows = rows.annotate(rank=Case(*RANKS, output_field=IntegerField()))
    return rows.order_by("rank", "practitioner__list_key", "pk")


class WhatIfFilter(PeopleFilter):
    """People whom a draft would answer otherwise; a place only where the draft is about several."""

    direction = django_filters.ChoiceFilter(
        label="Change", choices=WhatIfChange.Direction.choices, empty_label="Any change"
    )
    place = django_filters.ModelChoiceFilter(
        label="Jurisdiction", field_name="jurisdiction", queryset=Jurisdiction.objects.none(), empty_label="Any place"
    )
    sort = django_filters.OrderingFilter(fields=SORTS)

    class Meta:
        model = WhatIfChange
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        places = Jurisdiction.objects.filter(pk__in=self.queryset.order_by().values("jurisdiction"))
        self.filters["place"].queryset = places
        if places.count() < 2:
            del self.filters["place"]
