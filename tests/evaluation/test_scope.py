"""What may be needled: the body regions and techniques that a rule opens, or of them what the courses taught."""

from itertools import pairwise

import pytest

from training.evaluation import Hours, Modules, Stage, Within, clearance_timeline, evaluate_clearance
from training.evaluation.scope import within

from . import strategies as some
from .make import always_licensed, completion, credit, day, facts, rule
from .thorough import for_any

LICENSED = (always_licensed(),)
BODY = Hours(60, id="hours")


def story(version, **given):
    """Outcome and scope from each day on, since the rule took effect."""
    spans = clearance_timeline([version], facts(licenses=LICENSED, **given))
    return [(str(each.starts_on), str(each.outcome), each.scope) for each in spans[1:]]


def scoped(tree=BODY, **values):
    return rule(tree, scope_from_training=True, **values)


def test_it_is_what_the_courses_taught_and_more_courses_widen_it_on_their_day():
    given = (credit("2026-01-10", 20, taught=("neck", "deep")), credit("2026-03-01", 8, taught=("hip",)))
    assert story(scoped(), credits=given) == [
        ("2020-01-01", "not_cleared", ()),
        ("2026-01-10", "cleared", ("deep", "neck")),
        ("2026-03-01", "cleared", ("deep", "hip", "neck")),
    ]


def test_while_no_course_says_what_it_taught_it_needs_review():
    given = (credit("2026-01-10", 20), credit("2026-03-01", 8, taught=("hip",)))
    assert story(scoped(), credits=given)[1:] == [
        ("2026-01-10", "needs_review", ()),
        ("2026-03-01", "cleared", ("hip",)),
    ]
    said = evaluate_clearance([scoped()], facts(licenses=LICENSED, credits=given), day("2026-02-01"))
    line = said.findings[-1]
    assert (said.unmet, line.id, line.label) == (("implied.scope",), "implied.scope", "Only what the courses taught")
    assert (line.truth, line.who, line.note) == ("unknown", "manager", "No course on record says what it taught")


def test_the_finding_names_the_courses_that_taught():
    given = facts(
        licenses=LICENSED,
        credits=(credit("2026-01-10", 20, id="c1", taught=("neck",)), credit("2026-09-01", 2, taught=("knee",))),
        completions=(completion("2026-02-01", "m", taught=("hip",)),),
    )
    line = evaluate_clearance([scoped()], given, day("2026-03-01")).findings[-1]
    assert (line.truth, line.have, line.need, line.unit, line.who) == ("met", 2, 1, "course", "")
    assert line.evidence == (("credit", "c1"), ("completion", "m-1-2026-02-01"))


def test_only_the_courses_that_the_rule_counts_speak():
    tree = Within(24, "first_course", Hours(60, subjects=("dry_needling",), since=day("2026-01-01")))
    given = {
        "credits": (
            credit("2025-12-01", 8, taught=("neck",)),
            credit("2026-01-10", 8, subject="ethics", taught=("knee",)),
            credit("2026-01-10", 8, "live_online", taught=("hip",)),
        )
    }
    assert story(scoped(tree), **given)[-1] == ("2026-01-10", "cleared", ("hip",))


def test_a_rule_that_counts_no_course_itself_hears_every_one():
    assert story(scoped(None), credits=(credit("2026-01-10", 8, taught=("neck",)),)) == [
        ("2020-01-01", "needs_review", ()),
        ("2026-01-10", "cleared", ("neck",)),
    ]


def test_a_later_revision_of_a_module_may_teach_more_without_more_minutes():
    given = (completion("2026-01-10", "m", taught=("neck",)), completion("2026-02-10", "m", 1, 2, taught=("hip",)))
    for tree in (Modules(("m",)), Hours(60)):
        assert story(scoped(tree), completions=given)[1:] == [
            ("2026-01-10", "cleared", ("neck",)),
            ("2026-02-10", "cleared", ("hip", "neck")),
        ]


@pytest.mark.parametrize(
    ("taught", "scope", "left"),
    [
        ((), (), None),
        ((), ("neck",), None),
        (("deep", "neck"), (), ("deep", "neck")),
        (("deep", "hip", "neck"), ("neck", "hip", "knee"), ("deep", "hip", "neck")),
        (("deep", "hip", "neck"), ("neck",), ("deep", "neck")),
        (("deep", "neck"), ("superficial",), None),
        (("neck",), ("superficial",), None),
        (("deep", "neck", "superficial"), ("superficial",), ("neck", "superficial")),
        (("deep", "neck", "superficial"), ("superficial", "hip"), None),
        (("deep", "hip", "neck", "superficial"), ("superficial", "hip"), ("hip", "superficial")),
    ],
)
def test_a_scope_limits_what_it_names(taught, scope, left):
    assert within(taught, scope) == left


def test_what_was_taught_outside_the_scope_of_the_rule_does_not_clear():
    version = scoped(scope=("neck",))
    given = {"credits": (credit("2026-01-10", 8, taught=("hip",)), credit("2026-02-10", 8, taught=("neck", "knee")))}
    assert story(version, **given)[1:] == [
        ("2026-01-10", "not_cleared", ()),
        ("2026-02-10", "cleared", ("neck",)),
    ]
    line = evaluate_clearance([version], facts(licenses=LICENSED, **given), day("2026-01-20")).findings[-1]
    assert (line.label, line.truth, line.who) == ("Only what the courses taught, within neck", "missing", "therapist")
    assert line.note == "What the courses taught lies outside what the rule opens"


def test_provisional_practice_has_a_scope_of_its_own():
    stage = Stage(Hours(30 * 60), months=48, scope=("neck",))
    given = (credit("2026-01-10", 30, taught=("neck", "hip")), credit("2026-03-01", 20, taught=("knee",)))
    tree = Hours(50 * 60)
    assert story(rule(tree, provisional=stage, scope=("neck", "hip")), credits=given)[1:] == [
        ("2026-01-10", "provisional", ("neck",)),
        ("2026-03-01", "cleared", ("neck", "hip")),
    ]
    assert story(scoped(tree, provisional=stage), credits=given)[1:] == [
        ("2026-01-10", "provisional", ("neck",)),
        ("2026-03-01", "cleared", ("hip", "knee", "neck")),
    ]


def test_a_prohibited_or_undecided_rule_has_no_scope():
    given = {"credits": (credit("2026-01-10", 8, taught=("neck",)),)}
    assert story(scoped(status="prohibited"), **given) == [("2020-01-01", "prohibited", ())]
    assert story(scoped(status="silent"), **given) == []


@for_any(some.facts, some.taught)
def test_more_courses_only_widen_it(given, scope):
    own = facts(licenses=LICENSED, credits=given.credits, completions=given.completions)
    spans = clearance_timeline([scoped(None, scope=scope)], own)
    cleared = [each.outcome == "cleared" for each in spans[1:]]
    assert cleared == sorted(cleared), "once cleared, for good"
    for before, after in pairwise(each for each in spans if each.outcome == "cleared"):
        assert set(before.scope) < set(after.scope)
