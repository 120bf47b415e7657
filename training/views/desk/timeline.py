"""Standing over time, drawn: a row for each jurisdiction or scheme, spans between dates, a plumb line for the day.

Only geometry is here; the template draws it. Lengths are units of a drawing 1084 wide.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from training.models import Standing
from training.words import CERTIFICATION_WORDS, CLEARANCE_WORDS

LEFT, RIGHT = 190, 1079
TOP, STEP, BAR = 60, 62, 26
LETTER = 8.2  # a letter's width at the size of words in bars
WORDS = CLEARANCE_WORDS | CERTIFICATION_WORDS
SOLID = {"cleared", "active", "prohibited", "revoked"}
HATCHED = {"provisional", "renewal_open", "grace"}
BEFORE, AFTER = 3 * 365, 900  # days shown around the date asked about


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighboring spans with one outcome, inclusive at both ends."""

    starts_on: date
    ends_on: date
    outcome: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch, drawn; `words_x` is where its word begins, beside the plumb line."""

    x: float
    words_x: float
    width: float
    outcome: str
    words: str
    hatched: bool
    solid: bool


@dataclass(frozen=True, slots=True)
class Row:
    y: int
    name: str
    sub: str
    bars: tuple[Bar, ...]
    points: tuple[float, ...]

    @property
    def bar_y(self) -> int:
        return self.y - 16

    @property
    def word_y(self) -> float:
        return self.y + 1.5

    @property
    def sub_y(self) -> int:
        return self.y + 19

    @property
    def point_y(self) -> int:
        return self.y - 3


@dataclass(frozen=True, slots=True)
class Timeline:
    first: date
    last: date
    height: int
    years: tuple[tuple[float, int], ...]
    now: float
    rows: tuple[Row, ...]
    spans: tuple[tuple[str, Stretch, str], ...]

    @property
    def foot(self) -> int:
        return self.height - 18

    @property
    def now_word(self) -> float:
        return self.now + 10


def timeline(spans: list[Standing], subs: dict, decided: dict, as_of: date) -> Timeline | None:
    """The drawing of a person's spans. `subs` names each row's second line, `decided` the days of decisions, both by
    the row's key (`place:<id>` or `scheme:<id>`). None when there is nothing to draw."""
    if not spans:
        return None
    first, last = shifted(as_of, -BEFORE), shifted(as_of, AFTER)
    scale = Scale(first, last, as_of)
    keys = dict.fromkeys(key_of(span) for span in sorted(spans, key=lambda span: span.scheme_id is not None))
    by_key = {key: [span for span in spans if key_of(span) == key] for key in keys}
    rows = tuple(row(place, key, mine, subs, decided, scale) for place, (key, mine) in enumerate(by_key.items()))
    told = [(name_of(mine[0]), each) for mine in by_key.values() for each in merged(mine)]
    shown = [(name, each) for name, each in told if each.ends_on >= first and each.starts_on <= last]
    return Timeline(
        first=first,
        last=last,
        height=TOP + STEP * len(rows) + 4,
        years=tuple((scale.x(date(year, 1, 1)), year) for year in range(first.year + 1, last.year + 1)),
        now=scale.x(as_of),
        rows=rows,
        spans=tuple((name, each, WORDS.get(each.outcome, each.outcome)) for name, each in shown),
    )


def shifted(day: date, days: int) -> date:
    """So many days later or earlier, at most the calendar's first or last day."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


@dataclass(frozen=True, slots=True)
class Scale:
    first: date
    last: date
    as_of: date

    def x(self, day: date) -> float:
        """Where a day begins, kept inside the drawing."""
        inside = min(max(day, self.first), self.last)
        return round(LEFT + (inside - self.first).days / (self.last - self.first).days * (RIGHT - LEFT), 1)


def key_of(span: Standing) -> str:
    return f"scheme:{span.scheme_id}" if span.scheme_id else f"place:{span.jurisdiction_id}"


def name_of(span: Standing) -> str:
    return "Certification" if span.scheme_id else str(span.jurisdiction)


def row(place: int, key: str, spans: list[Standing], subs: dict, decided: dict, scale: Scale) -> Row:
    return Row(
        y=TOP + 16 + STEP * place,
        name=name_of(spans[0]),
        sub=subs.get(key, ""),
        bars=tuple(bar for span in merged(spans) if (bar := drawn(span, scale))),
        points=tuple(scale.x(day) for day in decided.get(key, ()) if scale.first <= day <= scale.last),
    )


def merged(spans: list[Standing]) -> list[Stretch]:
    """Neighbors with one outcome drawn as one bar."""
    found: list[Stretch] = []
    for span in sorted(spans, key=lambda each: each.starts_on):
        if found and found[-1].outcome == span.outcome:
            found[-1] = Stretch(found[-1].starts_on, span.ends_on, span.outcome)
        else:
            found.append(Stretch(span.starts_on, span.ends_on, span.outcome))
    return found


def drawn(span: Stretch, scale: Scale) -> Bar | None:
    """One bar with a hair of space at its end; its word only where it fits. Nothing for “not started”."""
    starts_on, ends_on, outcome = span.starts_on, span.ends_on, span.outcome
    if outcome == "none" or ends_on < scale.first or starts_on > scale.last:
        return None
    after = scale.last if ends_on >= scale.last else ends_on + timedelta(days=1)
    x = scale.x(starts_on)
    width = max(2.0, round(scale.x(after) - x - 1.5, 1))
    words = WORDS.get(outcome, outcome)
    long = len(words) * LETTER
    words_x = beside(x + 8, long, scale.x(scale.as_of), x + width - 6)
    fits = width > long + 14 and outcome not in HATCHED
    return Bar(x, words_x, width, outcome, words if fits else "", outcome in HATCHED, outcome in SOLID)


def beside(x: float, width: float, plumb: float, end: float) -> float:
    """Where words that should begin at `x` begin: past a plumb line that would cross them, where they fit there."""
    crossed = x - 4 < plumb < x + width + 4
    return plumb + 8 if crossed and plumb + 8 + width <= end else x
