"""The United States as tiles: where each stands, and how it is drawn."""

from dataclasses import dataclass

from training.queries.where import Entry

GRID = """
AK .. .. .. .. .. .. .. .. .. ME
.. .. .. .. .. .. .. .. .. VT NH
WA ID MT ND MN IL WI MI NY RI MA
OR NV WY SD IA IN OH PA NJ CT ..
CA UT CO NE MO KY WV VA MD DE ..
.. AZ NM KS AR TN NC SC DC .. ..
.. .. .. OK LA MS AL GA .. .. ..
HI .. .. TX .. .. .. .. FL .. ..
"""
STEP, EDGE = 88, 2
PLACES = {
    f"US-{state}": (EDGE + STEP * column, EDGE + STEP * row)
    for row, line in enumerate(GRID.split("\n")[1:-1])
    for column, state in enumerate(line.split())
    if state != ".."
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a tile is drawn, and what the legend says of it."""

    css: str
    fill: str
    words: str
    mark: str = ""


HOURS = Look("tile-permitted-hours", "fill-cleared", "Permitted, and the rule names course hours")
PERMITTED = Look("tile-permitted", "fill-open", "Permitted, no number of hours found")
PROHIBITED = Look("tile-prohibited", "fill-prohibited", "Not permitted", "bar")
SILENT = Look("tile-review", "fill-needs_review", "The law is silent: ask the board", "ring")
UNCLEAR = Look("tile-review", "fill-needs_review", "Sources conflict: ask the board", "unequal")
LEGEND = (HOURS, PERMITTED, PROHIBITED, SILENT, UNCLEAR)
LOOKS = {"prohibited": PROHIBITED, "silent": SILENT, "unclear": UNCLEAR}


@dataclass(frozen=True, slots=True)
class Tile:
    entry: Entry
    look: Look
    x: int
    y: int

    @property
    def state(self) -> str:
        return self.entry.place.code[3:]

    @property
    def label(self) -> str:
        """What is read out: the state, what the law says, the course hours."""
        hours = f", {self.entry.hours} course hours" if self.entry.hours else ""
        return f"{self.entry.place.name}: {self.entry.status_label.lower()}{hours}"


def look_of(entry: Entry) -> Look:
    return LOOKS.get(entry.status) or (HOURS if entry.hours else PERMITTED)


def tiles(entries: list[Entry]) -> list[Tile]:
    """One tile for each state that the table holds."""
    found = {entry.place.code: entry for entry in entries}
    return [Tile(found[code], look_of(found[code]), x, y) for code, (x, y) in PLACES.items() if code in found]


def legend(drawn: list[Tile]) -> list[tuple[Look, int]]:
    """Each look with how many tiles have it; one that nobody has is left out."""
    counted = [(look, sum(tile.look is look for tile in drawn)) for look in LEGEND]
    return [(look, count) for look, count in counted if count]
