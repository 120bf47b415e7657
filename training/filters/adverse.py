"""The queue of adverse events."""

import django_filters

from training.filters.people import PeopleFilter
from training.models import AdverseEvent, AdverseState

SHOWN = [("closed", "Closed"), ("all", "All of them")]


class AdverseFilter(PeopleFilter):
    """By name, by the clinic where it happened, and what is closed only on request."""

    state = django_filters.ChoiceFilter(label="Show", choices=SHOWN, method="as_asked", empty_label="To do")

    class Meta:
        model = AdverseEvent
        fields = []

    def by_clinic(self, rows, name, value):
        return rows.filter(clinic=value)

    def as_asked(self, rows, name, value):
        return rows.filter(state=AdverseState.CLOSED) if value == "closed" else rows

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.exclude(state=AdverseState.CLOSED)
