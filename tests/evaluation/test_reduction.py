"""A certification with less: what reductions leave of its scope, and what a revoked one asks for to come back."""

import pytest

from training.evaluation import CycleFact, certification_timeline
from training.evaluation.facts import ActFact
from training.evaluation.reduction import narrowed

from .make import credit, day, facts
from .test_certification import ENROLLED, FIRST, INITIAL, LIFE, RENEWAL, SECOND, act, evaluated, story

NECK = ("neck", "shoulder")


def scopes(cycles=(FIRST,), acts=()):
    """The first day, outcome and scope of each span that is limited."""
    spans = certification_timeline(INITIAL, RENEWAL, None, facts(), cycles, acts, ENROLLED)
    return [(str(span.starts_on), span.outcome, span.scope) for span in spans if span.scope]


def test_a_reduction_limits_the_scope_from_its_day_to_the_last_valid_one():
    acts = (act("reduce_scope", "2025-01-01", scope=NECK, cycle="c1"),)
    assert scopes(acts=acts) == [("2025-01-01", "active", NECK), ("2026-04-01", "renewal_open", NECK)]
    assert story(acts=acts) == LIFE, "it changes no outcome"
    assert evaluated("2024-12-31", acts=acts).scope == ()
    assert evaluated("2025-01-01", acts=acts).scope == NECK
    assert evaluated("2026-07-01", acts=acts).scope == (), "in grace nothing is held"


def test_a_second_reduction_leaves_of_the_first():
    acts = (
        act("reduce_scope", "2025-06-01", scope=("neck",), cycle="c1"),
        act("reduce_scope", "2025-01-01", scope=NECK, cycle="c1"),
    )
    assert scopes(acts=acts)[:2] == [("2025-01-01", "active", NECK), ("2025-06-01", "active", ("neck",))]
    assert scopes(acts=acts[::-1]) == scopes(acts=acts)


def test_a_reduction_that_names_no_cycle_is_about_the_one_that_runs():
    acts = (act("reduce_scope", "2025-01-01", scope=NECK),)
    assert [span[0] for span in scopes((FIRST, SECOND), acts)] == ["2025-01-01", "2026-04-01", "2026-05-10"]


def test_the_next_cycle_has_the_scope_of_its_own_decision():
    acts = (act("reduce_scope", "2025-01-01", scope=NECK, cycle="c1"),)
    kept = CycleFact("c2", *(day(on) for on in ("2026-07-01", "2028-06-30", "2028-04-01", "2028-08-31")), scope=NECK)
    assert scopes((FIRST, SECOND), acts)[-1] == ("2026-05-10", "active", NECK)
    assert ("2026-07-01", "active", NECK) in scopes((FIRST, kept), acts)


def test_a_reduction_about_a_coming_cycle_waits_for_its_first_day():
    acts = (act("reduce_scope", "2026-06-01", scope=NECK, cycle="c2"),)
    assert scopes((FIRST, SECOND), acts)[0] == ("2026-07-01", "active", NECK)


@pytest.mark.parametrize(
    ("scope", "left", "both"),
    [
        ((), NECK, NECK),
        (NECK, (), NECK),
        (NECK, ("neck", "hip_buttock"), ("neck",)),
        (NECK, ("superficial",), (*NECK, "superficial")),
        (("neck", "deep", "superficial"), ("superficial",), ("neck", "superficial")),
        (("neck",), ("foot",), ("foot",)),
    ],
)
def test_a_scope_limits_only_what_it_names(scope, left, both):
    assert narrowed(scope, left) == both


def test_a_reduction_leaves_something():
    with pytest.raises(ValueError, match="needs the codes"):
        ActFact("reduce_scope", day("2025-01-01"))


# The way back after a revocation


AGAIN = CycleFact(
    "c3", day("2025-03-01"), day("2027-02-28"), day("2026-12-01"), day("2027-04-30"), decided_on=day("2025-03-01")
)


def test_a_revoked_one_asks_for_everything_that_a_first_award_asks_for():
    seen = evaluated("2025-02-01", facts(credits=(credit("2024-03-01", 20),)), acts=(act("revoke", "2025-01-01"),))
    assert seen.outcome == "revoked"
    assert [finding.id for finding in seen.findings] == ["hours", "exam"]
    assert [finding.truth for finding in seen.findings] == ["met", "missing"]


def test_what_is_awarded_after_a_revocation_is_not_suspended_by_what_came_before():
    acts = (act("suspend", "2024-12-01"), act("revoke", "2025-01-01"), act("suspend", "2025-01-15"))
    assert story(cycles=(FIRST, AGAIN), acts=acts)[2:5] == [
        ("2024-12-01", "suspended"),
        ("2025-01-01", "revoked"),
        ("2025-03-01", "active"),
    ]
    later = (*acts, act("suspend", "2025-06-01"))
    assert story(cycles=(FIRST, AGAIN), acts=later)[-1] == ("2025-06-01", "suspended")


def test_a_cycle_that_was_coming_when_it_was_revoked_never_begins():
    coming = CycleFact(
        "c2",
        *(day(on) for on in ("2026-07-01", "2028-06-30", "2028-04-01", "2028-08-31")),
        decided_on=day("2024-12-01"),
    )
    said = story(cycles=(FIRST, coming, AGAIN), acts=(act("revoke", "2025-01-01"),))
    assert said[2:] == [
        ("2025-01-01", "revoked"),
        ("2025-03-01", "active"),
        ("2026-12-01", "renewal_open"),
        ("2027-03-01", "grace"),
        ("2027-05-01", "lapsed"),
    ]
