"""What many answers tell about one question: classical test theory, on plain numbers.

- Difficulty: the share that answered right (1: everybody).
- Discrimination: the correlation of being right here with the share of right answers to the other questions of the same
  try (the corrected point-biserial correlation), from -1 to 1. Below 0.2 a question hardly tells who knows more (Ebel
  and Frisbie, Essentials of Educational Measurement, 5th ed., 1991).
- A wrong option that under 5 percent choose distracts nobody (Haladyna and Downing, Educational and Psychological
  Measurement, 1993).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import correlation, fmean, median

ENOUGH = 30  # answers; below that, chance speaks louder than the question
TOO_EASY, TOO_HARD = 0.95, 0.3
TELLS_LITTLE = 0.2
RARELY_CHOSEN = 0.05
THIRD = 3


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: what was chosen (nothing: left open), whether it was right, the share of right answers to the other
    questions of that try (None where it asked only this one), and the seconds since the answer before it."""

    chosen: frozenset[str]
    right: bool
    rest: float | None = None
    seconds: float | None = None


class Flag(StrEnum):
    """Why an editor should look at a question, the gravest first."""

    AGAINST = "against"
    EASY = "easy"
    HARD = "hard"
    LITTLE = "little"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class OptionUse:
    """How often an option was chosen: shares of all, of the third that did best elsewhere, and of the last third."""

    id: str
    share: float
    best: float | None
    last: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one question. `seconds` is the median; None where too few answers were timed."""

    answers: int
    left_open: int
    difficulty: float
    discrimination: float | None
    options: tuple[OptionUse, ...]
    seconds: float | None
    flags: tuple[Flag, ...]


def figures(given: Iterable[Given], options: Sequence[str], key: frozenset[str]) -> Figures | None:
    """The figures of a question with these options and this key; None below `ENOUGH` answers."""
    given = list(given)
    if len(given) < ENOUGH:
        return None
    difficulty = fmean(each.right for each in given)
    compared = [each for each in given if each.rest is not None]
    discrimination = discrimination_of(compared)
    used = uses(given, compared, options)
    return Figures(
        answers=len(given),
        left_open=sum(not each.chosen for each in given),
        difficulty=difficulty,
        discrimination=discrimination,
        options=used,
        seconds=middle([each.seconds for each in given if each.seconds is not None]),
        flags=tuple(flags(difficulty, discrimination, used, key)),
    )


def discrimination_of(compared: Sequence[Given]) -> float | None:
    """Of at least `ENOUGH` answers; None where all were right, all were wrong, or all others went alike."""
    ours, theirs = [float(each.right) for each in compared], [each.rest for each in compared]
    if len(compared) < ENOUGH or len(set(ours)) < 2 or len(set(theirs)) < 2:
        return None
    return correlation(ours, theirs)


def uses(given: Sequence[Given], compared: Sequence[Given], options: Sequence[str]) -> tuple[OptionUse, ...]:
    """Each option's shares; the thirds are told apart by the rest of the try, and only where there are enough."""
    ranked = sorted(compared, key=lambda each: each.rest)
    size = len(ranked) // THIRD if len(ranked) >= ENOUGH else 0
    last, best = ranked[:size], ranked[-size:] if size else []
    return tuple(OptionUse(id, share(given, id), share(best, id), share(last, id)) for id in options)


def share(given: Sequence[Given], option: str) -> float | None:
    return fmean(option in each.chosen for each in given) if given else None


def middle(seconds: Sequence[float]) -> float | None:
    return median(seconds) if len(seconds) >= ENOUGH else None


def flags(
    difficulty: float, discrimination: float | None, used: Sequence[OptionUse], key: frozenset[str]
) -> Iterable[Flag]:
    """What to look at. A question that nearly all answer alike cannot discriminate: that is said once."""
    if discrimination is not None and discrimination < 0:
        yield Flag.AGAINST
    if difficulty > TOO_EASY:
        yield Flag.EASY
    elif difficulty < TOO_HARD:
        yield Flag.HARD
    if difficulty <= TOO_EASY and discrimination is not None and 0 <= discrimination < TELLS_LITTLE:
        yield Flag.LITTLE
    if difficulty <= TOO_EASY and any(each.share < RARELY_CHOSEN for each in used if each.id not in key):
        yield Flag.UNUSED
