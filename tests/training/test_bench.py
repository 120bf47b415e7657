"""The benchmarks run and say what they found in one form. What it costs is not asked here."""

import json

import pytest

from tests.bench import house, roster, standings
from tests.bench.__main__ import growth
from tests.factories import NOW, TODAY
from training.seeding.world import world
from training.seeding.write import seed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
KEYS = {"bench", "people", "value", "unit", "floor", "ratio"}
PEOPLE = 50


@pytest.fixture
def people():
    house.build(NOW, TODAY)
    for _ in seed(world(PEOPLE, now=NOW, today=TODAY), 1, PEOPLE):
        pass


@pytest.mark.parametrize("bench", [standings, roster])
def test_each_line_is_a_json_object(bench, people):
    results = [json.loads(words) for words in bench.run(PEOPLE)]
    assert len({result["bench"] for result in results}) == len(results)
    for result in results:
        assert result.keys() - {"fastest"} == KEYS
        assert result["people"] == PEOPLE
        assert result["value"] > 0 or result["bench"] == "standings written"  # a difference of two, of a few people


def test_growth_is_told_against_the_small_roster():
    small = {"bench": "roster", "people": 1000, "value": 40.0, "unit": "milliseconds", "floor": 20.0, "ratio": 2.0}
    small |= {"fastest": 32.0}
    large = small | {"people": 5000, "value": 50.0, "fastest": 40.0}
    assert growth(small, large) == large | {
        "bench": "roster, against 1000", "value": 40.0, "floor": 32.0, "ratio": 1.25,
    }  # fmt: skip
