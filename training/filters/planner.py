"""The planner's filters: a day to plan for, the name of a place, what is missing there."""

import django_filters as df
from django import forms
from django.db.models import Q

from training.models import Jurisdiction
from training.queries.gaps import Missing
from training.queries.planner import Group

NOTHING = "nothing"
MISSING = [(NOTHING, "Nothing but a license"), *Missing.choices]


class PlannerFilter(df.FilterSet):
    """Expects `planner=`, a function that gives the planner of a day. A day that is none is said beside its field."""

    on = df.DateFilter(
        label="Plan for", method="unchanged", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    name = df.CharFilter(label="Jurisdiction", method="by_name", max_length=80)
    group = df.ChoiceFilter(label="Where it stands", choices=Group.choices, method="by_group", empty_label="All")
    missing = df.ChoiceFilter(label="What is missing", choices=MISSING, method="by_missing", empty_label="Anything")

    class Meta:
        model = Jurisdiction
        fields = []

    def __init__(self, *args, planner, **kwargs):
        super().__init__(*args, **kwargs)
        day = self.form.cleaned_data.get("on") if self.form.is_valid() or self.form.is_bound else None
        self.planner = planner(day)

    @property
    def outlooks(self) -> list:
        """The outlooks of the places that match."""
        shown = {place.pk for place in self.qs}
        return [each for each in self.planner.outlooks if each.jurisdiction.pk in shown]

    def unchanged(self, rows, name, value):
        return rows

    def by_name(self, rows, name, value):
        return rows.filter(Q(name__icontains=value.strip()) | Q(code__icontains=value.strip()))

    def by_group(self, rows, name, value):
        return rows.filter(pk__in=[each.jurisdiction.pk for each in self.planner.outlooks if each.group == value])

    def by_missing(self, rows, name, value):
        found = (each for each in self.planner.outlooks if fits(each, value))
        return rows.filter(pk__in=[each.jurisdiction.pk for each in found])


def fits(outlook, value: str) -> bool:
    if value == NOTHING:
        return outlook.is_filled and not outlook.unread
    return value in outlook.kinds
