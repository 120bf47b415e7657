"""Two versions of one session side by side: what changed, in words and on the body map."""

from dataclasses import dataclass

from training import body
from training.evaluation.dates import long_date
from training.models import SupervisedSession
from training.views.supervise.drawing import figure_of, spots_of_regions, view_of
from training.views.supervise.facts import facts_of


@dataclass(frozen=True, slots=True)
class Line:
    """One fact in both versions; empty where a version does not have it."""

    name: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Comparison:
    changed: tuple[Line, ...]
    same: tuple[Line, ...]
    maps: tuple[tuple[str, list[dict]], ...]
    added: str
    gone: str


def compared(before: SupervisedSession, after: SupervisedSession) -> Comparison:
    """Both versions line by line; the drawings mark what only one of them has."""
    lines = lines_of(before, after)
    old, new = marked(before), marked(after)
    return Comparison(
        tuple(line for line in lines if line.is_changed),
        tuple(line for line in lines if not line.is_changed),
        (
            ("As signed", drawn(old, old - new, "gone", old | new)),
            ("As amended", drawn(new, new - old, "added", old | new)),
        ),
        body.words(sorted(new - old)),
        body.words(sorted(old - new)),
    )


def lines_of(before: SupervisedSession, after: SupervisedSession) -> list[Line]:
    """In the order of a treatment; what only the older version names stands where it stood."""
    first, second = dict(told(before)), dict(told(after))
    names = list(second)
    for place, name in enumerate(first):
        if name not in second:
            names.insert(place, name)
    return [Line(name, first.get(name, ""), second.get(name, "")) for name in names]


def told(session: SupervisedSession) -> list[tuple[str, str]]:
    who = [("Date", long_date(session.happened_on)), ("Supervisor", str(session.supervisor or "Not chosen"))]
    return [*who, *facts_of(session)]


def marked(session: SupervisedSession) -> set[str]:
    return set(session.spots) or spots_of_regions(session)


def drawn(spots: set[str], only_here: set[str], mark: str, shown: set[str]) -> list[dict]:
    """The sides of the body on which either version has a spot, both versions cut to the same part."""
    found = []
    for name, figure in body.figures().items():
        boxes = [row["box"] for row in figure["regions"] if row["id"] in shown]
        if not boxes:
            continue
        sheet = figure_of(name, figure, spots) | {"view": view_of(boxes)}
        for region, row in zip(sheet["regions"], figure["regions"], strict=True):
            region["mark"] = mark if row["id"] in only_here else ""
        found.append(sheet)
    return found
