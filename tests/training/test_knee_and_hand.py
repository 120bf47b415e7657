"""Knee and hand on the body map: spots, muscles, region; and what was signed before they came."""

from datetime import date

import pytest

from training import body, muscles
from training.forms.body_map import BodyMap
from training.models import Region, SupervisedSession
from training.session_content import content_hash

NEW = {
    "hand-front": (Region.FOREARM_HAND, "Palm", "Opponens pollicis"),
    "hand-back": (Region.FOREARM_HAND, "Back of hand", "Dorsal interossei"),
    "knee-front": (Region.KNEE, "Front of knee", "Pes anserinus"),
    "knee-back": (Region.KNEE, "Back of knee", "Popliteus"),
}
FINGER = 17  # units of the drawing: 24 pixels on a phone of 360


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(("base", "expected"), NEW.items())
def test_each_is_drawn_listed_and_has_muscles(base, expected, side):
    region, name, muscle = expected
    spot = body.spots()[f"{base}-{side}"]
    assert (spot.region, spot.name, spot.side, spot.over_lung) == (region, name, side, False)
    assert muscle in [each.name for each in muscles.under(spot)]
    (drawn,) = [row for figure in body.figures().values() for row in figure["regions"] if row["id"] == spot.id]
    assert min(drawn["box"][2:]) >= FINGER
    groups = BodyMap().get_context("spots", [spot.id], {"id": "spots"})["groups"]
    (group,) = [each for each in groups if each["name"] == name]
    assert [each["on"] for each in group["sides"]] == [side == "left", side == "right"]


def test_left_and_right_mirror_each_other():
    for figure in body.figures().values():
        boxes = {row["id"]: row["box"] for row in figure["regions"]}
        for base in NEW:
            if f"{base}-left" in boxes:
                (x, y, width, height), other = boxes[f"{base}-left"], boxes[f"{base}-right"]
                assert other == pytest.approx([-x - width, y, width, height], abs=0.11)


def test_what_was_signed_before_they_came_has_the_same_hash():
    """Written down before knee and hand were drawn: other spots, regions and muscles stay as they were."""
    spots = ["forearm-front-left", "quad-left", "hamstring-left", "calf-left"]
    given = {"spots": spots, "regions": body.regions_of(spots), "side": body.side_of(spots)}
    row = SupervisedSession(practitioner_id=7, supervisor_id=8, happened_on=date(2026, 5, 4), mode="in_person", **given)
    row.muscles = ["calf-left:popliteus"]
    assert row.regions == ["forearm_hand", "thigh", "lower_leg"]
    assert row.muscle_words == "Popliteus (left)"
    assert content_hash(row) == "1d2b6b046b246cbacb96f55d1eecf3f386c80e14348a9e55da6d94b64852d532"
