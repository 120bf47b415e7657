"""Filters of the catalog of modules."""

import django_filters
from django.db.models import Exists, OuterRef, Q

from training.models import Attempt, Competency, Completion, LessonRead, Module

STATES = [("new", "Not begun"), ("begun", "Begun"), ("done", "Done")]


def done_by(practitioner):
    return Exists(
        Completion.objects.filter(practitioner=practitioner, revision__module=OuterRef("pk"), superseded_at=None)
    )


def begun_by(practitioner):
    read = Exists(LessonRead.objects.filter(practitioner=practitioner, revision__module=OuterRef("pk")))
    return read | Exists(Attempt.objects.filter(practitioner=practitioner, module=OuterRef("pk")))


class ModuleFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="with_text", label="Search")
    competency = django_filters.ChoiceFilter(
        method="with_competency", choices=Competency.choices, label="About", empty_label="Any competency"
    )
    state = django_filters.ChoiceFilter(method="in_state", choices=STATES, label="Yours", empty_label="Any state")

    class Meta:
        model = Module
        fields = ["q", "competency", "state"]

    def with_text(self, rows, name, value):
        return rows.filter(Q(title__icontains=value) | Q(current__summary__icontains=value))

    def with_competency(self, rows, name, value):
        """Read in the quoted form, so that `theory` is not found in a longer word on either database."""
        return rows.filter(current__competencies__icontains=f'"{value}"')

    def in_state(self, rows, name, value):
        done, begun = done_by(self.request.practitioner), begun_by(self.request.practitioner)
        conditions = {"done": Q(done), "begun": Q(begun) & ~Q(done), "new": ~Q(begun) & ~Q(done)}
        return rows.filter(conditions[value])
