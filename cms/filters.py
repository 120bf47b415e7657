"""Filters of the public lists."""

from functools import reduce
from operator import or_

import django_filters
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from cms.models.articles import ArticlePage, Topic
from training.models.fields import Competency


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


class ModuleFilter(django_filters.FilterSet):
    q = WordsFilter(label="Words", fields=["title", "summary"])
    competency = django_filters.ChoiceFilter(
        label="Competency", choices=Competency.choices, empty_label="All competencies", method="by_competency"
    )

    def by_competency(self, queryset, name, value):
        """The names are looked for in the stored JSON, quotes included: SQLite knows no containment."""
        listed = queryset.annotate(listed=Cast("competencies", TextField()))
        return listed.filter(listed__contains=f'"{value}"')
