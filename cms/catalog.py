"""Modules and curricula as the public catalog lists them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from cms.models import CurriculumPage, ModulePage
from training.models import Module
from training.permissions import record_of
from training.queries.curricula import Belonging, Course, belongings, courses, in_catalog
from training.queries.prerequisites import offered_before
from training.queries.progress import Progress


@dataclass(frozen=True, slots=True)
class Entry:
    """A module's page, what to take first, and what the reader did in it (`new` for a stranger)."""

    page: ModulePage
    first: Sequence[Module] = ()
    state: str = "new"


@dataclass(frozen=True, slots=True)
class Neighbors:
    """A curriculum that a module's page is part of, and the pages before and after it there, where they are live."""

    belonging: Belonging
    page: CurriculumPage
    before: ModulePage | None
    after: ModulePage | None


def public_pages() -> QuerySet[ModulePage]:
    return ModulePage.objects.live().public()


def public_modules(stream) -> list[ModulePage]:
    """The pages of a list of modules that everybody may see, in its order."""
    keys = [line["value"] for line in stream.raw_data]
    pages = public_pages().in_bulk(keys)
    return [pages[key] for key in keys if key in pages]


def entries(pages: Sequence[ModulePage], course: Course | None = None) -> list[Entry]:
    """A constant number of queries, whatever their number."""
    first = offered_before(page.translation_key for page in pages)
    states = {place.module.key: place.state for place in course.places} if course else {}
    return [Entry(page, first.get(page.translation_key, ()), states.get(page.translation_key, "new")) for page in pages]


def before(page: ModulePage, mine: Progress | None) -> list[Entry]:
    """What to take first, with what the reader did in it."""
    states = {each.module.key: each.state for each in mine.first} if mine else {}
    return [Entry(each, (), states.get(each.translation_key, "new")) for each in public_modules(page.prerequisites)]


def course_of(page: CurriculumPage, request) -> Course | None:
    """How far the reader is with the curriculum, if a practitioner is signed in."""
    user = getattr(request, "user", None)
    practitioner = record_of(user) if user else None
    found = courses(practitioner, in_catalog().filter(key=page.translation_key)) if practitioner else []
    return found[0] if found else None


def curricula_pages() -> list[CurriculumPage]:
    return list(CurriculumPage.objects.live().public().filter(alias_of=None).order_by("path"))


def neighbors(page: ModulePage) -> list[Neighbors]:
    """The curricula that the module is part of; a constant number of queries."""
    module = Module.objects.filter(key=page.translation_key).first()
    mine = belongings(module) if module else []
    keys = {each.curriculum.key for each in mine}
    curricula = {each.translation_key: each for each in curricula_pages() if each.translation_key in keys}
    beside = {near.key for each in mine for near in (each.before, each.after) if near}
    pages = {each.translation_key: each for each in public_pages().filter(translation_key__in=beside, alias_of=None)}
    return [
        Neighbors(
            each,
            curricula[each.curriculum.key],
            each.before and pages.get(each.before.key),
            each.after and pages.get(each.after.key),
        )
        for each in mine
        if each.curriculum.key in curricula
    ]


def chosen_page(filterset) -> CurriculumPage | None:
    """The curriculum that the list is narrowed to."""
    slug = filterset.form.cleaned_data.get("curriculum") if filterset.form.is_valid() else ""
    return next((each for each in curricula_pages() if each.slug == slug), None) if slug else None
