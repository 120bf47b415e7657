"""Filters of the desk's queues."""

import django_filters
from django import forms
from django.db.models import Q

from training.filters.people import PeopleFilter, somebody_licensed
from training.models import (
    EvidenceKind,
    JoinRequest,
    Jurisdiction,
    License,
    Practitioner,
    Renewal,
    Scheme,
    SessionState,
    Standing,
    SupervisedSession,
)
from training.models.evidence import Evidence
from training.models.license import SOON_ENDS, SOON_STALE

LOOKS = [("never", "Never checked"), ("stale", "Stale"), ("soon", "Going stale"), ("ends", "Ended or about to end")]


class CheckFilter(PeopleFilter):
    """Licenses whose source must be looked at, with their newest look (`due_checks.with_look`)."""

    jurisdiction = django_filters.ModelChoiceFilter(
        label="Jurisdiction", queryset=Jurisdiction.objects.all(), empty_label="Any jurisdiction"
    )
    look = django_filters.ChoiceFilter(label="Last look", choices=LOOKS, method="by_look", empty_label="Any look")

    class Meta:
        model = License
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["jurisdiction"].queryset = Jurisdiction.objects.filter(somebody_licensed())

    def by_look(self, rows, name, value):
        conditions = {
            "never": Q(fresh_until=None),
            "stale": Q(fresh_until__lt=self.day),
            "soon": Q(fresh_until__range=(self.day, self.day + SOON_STALE)),
            "ends": Q(shown_end__lte=self.day + SOON_ENDS),
        }
        return rows.filter(conditions[value])


class FilingFilter(PeopleFilter):
    """Papers to file by a day (`filings_due.due`)."""

    class Meta:
        model = Standing
        fields = []


class EvidenceFilter(PeopleFilter):
    kind = django_filters.ChoiceFilter(label="Kind", choices=EvidenceKind.choices, empty_label="Any kind")

    class Meta:
        model = Evidence
        fields = []


class RenewalFilter(PeopleFilter):
    scheme = django_filters.ModelChoiceFilter(label="Scheme", queryset=Scheme.objects.all(), empty_label="Any scheme")

    class Meta:
        model = Renewal
        fields = []


class ReadyFilter(PeopleFilter):
    scheme = django_filters.ModelChoiceFilter(label="Scheme", queryset=Scheme.objects.all(), empty_label="Any scheme")

    class Meta:
        model = Standing
        fields = []


class JoiningFilter(PeopleFilter):
    """Requests; here the clinic is the one that is asked."""

    class Meta:
        model = JoinRequest
        fields = []

    def by_clinic(self, rows, name, value):
        return rows.filter(clinic=value)


class SessionFilter(PeopleFilter):
    """Sessions of everybody, for a manager to read; nobody signs here."""

    state = django_filters.ChoiceFilter(label="State", choices=SessionState.choices, empty_label="Any state")
    supervisor = django_filters.ModelChoiceFilter(
        label="Waiting for", queryset=Practitioner.objects.none(), empty_label="Any supervisor"
    )
    after = django_filters.DateFilter(label="From", field_name="happened_on", lookup_expr="gte")
    before = django_filters.DateFilter(label="Until", field_name="happened_on", lookup_expr="lte")
    sort = django_filters.OrderingFilter(
        fields=[
            ("happened_on", "day"),
            ("practitioner__list_key", "name"),
            ("supervisor__list_key", "supervisor"),
            ("submitted_at", "submitted"),
        ]
    )

    class Meta:
        model = SupervisedSession
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        waiting = self.queryset.filter(state=SessionState.SUBMITTED).order_by().values("supervisor")
        self.filters["supervisor"].queryset = Practitioner.objects.filter(pk__in=waiting).order_by("list_key", "pk")
        for name in ("after", "before"):
            self.filters[name].extra["widget"] = forms.DateInput(attrs={"type": "date"})
