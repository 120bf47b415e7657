"""Filters of the public lists."""

from functools import reduce
from operator import or_

import django_filters
from django.db.models import OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast

from cms.models.articles import ArticlePage, Topic
from training.filters.in_use import LISTED, ModuleChoices
from training.models import CurriculumModule, Module
from training.queries.taught import titled


class WordsFilter(django_filters.CharFilter):
    """Every word must stand in one of the fields."""

    def __init__(self, *args, fields: list[str], **kwargs):
        super().__init__(*args, max_length=120, **kwargs)
        self.fields = fields

    def filter(self, queryset, value):
        for word in (value or "").split():
            queryset = queryset.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in self.fields)))
        return queryset


def years():
    """The years in which something was published, newest first."""
    dates = ArticlePage.objects.live().public().order_by().dates("published_on", "year", order="DESC")
    return [(str(day.year), str(day.year)) for day in dates]


class ArticleFilter(django_filters.FilterSet):
    q = WordsFilter(label="Words", fields=["title", "standfirst"])
    topic = django_filters.ChoiceFilter(label="Topic", choices=Topic.choices, empty_label="All topics")
    year = django_filters.ChoiceFilter(
        label="Year", choices=years, field_name="published_on__year", empty_label="All years"
    )


class ModuleFilter(ModuleChoices):
    q = django_filters.CharFilter(label="Words", method="with_words", max_length=120)
    curriculum = django_filters.ChoiceFilter(label="Curriculum", empty_label="All curricula", method="in_curriculum")
    competency = django_filters.ChoiceFilter(label="Competency", empty_label="All competencies", method="listing")
    region = django_filters.ChoiceFilter(label="Body region", empty_label="All regions", method="listing")
    credit = django_filters.ChoiceFilter(label="Credit in", empty_label="All subjects", method="listing")

    def with_words(self, queryset, name, value):
        """Every word stands in the title, in the summary or in the title of a lesson."""
        for word in value.split():
            lessons = Q(translation_key__in=Module.objects.filter(pk__in=titled(word)).values("key"))
            queryset = queryset.filter(Q(title__icontains=word) | Q(summary__icontains=word) | lessons)
        return queryset

    def in_curriculum(self, queryset, name, value):
        """In its own order."""
        places = CurriculumModule.objects.filter(curriculum__slug=value, curriculum__is_offered=True)
        mine = places.filter(module__key=OuterRef("translation_key")).order_by("position")
        queryset = queryset.annotate(place=Subquery(mine.values("position")[:1]))
        return queryset.exclude(place=None).order_by("place", "path")

    def listing(self, queryset, name, value):
        """The names are looked for in the stored JSON, quotes included: SQLite knows no containment."""
        listed = queryset.annotate(**{f"{name}_text": Cast(LISTED[name], TextField())})
        return listed.filter(**{f"{name}_text__contains": f'"{value}"'})
