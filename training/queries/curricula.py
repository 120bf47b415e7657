"""Curricula: how far one person is with each, and which ones a module belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from training.models import Curriculum, CurriculumModule, Module, Practitioner
from training.queries.learning import CatalogRow, catalog_rows


@dataclass(frozen=True, slots=True)
class Place:
    """A module in a curriculum, with what the person did in it."""

    number: int
    row: CatalogRow

    @property
    def module(self) -> Module:
        return self.row.module

    @property
    def state(self) -> str:
        return self.row.state

    @property
    def completed_on(self) -> date | None:
        return self.row.completed_on


@dataclass(frozen=True, slots=True)
class Course:
    """A curriculum as one person sees it: modules that are offered, and others that they completed."""

    curriculum: Curriculum
    places: tuple[Place, ...]

    @property
    def total(self) -> int:
        return len(self.places)

    @property
    def done(self) -> int:
        return sum(place.completed_on is not None for place in self.places)

    @property
    def next(self) -> Module | None:
        """The first module that is not completed."""
        return next((place.module for place in self.places if place.completed_on is None), None)


@dataclass(frozen=True, slots=True)
class Belonging:
    """A curriculum that a module is part of, and its neighbors there that are offered."""

    curriculum: Curriculum
    number: int
    total: int
    before: Module | None
    after: Module | None


def in_catalog() -> QuerySet[Curriculum]:
    """Curricula that are offered, in the order of the catalog, with their modules."""
    ordered = CurriculumModule.objects.order_by("position").select_related("module")
    rows = Curriculum.objects.filter(is_offered=True).order_by("position", "title", "pk")
    return rows.prefetch_related(Prefetch("places", queryset=ordered))


def courses(practitioner: Practitioner, curricula: Iterable[Curriculum]) -> list[Course]:
    """How far the person is with each of these; the number of queries does not grow with them."""
    curricula = list(curricula)
    modules = {place.module_id: place.module for each in curricula for place in each.places.all()}
    rows = {row.module.pk: row for row in catalog_rows(practitioner, modules.values())}
    return [course_of(each, rows) for each in curricula]


def course_of(curriculum: Curriculum, rows: dict[int, CatalogRow]) -> Course:
    mine = [rows[place.module_id] for place in curriculum.places.all()]
    shown = [row for row in mine if row.module.current_id or row.completed_on]
    return Course(curriculum, tuple(Place(number, row) for number, row in enumerate(shown, 1)))


def belongings(module: Module) -> list[Belonging]:
    """The curricula that are offered and hold this module."""
    mine = in_catalog().filter(pk__in=CurriculumModule.objects.filter(module=module).values("curriculum"))
    return [belonging(each, module) for each in mine]


def belonging(curriculum: Curriculum, module: Module) -> Belonging:
    """Its place among the modules that are offered; its own place counts in any case."""
    every = [place.module for place in curriculum.places.all()]
    offered = [each for each in every if each.current_id or each == module]
    at = offered.index(module)
    return Belonging(
        curriculum,
        at + 1,
        len(offered),
        offered[at - 1] if at else None,
        offered[at + 1] if at + 1 < len(offered) else None,
    )


def offered_choices() -> list[tuple[str, str]]:
    """Curricula to choose from in a filter: the name in the address, and the title."""
    rows = Curriculum.objects.filter(is_offered=True).order_by("position", "title", "pk")
    return list(rows.values_list("slug", "title"))
