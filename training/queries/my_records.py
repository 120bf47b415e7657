"""Everything on record about one person, read once for a page however many parts of it ask."""

from functools import cached_property

from training.models import Completion, Evidence, License, Practitioner, SupervisedSession
from training.queries.license_ends import READ_WITH


class MyRecords:
    """One person's own rows, the replaced ones too. Each kind is read when it is first asked for."""

    def __init__(self, practitioner: Practitioner):
        self.practitioner = practitioner

    @cached_property
    def licenses(self) -> list[License]:
        rows = License.objects.filter(practitioner=self.practitioner)
        return list(rows.select_related("jurisdiction", "home__jurisdiction").prefetch_related(*READ_WITH))

    @cached_property
    def completions(self) -> list[Completion]:
        rows = Completion.objects.filter(practitioner=self.practitioner)
        return list(rows.select_related("revision__module"))

    @cached_property
    def sessions(self) -> list[SupervisedSession]:
        rows = SupervisedSession.objects.filter(practitioner=self.practitioner)
        return list(rows.select_related("supervisor"))

    @cached_property
    def evidence(self) -> list[Evidence]:
        return list(Evidence.objects.filter(practitioner=self.practitioner).select_related("jurisdiction"))


def current(rows: list, **state) -> list:
    """The rows that no later one has replaced; `state=` keeps those of one state."""
    found = [row for row in rows if row.superseded_at is None]
    return [row for row in found if row.state == state["state"]] if state else found
