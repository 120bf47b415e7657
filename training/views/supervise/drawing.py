"""The body map of a session that is only read: its spots marked, cut to where they are."""

from training import body
from training.models import SupervisedSession
from training.models.session import Side

HEIGHT = 486  # units of the drawing, from the crown to the soles
LEAST = 150  # units shown at least, so that one still sees where one is
MARGIN = 24


def figures_of(session: SupervisedSession) -> list[dict]:
    """The sides of the body that have a marked spot; both when none is known."""
    marked = set(session.spots) or spots_of_regions(session)
    drawn = [figure_of(name, figure, marked) for name, figure in body.figures().items()]
    return [figure for figure in drawn if figure["marked"]] or drawn


def spots_of_regions(session: SupervisedSession) -> set[str]:
    """For an entry that names regions only: every spot of them on the side given."""
    sides = {Side.LEFT, Side.RIGHT} if session.side in ("", Side.BOTH) else {Side(session.side)}
    return {spot.id for spot in body.spots().values() if spot.region in session.regions and spot.side in sides}


def figure_of(name: str, figure: dict, marked: set[str]) -> dict:
    regions = [
        {"shape": row["shape"], "fibers": row["fibers"], "label": row["label"], "on": row["id"] in marked}
        for row in figure["regions"]
    ]
    boxes = [row["box"] for row in figure["regions"] if row["id"] in marked]
    return {
        "name": name,
        "skin": figure["skin"],
        "bones": figure["bones"],
        "regions": regions,
        "marked": bool(boxes),
        "view": view_of(boxes),
        "sides": ("Right", "Left") if name == "front" else ("Left", "Right"),
        "words": ", ".join(row["label"] for row in regions if row["on"]),
    }


def view_of(boxes: list) -> str:
    """The part of the drawing around these boxes (x, y, width, height)."""
    if not boxes:
        return f"-96 0 192 {HEIGHT}"
    top, bottom = min(box[1] for box in boxes) - MARGIN, max(box[1] + box[3] for box in boxes) + MARGIN
    spare = max(0, LEAST - (bottom - top)) / 2
    top = max(0, top - spare)
    return f"-96 {top:.0f} 192 {min(HEIGHT, bottom + spare) - top:.0f}"
