"""Filters of a person's own sessions."""

import django_filters
from django import forms

from training.models import Practitioner, SessionState, SupervisedSession


def day_filter(label: str, lookup: str) -> django_filters.DateFilter:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return django_filters.DateFilter(field_name="happened_on", lookup_expr=lookup, label=label, widget=widget)


def own_supervisors(request):
    """Those who were with the person."""
    if request is None:
        return Practitioner.objects.none()
    return Practitioner.objects.filter(supervised_sessions__practitioner=request.practitioner).distinct()


class SessionFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=SessionState.choices, empty_label="Any state")
    supervisor = django_filters.ModelChoiceFilter(queryset=own_supervisors, empty_label="Any supervisor")
    since = day_filter("From", "gte")
    until = day_filter("Until", "lte")

    class Meta:
        model = SupervisedSession
        fields = ["state", "supervisor", "since", "until"]
