"""The body map as a heat map: each spot in the class of its region's count, the count written once on each side."""

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
    x, y, width, height = row["box"]
    return {
        "shape": row["shape"],
        "fibers": row["fibers"],
        "spot": spot,
        "count": count,
        "heat": heat_of(count, most),
        "x": x + width / 2,
        "y": y + height / 2,
        "area": width * height,
    }


def numbers(drawn: list[dict]) -> list[dict]:
    """Of each region the largest spot on the patient's left: where its count is written."""
    largest: dict[str, dict] = {}
    for each in sorted(drawn, key=lambda each: each["area"]):
        if each["spot"].side == Side.LEFT:
            largest[each["spot"].region] = each
    return list(largest.values())
