"""What cannot be published of a list of modules: each flaw at the line that it is about."""

from collections.abc import Iterator
from itertools import pairwise

from django.core.exceptions import ValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError

from training.circles import circle
from training.models import Module
from training.queries.prerequisites import needed_now
from training.words import joined_words


def listed(stream) -> list:
    """The pages of the list; one that was deleted is left out."""
    return [line.value for line in stream or () if line.value]


def flaws_of_list(stream) -> StreamBlockValidationError | None:
    """What is wrong with single lines: twice, another page's alias, or not published."""
    wrong = dict(wrong_lines(stream))
    return StreamBlockValidationError(block_errors=wrong) if wrong else None


def wrong_lines(stream) -> Iterator[tuple[int, ValidationError]]:
    seen = set()
    for place, line in enumerate(stream):
        page = line.value
        if page and (words := wrong_with(page, seen)):
            yield place, ValidationError(words)
        seen.add(page and page.pk)


def wrong_with(page, seen: set) -> str:
    if page.pk in seen:
        return f"“{page.title}” stands above already."
    if page.alias_of_id:
        return f"“{page.title}” only repeats another page. Choose that page."
    return "" if page.live else f"“{page.title}” is not published. Publish it first, or leave it out."


def flaws_before(page, stream) -> Iterator[tuple[str, ValidationError | str]]:
    """`(field, what is wrong)` of a module's prerequisites."""
    if stream and (wrong := flaws_of_list(stream) or flaw_of_circle(page, stream)):
        yield "prerequisites", wrong


def flaw_of_circle(page, stream) -> str:
    """The circle that these prerequisites of `page` would close, named, or nothing."""
    asked, me = [str(each.translation_key) for each in listed(stream)], str(page.translation_key)
    if me in asked:
        return "A module cannot be its own prerequisite."
    way = circle(me, needed_now() | {me: asked})
    return circle_words([page.title, *titles_of(way[1:]), page.title]) if way else ""


def titles_of(keys: list[str]) -> list[str]:
    titles = {str(key): title for key, title in Module.objects.filter(key__in=keys).values_list("key", "title")}
    return [titles[key] for key in keys]


def circle_words(titles: list[str]) -> str:
    """Of A, B, C, A: “A” asks for “B”, “B” for “C” and “C” for “A”."""
    (one, other), *more = pairwise(titles)
    steps = [f"“{one}” asks for “{other}”", *(f"“{each}” for “{its}”" for each, its in more)]
    return f"Nobody could begin any of them: {joined_words(steps)}."
