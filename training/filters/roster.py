"""Filters of the roster. All of them are asked as of one date."""

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef

from training.filters.people import PeopleFilter, somebody_licensed
from training.models import Clinic, Jurisdiction, Practitioner, Scheme
from training.queries import roster
from training.queries.roster_order import sortable
from training.words import CERTIFICATION_WORDS, CLEARANCE_WORDS

COLUMNS = ("name", "clinic", "clearance", "certification", "valid_until", "license")
CLEARANCES = [(roster.MAY_NOT, "Not cleared or prohibited"), *CLEARANCE_WORDS.items()]
DAYS = ("ends_before", "license_after", "license_before")
PLACES = [(roster.LICENSE, "Where they are licensed")]


class Order(django_filters.OrderingFilter):
    """Sorts by a column; those that are no field of the person are computed in the database only when asked for."""

    def filter(self, rows, value):
        asked = value[0] if value else "name"
        name = asked.lstrip("-")
        if name == "name":
            back = "-" if asked.startswith("-") else ""
            return rows.order_by(f"{back}list_key", f"{back}pk")
        sort = F("sort_value").desc(nulls_last=True) if asked.startswith("-") else F("sort_value").asc(nulls_last=True)
        return sortable(rows, name, self.parent.question).order_by(sort, "list_key", "pk")


class RosterFilter(PeopleFilter):
    """Who may practice where on `as_of`. `question` says what the answers on the page are about."""

    person = ""
    folded = DAYS
    where = django_filters.ChoiceFilter(
        label="Jurisdiction", method="by_place", empty_label="Where they work", choices=PLACES
    )
    clearance = django_filters.ChoiceFilter(
        label="Clearance", method="by_clearance", choices=CLEARANCES, empty_label="Any clearance"
    )
    scheme = django_filters.ModelChoiceFilter(
        label="Scheme", queryset=Scheme.objects.all(), method="ignored", empty_label=None
    )
    certification = django_filters.ChoiceFilter(
        label="Certification",
        method="by_certification",
        choices=list(CERTIFICATION_WORDS.items()),
        empty_label="Any state",
    )
    ends_before = django_filters.DateFilter(label="Certification ends by", method="by_end")
    license_after = django_filters.DateFilter(label="License ends from", method="ignored")
    license_before = django_filters.DateFilter(label="License ends by", method="by_license")
    sort = Order(fields=[(name, name) for name in COLUMNS])

    class Meta:
        model = Practitioner
        fields = []

    def __init__(self, *args, as_of, **kwargs):
        super().__init__(*args, day=as_of, **kwargs)
        self.schemes = list(Scheme.objects.all())
        self.question = roster.Question(as_of, scheme=self.schemes[0] if self.schemes else None)
        if len(self.schemes) < 2:
            del self.filters["scheme"]
        self.filters["where"].extra["choices"] = [*PLACES, ("One jurisdiction", in_play())]
        for name in DAYS:
            self.filters[name].extra["widget"] = forms.DateInput(attrs={"type": "date"})

    def filter_queryset(self, rows):
        data = self.form.cleaned_data
        self.question = roster.Question(
            self.day, data.get("where") or roster.WORK, data.get("scheme") or self.question.scheme
        )
        after, before = data.get("license_after"), data.get("license_before")
        if after or before:
            rows = rows.filter(roster.license_ends(self.day, after=after, before=before))
        return super().filter_queryset(rows)

    def ignored(self, rows, name, value):
        """Part of the question, or taken together with its pair."""
        return rows

    by_license = ignored

    def by_end(self, rows, name, value):
        return rows.filter(roster.certification_ends(self.question, value)) if self.question.scheme else rows

    def by_place(self, rows, name, value):
        if value == roster.LICENSE or self.form.cleaned_data.get("clearance"):  # which asks about the place already
            return rows
        return rows.filter(pk__in=roster.clearances(self.question).values("practitioner"))

    def by_clearance(self, rows, name, value):
        return rows.filter(roster.with_clearance(value, self.question))

    def by_certification(self, rows, name, value):
        return rows.filter(roster.with_certification(value, self.question)) if self.question.scheme else rows


def in_play() -> list[tuple[str, str]]:
    """Jurisdictions where somebody works or holds a license."""
    used = Exists(Clinic.objects.filter(jurisdiction=OuterRef("pk"))) | somebody_licensed()
    return list(Jurisdiction.objects.filter(used).values_list("code", "name"))
