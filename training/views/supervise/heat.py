"""The body map as a heat map: each spot in the class of its region's count, the count written once on each side."""

import re
from functools import lru_cache

from training import body
from training.evaluation.coverage import heat_of
from training.models.session import Side


def heat_figures(counts: dict[str, int]) -> list[dict]:
    """Front and back of the body. `counts` says by region how many sessions name it."""
    most = max(counts.values(), default=0)
    return [figure_of(name, figure, counts, most) for name, figure in body.figures().items()]


def figure_of(name: str, figure: dict, counts: dict[str, int], most: int) -> dict:
    drawn = [spot_of(row, counts, most) for row in figure["regions"]]
    return {
        "name": name,
        "skin": figure["skin"],
        "bones": figure["bones"],
        "regions": drawn,
        "numbers": list(numbers(drawn)),
        "sides": ("Right", "Left") if name == "front" else ("Left", "Right"),
    }


def spot_of(row: dict, counts: dict[str, int], most: int) -> dict:
    spot = body.spots()[row["id"]]
    count = counts.get(spot.region, 0)
    _, y, width, height = row["box"]
    middle = y + height / 2
    return {
        "shape": row["shape"],
        "fibers": row["fibers"],
        "spot": spot,
        "count": count,
        "heat": heat_of(count, most),
        "x": round(middle_of(row["shape"], middle), 1),
        "y": middle,
        "area": width * height,
    }


def numbers(drawn: list[dict]) -> list[dict]:
    """Of each region with sessions the largest spot on the patient's left: where its count is written."""
    largest: dict[str, dict] = {}
    for each in sorted(drawn, key=lambda each: each["area"]):
        if each["count"] and each["spot"].side == Side.LEFT:
            largest[each["spot"].region] = each
    return list(largest.values())


@lru_cache
def middle_of(shape: str, y: float) -> float:
    """The middle of the widest part of a closed path on a height: a curved spot has little of its box."""
    corners = corners_of(shape)
    sides = zip(corners, corners[1:] + corners[:1], strict=True)
    crossed = sorted(
        left + (right - left) * (y - top) / (bottom - top)
        for (left, top), (right, bottom) in sides
        if min(top, bottom) <= y < max(top, bottom)
    )
    start, end = max(zip(crossed[::2], crossed[1::2], strict=True), key=lambda part: part[1] - part[0])
    return (start + end) / 2


def corners_of(shape: str) -> list[tuple[float, float]]:
    """The points that a path of moves, lines and cubic curves goes through."""
    found = []
    for command, written in re.findall(r"([MLC])([^MLCZ]*)", shape):
        numbers = [float(each) for each in re.findall(r"-?[\d.]+", written)]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        found += points[2::3] if command == "C" else points
    return found
