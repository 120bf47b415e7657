"""What the next session should cover, and the classes of the heat map: a table of cases."""

from datetime import date

import pytest

from training.evaluation.coverage import Asked, Practice, heat_bounds, heat_of, next_session
from training.evaluation.requirements import Sessions

DAY = date(2026, 11, 21)
ALL = {"regions": ("neck", "thigh", "foot"), "competencies": ("palpation", "insertion")}
DONE = Practice(**ALL, needled=set(ALL["regions"]), practiced=set(ALL["competencies"]))


def asks(by="Florida", have=0, waiting=0, **given):
    return Asked(by, Sessions(count=given.pop("count", 25), **given), have, waiting)


def practice(needled=ALL["regions"], practiced=ALL["competencies"], **given):
    return Practice(**ALL, needled=needled, practiced=practiced, **given)


def told(asked, done):
    """The list in short: of a line who asks and how many are left, of the rest the codes."""
    return [
        (each.kind, [line.by for line in each.lines], each.left) if each.lines else (each.kind, *each.codes)
        for each in next_session(asked, done, DAY)
    ]


CASES = {
    "nothing asked, all practiced": ([], DONE, []),
    "a rule asks 3 more": ([asks(have=22)], DONE, [("line", ["Florida"], 3)]),
    "what waits is on its way": ([asks(have=20, waiting=2)], DONE, [("line", ["Florida"], 3)]),
    "what waits is enough": ([asks(have=22, waiting=3)], DONE, []),
    "more than asked": ([asks(have=30)], DONE, []),
    "two ask the same: the one that misses most leads": (
        [asks(have=22), asks("Our scheme", count=30, have=22, label="Thirty", id="x")],
        DONE,
        [("line", ["Our scheme", "Florida"], 8)],
    ),
    "the narrower line first": (
        [
            asks(have=20),
            asks("Utah", count=3, modes=("in_person",), regions=("neck",)),
            asks("Ohio", regions=("foot",)),
        ],
        DONE,
        [("line", ["Utah"], 3), ("line", ["Ohio"], 25), ("line", ["Florida"], 5)],
    ),
    "a line whose days are over": ([asks(until=date(2026, 11, 20))], DONE, []),
    "a line whose last day it is": ([asks(until=DAY)], DONE, [("line", ["Florida"], 25)]),
    "a line whose days are to come": ([asks(since=date(2026, 11, 22))], DONE, []),
    "a region that a scope names": (
        [],
        practice(["neck", "thigh"], opened={"South Dakota": ("foot", "neck")}),
        [("opened", "foot")],
    ),
    "a scope of techniques alone": ([], practice(["neck"], opened={"Ohio": ("superficial",)}), []),
    "a competency never practiced": ([], practice(practiced=["insertion"]), [("competencies", "palpation")]),
    "a region that was taught": ([], practice(["neck"], taught={"thigh", "neck"}), [("taught", "thigh")]),
    "a region that was not taught": ([], practice(["neck"]), []),
    "opened and taught is said once": (
        [],
        practice(["neck"], taught={"thigh", "foot"}, opened={"South Dakota": ("foot",)}),
        [("opened", "foot"), ("taught", "thigh")],
    ),
    "all at once, in order": (
        [asks(have=24)],
        practice([], [], taught={"thigh"}, opened={"South Dakota": ("foot",)}),
        [("line", ["Florida"], 1), ("opened", "foot"), ("competencies", "palpation", "insertion"), ("taught", "thigh")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_next_session(case):
    asked, done, expected = CASES[case]
    assert told(asked, done) == expected


def test_who_opens_it_is_named_and_nobody_else():
    done = practice(["neck"], opened={"Ohio": ("neck",), "South Dakota": ("foot",), "Utah": ("foot", "thigh")})
    (said,) = next_session([], done, DAY)
    assert (said.codes, said.by) == (("thigh", "foot"), ("South Dakota", "Utah"))


BOUNDS = {
    0: [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)],
    4: [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)],
    5: [(0, 0), (1, 2), (3, 3), (4, 4), (5, 5)],
    9: [(0, 0), (1, 3), (4, 5), (6, 7), (8, 9)],
    40: [(0, 0), (1, 10), (11, 20), (21, 30), (31, 40)],
}


@pytest.mark.parametrize("most", BOUNDS)
def test_classes_of_the_heat_map(most):
    assert heat_bounds(most) == BOUNDS[most]


@pytest.mark.parametrize("most", range(60))
def test_each_count_lies_in_its_class(most):
    bounds = heat_bounds(most)
    assert all(low <= count <= high for count in range(most + 1) for low, high in [bounds[heat_of(count, most)]])
