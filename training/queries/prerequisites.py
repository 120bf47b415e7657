"""What to complete before the quiz of a module, and how far one person is with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from training.models import Attempt, Completion, LessonRead, Module, ModuleRevision, Practitioner
from training.queries.trail import Trail, begun, is_used_up


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """A module to complete first. `can_take` is false where it is retired and the person cannot finish it either."""

    module: Module
    completed_on: date | None
    begun: bool
    can_take: bool

    @property
    def blocks(self) -> bool:
        return self.completed_on is None and self.can_take

    @property
    def state(self) -> str:
        if self.completed_on:
            return "done"
        if not self.can_take:
            return "gone"
        return "begun" if self.begun else "new"


def keys_before(module: Module, revision: ModuleRevision) -> list[str]:
    """The keys of the modules to complete before the quiz of `revision`.

    An older revision asks for what the newest one still asks for: nobody is asked for more than when they began, and
    two revisions of different age cannot wait for one another.
    """
    if module.current_id in (None, revision.pk):
        return revision.prerequisites
    return [key for key in revision.prerequisites if key in module.current.prerequisites]


def prerequisites(practitioner: Practitioner, module: Module, revision: ModuleRevision) -> tuple[Prerequisite, ...]:
    return before_each(practitioner, {module.pk: keys_before(module, revision)})[module.pk]


def before_each(practitioner: Practitioner, asked: Mapping[int, Iterable[str]]) -> dict[int, tuple[Prerequisite, ...]]:
    """What to complete first by module, `asked` being the keys; as many queries for one module as for thirty."""
    keys = {key for each in asked.values() for key in each}
    found = {str(each.module.key): each for each in known(practitioner, keys)} if keys else {}
    return {pk: tuple(found[key] for key in each if key in found) for pk, each in asked.items()}


def known(practitioner: Practitioner, keys: Iterable[str]) -> list[Prerequisite]:
    """Each of these modules that was ever published, with what the person did in it."""
    modules = list(Module.objects.filter(key__in=keys).order_by("title", "pk"))
    mine = Completion.objects.current().filter(practitioner=practitioner, revision__module__in=modules)
    done = dict(mine.order_by("completed_on").values_list("revision__module", "completed_on"))
    begun = begun_among(practitioner, modules)
    return [
        Prerequisite(each, done.get(each.pk), each.pk in begun, can_take(practitioner, each, each.pk in begun))
        for each in modules
    ]


def begun_among(practitioner: Practitioner, modules: list[Module]) -> set[int]:
    """Those in which the person read a lesson or began a try."""
    reads = LessonRead.objects.filter(practitioner=practitioner, revision__module__in=modules)
    tries = Attempt.objects.filter(practitioner=practitioner, module__in=modules)
    return {*reads.values_list("revision__module", flat=True), *tries.values_list("module", flat=True)}


def can_take(practitioner: Practitioner, module: Module, is_begun: bool) -> bool:
    """Who began a module that was retired since may finish it, while tries are left and nothing is to be taken first:
    else two modules could wait for one another."""
    if module.current_id or not is_begun:
        return module.current_id is not None
    trail = Trail(practitioner, module)
    revision = begun(trail)
    if revision is None or trail.open_attempt:
        return trail.open_attempt is not None
    return not is_used_up(trail, revision) and has_all(practitioner, revision.prerequisites)


def has_all(practitioner: Practitioner, keys: list[str]) -> bool:
    done = Completion.objects.current().filter(practitioner=practitioner, revision__module__key__in=keys)
    return done.values("revision__module").distinct().count() == len(set(keys))


def needed_now() -> dict[str, list[str]]:
    """What each module that can be started asks for first, by key."""
    rows = Module.objects.exclude(current=None).values_list("key", "current__prerequisites")
    return {str(key): asked for key, asked in rows}


def offered_before(keys: Iterable[UUID]) -> dict[UUID, list[Module]]:
    """What each of these modules asks for first, of what can be started; two queries whatever their number."""
    asked = dict(Module.objects.filter(key__in=keys).exclude(current=None).values_list("key", "current__prerequisites"))
    wanted = {each for before in asked.values() for each in before}
    found = {str(each.key): each for each in Module.objects.filter(key__in=wanted).exclude(current=None)}
    return {key: [found[each] for each in before if each in found] for key, before in asked.items()}
