"""Small words of the planner."""

from django import template

from training.forms.course import CourseForm
from training.queries.planner import Group, Outlook
from training.queries.until import until_words
from training.words import joined_words, short_date

register = template.Library()
MANY = 3


@register.inclusion_tag("training/planner/_words.html")
def plan_words(row: Outlook):
    """What is missing in a place, or until when one may practice there."""
    return {"row": row, "until": until_words(row.evaluation, short_date)}


@register.simple_tag
def plan_places(names: list[str]) -> str:
    """A few places by name, many by their number."""
    return joined_words(names) if len(names) <= MANY else f"{len(names)} places"


@register.simple_tag
def plan_because(counts: dict[str, int]) -> str:
    """How many places are how far away, in a sentence or two."""
    named = (Group.LOOK, Group.LICENSE, Group.BEGIN, Group.MISSING, Group.OPEN)
    look, license, begin, missing, unsure = (counts.get(group, 0) for group in named)
    parts = []
    if look:
        parts.append(f"In {places(look)} you may, once we look at the license again.")
    if license:
        more = "more " if counts.get(Group.MAY) else ""
        parts.append(f"In {places(license, more)} the training is complete and a license is missing.")
    if begin:
        parts.append(f"In {places(begin)} the training is enough to begin provisionally and a license is missing.")
    if missing:
        parts.append(f"In {places(missing)} something else is missing.")
    if unsure:
        parts.append(f"Nobody can say yet about {places(unsure)}: no rule is adopted there, or the law is silent.")
    return " ".join(parts)


def places(count: int, more: str = "") -> str:
    return f"{count} {more}{'place' if count == 1 else 'places'}"


@register.simple_tag(takes_context=True)
def kept_but_course(context) -> list[tuple[str, str]]:
    """What the address asks besides the course: hidden fields of the form that asks about another one."""
    request = context["request"]
    found = [(name, values) for name, values in request.GET.lists() if name not in CourseForm.names()]
    return [(name, value) for name, values in found for value in values]
