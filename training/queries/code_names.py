"""What people call the codes that rules hold: subjects, professions, jurisdictions, schemes, modules."""

import re
from collections.abc import Callable

from training.models import Jurisdiction, Module, Scheme
from training.models.fields import Profession, Subject

SAID = {code: label[:1].lower() + label[1:] for code, label in [*Subject.choices, *Profession.choices]}


def places() -> dict[str, str]:
    return dict(Jurisdiction.objects.values_list("code", "name"))


def modules() -> dict[str, str]:
    return {str(key): f"“{title}”" for key, title in Module.objects.values_list("key", "title")}


def schemes() -> dict[str, str]:
    return dict(Scheme.objects.values_list("slug", "name"))


# How a code looks says which rows have its name.
SOURCES: tuple[tuple[re.Pattern, Callable[[], dict[str, str]]], ...] = (
    (re.compile(r"[A-Z]{2}(-[A-Z]{2,3})?"), places),
    (re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), modules),
    (re.compile(r"[a-z0-9_-]+"), schemes),
)


class CodeNames(dict):
    """Codes and their names. Rows are read when the first code of their kind is asked for, one query for each kind."""

    def __init__(self):
        super().__init__(SAID)
        self.unread = list(SOURCES)

    def get(self, code, default=None):
        if code not in self:
            self.read_kind_of(code)
        return super().get(code, default)

    def read_kind_of(self, code: str) -> None:
        for source in self.unread:
            pattern, rows = source
            if pattern.fullmatch(code):
                self.unread.remove(source)
                self.update(rows())
                return
