"""How far a bulk issue is, and who may look."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from certificates.models import BulkIssue, BulkItem

State = BulkItem.State
STEPS = 4  # a screen reader is told at each quarter, and at the end


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of each state, of how many."""

    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return self.total - self.counts.get(State.WAITING, 0)

    @property
    def is_over(self) -> bool:
        return self.done == self.total

    @property
    def quarter(self) -> int:
        """0 to 4: how many quarters are done."""
        return STEPS * self.done // self.total if self.total else STEPS

    @property
    def words(self) -> str:
        """“27 issued, 2 refused, 1 changed since.”"""
        parts = [f"{self.counts[state]} {state.label.lower()}" for state in State if self.counts.get(state)]
        return ", ".join(parts) + "."


def progress_of(bulk: BulkIssue) -> Progress:
    counted = BulkItem.objects.filter(bulk=bulk).order_by().values_list("state").annotate(Count("pk"))
    return Progress(dict(counted))


def bulks_of(user) -> QuerySet[BulkIssue]:
    """Those that this manager asked for, and those about somebody whom the manager sees."""
    seen = BulkItem.objects.visible_to(user).filter(bulk=OuterRef("pk"))
    return BulkIssue.objects.filter(Q(asked_by=user) | Q(Exists(seen))).select_related("scheme", "asked_by")


def open_bulks(user) -> QuerySet[BulkIssue]:
    """Those that are not over, with `total` and `waiting`."""
    waiting = Count("items", filter=Q(items__state=State.WAITING))
    rows = bulks_of(user).filter(Exists(BulkItem.objects.filter(bulk=OuterRef("pk"), finished_at=None)))
    return rows.annotate(total=Count("items"), waiting=waiting)


def items_seen(user, bulk: BulkIssue) -> QuerySet[BulkItem]:
    """People of it whom the reader may see, by name."""
    rows = BulkItem.objects.visible_to(user).filter(bulk=bulk)
    return rows.select_related("practitioner", "certificate").order_by("practitioner__list_key", "pk")
