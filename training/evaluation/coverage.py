"""What the next supervised session should cover, in order: what rules ask first, what was never practiced last."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import pairwise

from .requirements import Sessions


@dataclass(frozen=True, slots=True)
class Asked:
    """An open line about sessions of one rule or scheme, by its name: what counts in it and what waits to.

    `purpose` is what the line is for, where that is not all that the rule or scheme is about.
    """

    by: str
    node: Sessions
    have: int = 0
    waiting: int = 0
    purpose: str = ""

    @property
    def left(self) -> int:
        """Sessions still missing once all that waits is signed."""
        return max(0, self.node.count - self.have - self.waiting)


@dataclass(frozen=True, slots=True)
class Practice:
    """What somebody needled and practiced, signed or on its way, and what could be: regions and competencies in order.

    `opened` says which regions each rule or scheme opens by its scope, `taught` which ones their courses taught.
    """

    regions: tuple[str, ...] = ()
    competencies: tuple[str, ...] = ()
    needled: Collection[str] = ()
    practiced: Collection[str] = ()
    opened: Mapping[str, Collection[str]] | None = None
    taught: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that the next session should cover. `kind` is line, opened, competencies or taught.

    Of a line `lines` are all that ask the same, the one that misses most first; of the others `codes` are the regions
    or competencies, and `by` names who opens them.
    """

    kind: str
    lines: tuple[Asked, ...] = ()
    codes: tuple[str, ...] = ()
    by: tuple[str, ...] = ()

    @property
    def left(self) -> int:
        return self.lines[0].left if self.lines else 0


def next_session(asked: Iterable[Asked], practice: Practice, on: date) -> tuple[Suggestion, ...]:
    """What a session on a day should cover; empty where all is covered. No region is named twice."""
    found = open_lines(asked, on)
    opened = never(practice.regions, practice.needled, set().union(*(practice.opened or {}).values()))
    by = tuple(name for name, codes in (practice.opened or {}).items() if set(opened) & set(codes))
    competencies = never(practice.competencies, practice.practiced)
    taught = never(practice.regions, {*practice.needled, *opened}, practice.taught)
    rest = (
        Suggestion("opened", codes=opened, by=by),
        Suggestion("competencies", codes=competencies),
        Suggestion("taught", codes=taught),
    )
    return (*found, *(each for each in rest if each.codes))


def open_lines(asked: Iterable[Asked], on: date) -> list[Suggestion]:
    """The lines that a session on the day can fill, those that ask the same as one, the narrowest first."""
    alike: dict[Sessions, list[Asked]] = {}
    for each in asked:
        if each.left and each.node.admits(on):
            alike.setdefault(bare(each.node), []).append(each)
    groups = sorted(alike.items(), key=lambda item: -narrowness(item[0]))
    return [Suggestion("line", tuple(sorted(lines, key=lambda each: -each.left))) for _, lines in groups]


def bare(node: Sessions) -> Sessions:
    """The same question of any rule: without its number, its days, and who asks it."""
    return replace(node, id="", label="", citation="", who="therapist", count=1, since=None, until=None)


def narrowness(node: Sessions) -> int:
    """How many filters a line has."""
    return sum(getattr(node, item.name) != item.default for item in fields(node) if item.name != "count")


def never(order: Iterable[str], done: Collection[str], among: Collection[str] | None = None) -> tuple[str, ...]:
    """What of a list was never done, of some only where `among` names them."""
    return tuple(code for code in order if code not in done and (among is None or code in among))


def heat_of(count: int, most: int) -> int:
    """The class of a count on a heat map whose greatest one is `most`: 0 for none, else 1 to 4."""
    return next(heat for heat, (_, high) in enumerate(heat_bounds(most)) if count <= high)


def heat_bounds(most: int, classes: int = 4) -> list[tuple[int, int]]:
    """The least and greatest count of each class: none, then classes as wide as each other up to the greatest count."""
    highs = [0, *(-(-max(most, classes) * step // classes) for step in range(1, classes + 1))]
    return [(0, 0), *((low + 1, high) for low, high in pairwise(highs))]
