"""Time taken of things that are measured side by side, so that a busy machine disturbs both alike."""

import json
import resource
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

ROUNDS = 7


def seconds(work: Callable) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of some rounds: the middle one, and the fastest, which a busy machine disturbs least."""

    middle: float
    fastest: float


def side_by_side(*works: Callable, rounds: int = ROUNDS) -> list[Taken]:
    """What each took, in turn, after one round that warms the caches."""
    taken = [[seconds(work) for work in works] for _ in range(rounds + 1)][1:]
    return [Taken(median(column), min(column)) for column in zip(*taken, strict=True)]


def peak_megabytes() -> float:
    """The most memory that this process has had, in megabytes (Linux counts in kilobytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def line(
    bench: str,
    people: int,
    value: float,
    unit: str,
    floor: float | None = None,
    ratio: float | None = None,
    **more: float,
) -> str:
    """One result as a JSON object. `floor` is in the unit of the value."""
    return json.dumps(
        {
            "bench": bench,
            "people": people,
            "value": round(value, 3),
            "unit": unit,
            "floor": None if floor is None else round(floor, 3),
            "ratio": None if ratio is None else round(ratio, 2),
            **{name: round(each, 3) for name, each in more.items()},
        }
    )
