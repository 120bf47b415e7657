import django_filters as df
from django.db.models import Q

from training.models import Jurisdiction, LawStatus
from training.queries.where import entries

COUNTRIES = [
    ("US", "United States"),
    ("CA", "Canada"),
    ("GB", "United Kingdom"),
    ("IE", "Ireland"),
    ("AU", "Australia"),
    ("NZ", "New Zealand"),
]
HOURS = [("known", "A number was seen"), ("unknown", "No number was seen")]


class JurisdictionFilter(df.FilterSet):
    """The table of `/where/`. Expects rows annotated with `law` (`queries.where.jurisdictions`)."""

    name = df.CharFilter(label="Name", method="by_name", max_length=80)
    status = df.ChoiceFilter(label="Law", field_name="law", choices=LawStatus.choices, empty_label="Any law")
    hours = df.ChoiceFilter(label="Course hours", choices=HOURS, method="by_hours", empty_label="Any number")
    country = df.ChoiceFilter(label="Country", choices=COUNTRIES, method="by_country", empty_label="Any country")

    class Meta:
        model = Jurisdiction
        fields = []

    def by_name(self, rows, name, value):
        return rows.filter(Q(name__icontains=value.strip()) | Q(code__icontains=value.strip()))

    def by_hours(self, rows, name, value):
        """By the number that the page shows: the adopted rule's, else the one that research saw."""
        shown = entries(rows, self.request.today)
        return rows.filter(pk__in=[each.place.pk for each in shown if bool(each.hours) == (value == "known")])

    def by_country(self, rows, name, value):
        return rows.filter(Q(code=value) | Q(code__startswith=f"{value}-"))
