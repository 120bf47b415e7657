"""The body map: 60 spots that a session may name, each in a region that rules ask about, left or right of a patient."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from training.models.session import Region, Side

DATA = Path(__file__).parent / "data" / "body.json"

REGIONS = {
    "jaw": Region.HEAD_JAW,
    "neck-front": Region.NECK,
    "neck-back": Region.NECK,
    "trap-front": Region.SHOULDER,
    "upper-trap": Region.UPPER_BACK,
    "mid-back": Region.UPPER_BACK,
    "scapula": Region.UPPER_BACK,
    "lat": Region.UPPER_BACK,
    "low-back": Region.LOW_BACK,
    "pec": Region.CHEST,
    "delt-front": Region.SHOULDER,
    "delt-back": Region.SHOULDER,
    "biceps": Region.UPPER_ARM,
    "triceps": Region.UPPER_ARM,
    "forearm-front": Region.FOREARM_HAND,
    "forearm-back": Region.FOREARM_HAND,
    "hand-front": Region.FOREARM_HAND,
    "hand-back": Region.FOREARM_HAND,
    "abdomen": Region.ABDOMEN,
    "oblique": Region.ABDOMEN,
    "hip-front": Region.HIP_BUTTOCK,
    "glute": Region.HIP_BUTTOCK,
    "adductor": Region.THIGH,
    "quad": Region.THIGH,
    "hamstring": Region.THIGH,
    "knee-front": Region.KNEE,
    "knee-back": Region.KNEE,
    "shin": Region.LOWER_LEG,
    "calf": Region.LOWER_LEG,
    "sole": Region.FOOT,
}


@dataclass(frozen=True, slots=True)
class Spot:
    """One area of the drawing. `over_lung`: a needle that goes too deep here may reach the lung."""

    id: str
    name: str
    side: Side
    region: Region
    over_lung: bool

    @property
    def label(self) -> str:
        return f"{self.name}, {self.side.label.lower()}"


@lru_cache
def figures() -> dict:
    """The drawing: for front and back the outline and the shape of each spot."""
    return json.loads(DATA.read_text(encoding="utf-8"))


@lru_cache
def spots() -> dict[str, Spot]:
    """Every spot by its id, front first, from the head down."""
    drawn = [region for figure in figures().values() for region in figure["regions"]]
    return {region["id"]: spot_of(region) for region in drawn}


def spot_of(region: dict) -> Spot:
    base, _, side = region["id"].rpartition("-")
    name = region["label"].rpartition(",")[0]
    return Spot(region["id"], name, Side(side), REGIONS[base], region["lung"])


def regions_of(chosen: list[str]) -> list[str]:
    """The regions of these spots, once each, in the order of the enum."""
    touched = {spots()[spot].region for spot in chosen}
    return [region.value for region in Region if region in touched]


def side_of(chosen: list[str]) -> str:
    """Left, right, or both; empty for no spot."""
    sides = {spots()[spot].side for spot in chosen}
    return Side.BOTH.value if len(sides) > 1 else next((side.value for side in sides), "")


def over_lung(chosen: list[str]) -> list[Spot]:
    """Those of the spots that lie over the lung."""
    return [spots()[spot] for spot in chosen if spots()[spot].over_lung]


def words(chosen: list[str]) -> str:
    """The spots as people read them: “Upper trapezius (right), Back of neck (both sides)”."""
    sides: dict[str, set] = {}
    for spot in (spots()[each] for each in chosen if each in spots()):
        sides.setdefault(spot.name, set()).add(spot.side)
    return ", ".join(f"{name} ({side_word(of)})" for name, of in sides.items())


def side_word(sides: set) -> str:
    return "both sides" if len(sides) > 1 else next(iter(sides)).label.lower()
