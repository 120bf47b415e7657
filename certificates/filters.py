"""Filters of the desk's lists of certificates and of those who wait for one."""

from datetime import date, datetime, time

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q

from certificates.bulk.candidates import renewing
from certificates.bulk.progress import bulks_of
from certificates.codes import normalize
from certificates.models import BulkIssue, Certificate
from training.evaluation.dates import day_after
from training.filters.people import PeopleFilter
from training.models import Practitioner, Scheme, Standing
from training.models.fields import fold
from training.queries.organization import zone
from training.words import CERTIFICATION_WORDS

REPLACED = "replaced"
FIRST, LAST = date(1900, 1, 1), date(9998, 12, 31)
KINDS = [("award", "Award"), ("renew", "Renewal")]


class CandidateFilter(PeopleFilter):
    """People who wait for a decision about one scheme. The scheme is chosen before the rows are found."""

    person = ""
    scheme = django_filters.ModelChoiceFilter(
        label="Scheme", queryset=Scheme.objects.all(), method="ignored", empty_label=None, to_field_name="slug"
    )
    kind = django_filters.ChoiceFilter(label="Decision", choices=KINDS, method="by_kind", empty_label="Any decision")

    class Meta:
        model = Practitioner
        fields = []

    def __init__(self, *args, chosen, **kwargs):
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        self.form.fields["scheme"].initial = chosen.slug

    def ignored(self, rows, name, value):
        return rows

    def by_kind(self, rows, name, value):
        renewals = Exists(renewing(self.chosen).filter(practitioner=OuterRef("pk")))
        return rows.filter(renewals if value == "renew" else ~renewals)


class CertificateFilter(django_filters.FilterSet):
    """Certificates that were issued; the state of the certification today is that of stored answers."""

    folded = ("issued_from", "issued_until", "bulk")
    folded_words = "By day of issue or bulk issue"
    q = django_filters.CharFilter(label="Holder, number or code", method="by_text", max_length=120)
    kind = django_filters.ChoiceFilter(label="Kind", choices=Certificate.Kind.choices, empty_label="Any kind")
    scheme = django_filters.ModelChoiceFilter(
        label="Scheme", field_name="cycle__scheme", queryset=Scheme.objects.all(), empty_label="Any scheme"
    )
    state = django_filters.ChoiceFilter(
        label="Certification today",
        method="by_state",
        choices=[*CERTIFICATION_WORDS.items(), (REPLACED, "Certificate replaced")],
        empty_label="Any state",
    )
    issued_from = django_filters.DateFilter(label="Issued from", method="by_first_day")
    issued_until = django_filters.DateFilter(label="Issued until", method="by_last_day")
    bulk = django_filters.ModelChoiceFilter(
        label="Bulk issue", queryset=BulkIssue.objects.none(), method="by_bulk", empty_label="Any"
    )

    class Meta:
        model = Certificate
        fields = []

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, request=request, **kwargs)
        self.today = request.today
        self.filters["bulk"].queryset = bulks_of(request.user)
        for name in ("issued_from", "issued_until"):
            self.filters[name].extra["widget"] = forms.DateInput(attrs={"type": "date"})

    def by_text(self, rows, name, value):
        held = Q()
        for word in fold(value).split():
            held &= Q(cycle__practitioner__folded_name__contains=word) | Q(
                completion__practitioner__folded_name__contains=word
            )
        text = value.strip()
        found = Q(number__icontains=text) | Q(code=normalize(text) or "-")
        return rows.filter(held | found if held else found)

    def by_state(self, rows, name, value):
        if value == REPLACED:
            return rows.filter(replaced_by__isnull=False)
        about = {"practitioner": OuterRef("cycle__practitioner"), "scheme": OuterRef("cycle__scheme")}
        there = Standing.objects.filter(outcome=value, starts_on__lte=self.today, ends_on__gte=self.today, **about)
        return rows.filter(Exists(there))

    def by_first_day(self, rows, name, value):
        return rows.filter(issued_at__gte=begin_of(value))

    def by_last_day(self, rows, name, value):
        return rows.filter(issued_at__lt=begin_of(day_after(value)))

    def by_bulk(self, rows, name, value):
        return rows.filter(bulk_items__bulk=value)


def begin_of(day: date) -> datetime:
    """The first instant of a day of the organization; of days at the ends of the calendar one that a database knows."""
    return datetime.combine(min(max(day, FIRST), LAST), time(), zone())
