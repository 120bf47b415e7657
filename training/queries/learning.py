"""The catalog of modules as one practitioner sees it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from training.models import Attempt, Completion, LessonRead, Module, Practitioner
from training.queries.publications import requests_to_read


@dataclass(frozen=True, slots=True)
class CatalogRow:
    """A module with what the person did in it. `read` counts parts of the newest revision; `toward` is what the module
    counts toward for them (`queries/toward.py`) and `first` what they have to complete before its quiz
    (`queries/prerequisites.py`), where that was asked. `asked`: the person is to read what changed since."""

    module: Module
    read: int
    completed_on: date | None
    trying: bool
    begun: bool
    toward: Sequence = ()
    first: Sequence = ()
    asked: bool = False

    @property
    def revision(self):
        return self.module.current

    @property
    def parts(self) -> int:
        return len(self.revision.lessons)

    @property
    def state(self) -> str:
        if self.completed_on:
            return "done"
        return "begun" if self.begun or self.trying else "new"


def offered():
    """Modules that can be started."""
    return Module.objects.filter(current__isnull=False).select_related("current").order_by("title", "pk")


def catalog_rows(practitioner: Practitioner, modules) -> list[CatalogRow]:
    """The rows of these modules; four queries whatever their number."""
    modules = list(modules)
    keys = [module.pk for module in modules]
    done = Completion.objects.current().filter(practitioner=practitioner, revision__module__in=keys)
    completed = dict(done.order_by("completed_on").values_list("revision__module", "completed_on"))
    reads = LessonRead.objects.filter(practitioner=practitioner, revision__module__in=keys)
    read, begun = Counter(), set()
    for module, revision in reads.values_list("revision__module", "revision"):
        read[revision] += 1
        begun.add(module)
    tries = Attempt.objects.filter(practitioner=practitioner, module__in=keys, submitted_at=None)
    trying = set(tries.values_list("module", flat=True))
    asked = set(requests_to_read(practitioner=practitioner, module__in=keys).values_list("module", flat=True))
    return [
        CatalogRow(
            module=each,
            read=read[each.current_id],
            completed_on=completed.get(each.pk),
            trying=each.pk in trying,
            begun=each.pk in begun,
            asked=each.pk in asked,
        )
        for each in modules
    ]
