"""What the modules that can be started hold, where no column says it."""

from training.models import Module, ModuleRevision
from training.models.fields import fold


def offered_revisions():
    return ModuleRevision.objects.filter(pk__in=Module.objects.exclude(current=None).values("current"))


def named_in(*fields: str) -> dict[str, set[str]]:
    """The codes that the modules name in each of these lists; of a line of credit its subject."""
    held = {field: set() for field in fields}
    for row in offered_revisions().values(*fields):
        for field, codes in row.items():
            held[field] |= {each["subject"] if isinstance(each, dict) else each for each in codes}
    return held


def titled(word: str) -> list[int]:
    """The modules that have a lesson with this word in its title, whatever its case or accents."""
    wanted = fold(word)
    rows = offered_revisions().values_list("module", "lessons")
    return [module for module, lessons in rows if any(wanted in fold(lesson["title"]) for lesson in lessons)]
