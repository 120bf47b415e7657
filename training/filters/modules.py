"""Filters of the catalog of modules."""

import django_filters
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from training.filters.in_use import LISTED, ModuleChoices
from training.models import Attempt, Completion, CurriculumModule, LessonRead, Module
from training.queries.taught import titled

STATES = [("begun", "Begun"), ("new", "Not begun"), ("done", "Done")]
LAST = 32_767
LONGEST = 120


def done_by(practitioner):
    return Exists(
        Completion.objects.filter(practitioner=practitioner, revision__module=OuterRef("pk"), superseded_at=None)
    )


def begun_by(practitioner):
    read = Exists(LessonRead.objects.filter(practitioner=practitioner, revision__module=OuterRef("pk")))
    return read | Exists(Attempt.objects.filter(practitioner=practitioner, module=OuterRef("pk")))


def in_order(rows: QuerySet, practitioner, curriculum: str = "") -> QuerySet:
    """A curriculum in its own order; else what is begun, what is new, what is done, each as the curricula have it."""
    mine = CurriculumModule.objects.filter(module=OuterRef("pk"), curriculum__is_offered=True)
    mine = mine.filter(curriculum__slug=curriculum) if curriculum else mine
    mine = mine.order_by("curriculum__position", "position")
    rows = rows.annotate(
        course=Coalesce(Subquery(mine.values("curriculum__position")[:1]), LAST),
        place=Coalesce(Subquery(mine.values("position")[:1]), LAST),
    )
    if curriculum:
        return rows.order_by("place", "title", "pk")
    done, begun = done_by(practitioner), begun_by(practitioner)
    stage = Case(When(Q(done), then=Value(2)), When(Q(begun), then=Value(0)), default=Value(1))
    return rows.order_by(stage, "course", "place", "title", "pk")


class ModuleFilter(ModuleChoices):
    q = django_filters.CharFilter(method="with_text", label="Search", max_length=LONGEST)
    curriculum = django_filters.ChoiceFilter(method="in_curriculum", label="Curriculum", empty_label="Any curriculum")
    competency = django_filters.ChoiceFilter(method="listing", label="About", empty_label="Any competency")
    region = django_filters.ChoiceFilter(method="listing", label="Body region", empty_label="Any region")
    credit = django_filters.ChoiceFilter(method="listing", label="Credit in", empty_label="Any subject")
    state = django_filters.ChoiceFilter(method="in_state", choices=STATES, label="Yours", empty_label="Any state")

    class Meta:
        model = Module
        fields = ["q", "curriculum", "competency", "region", "credit", "state"]

    def filter_queryset(self, queryset):
        chosen = self.form.cleaned_data.get("curriculum") or ""
        return in_order(super().filter_queryset(queryset), self.request.practitioner, chosen)

    def with_text(self, rows, name, value):
        """Every word stands in the title, in the summary or in the title of a lesson."""
        for word in value.split():
            lessons = Q(pk__in=titled(word))
            rows = rows.filter(Q(current__title__icontains=word) | Q(current__summary__icontains=word) | lessons)
        return rows

    def in_curriculum(self, rows, name, value):
        places = CurriculumModule.objects.filter(curriculum__slug=value, curriculum__is_offered=True)
        return rows.filter(pk__in=places.values("module"))

    def listing(self, rows, name, value):
        """Read in the quoted form, so that `theory` is not found in a longer word on either database."""
        return rows.filter(**{f"current__{LISTED[name]}__icontains": f'"{value}"'})

    def in_state(self, rows, name, value):
        done, begun = done_by(self.request.practitioner), begun_by(self.request.practitioner)
        conditions = {"done": Q(done), "begun": Q(begun) & ~Q(done), "new": ~Q(begun) & ~Q(done)}
        return rows.filter(conditions[value])
