"""Filings with a time limit: a task with a date, which turns into "not cleared" by itself."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import strategies as st

from training.evaluation import (
    AllOf,
    AnyOf,
    Attestation,
    AttestationFact,
    Exam,
    ExamFact,
    Filing,
    FilingFact,
    Hours,
    Modules,
    PursuitFact,
    Sessions,
    Stage,
    Truth,
    Unknown,
    Within,
    certification_timeline,
    clearance_timeline,
    describe,
    evaluate_clearance,
    to_json,
)
from training.evaluation.answers import truth_of
from training.evaluation.requirements import FILING_ANCHORS, numbered, walk
from training.evaluation.timed import timed, training_of

from . import strategies as some
from .make import always_licensed, completion, credit, day, facts, merged, rule, sessions
from .thorough import for_any

LICENSED = (always_licensed(),)


def form(days=60, anchor="training_met", **values):
    return Filing("US-CO", "board form", within_days=days, anchor=anchor, **values)


def filed(on):
    return (FilingFact("f", "US-CO", "board form", day(on)),)


TREE = AllOf((Hours(50 * 60, id="hours"), Sessions(2, id="sessions"), form(id="form")))
TRAINED = {"credits": (credit("2026-01-10", 50),), "sessions": sessions("2026-02-01", "2026-03-01")}


def story(tree, **given):
    return merged(clearance_timeline([rule(tree)], facts(licenses=LICENSED, **given)))[2:]


def test_it_is_met_unfiled_for_its_days_and_then_no_more():
    assert story(TREE, **TRAINED) == [("2026-03-01", "cleared"), ("2026-05-01", "not_cleared")]


@pytest.mark.parametrize("on", ["2020-06-01", "2026-03-01", "2026-03-15", "2026-04-30"])
def test_filed_in_time_or_before_it_is_met_from_then_on(on):
    assert story(TREE, **TRAINED, filings=filed(on)) == [("2026-03-01", "cleared")]


def test_filed_late_it_is_met_from_that_day():
    assert story(TREE, **TRAINED, filings=filed("2026-07-01")) == [
        ("2026-03-01", "cleared"),
        ("2026-05-01", "not_cleared"),
        ("2026-07-01", "cleared"),
    ]


@pytest.mark.parametrize("days", [1, 30, 60, 365])
def test_the_last_day_counts_on_every_day_of_four_years(days):
    node = timed(AllOf((Sessions(1), form(days))))
    for start in (day("2023-03-01") + timedelta(days=count) for count in range(4 * 365 + 1)):
        (line,) = clearance_timeline([rule(node)], facts(licenses=LICENSED, sessions=sessions(str(start))))[2:-1]
        assert (line.outcome, line.starts_on, line.ends_on) == ("cleared", start, start + timedelta(days=days))


def finding_on(on, tree=TREE, **given):
    said = evaluate_clearance([rule(tree)], facts(licenses=LICENSED, **(TRAINED | given)), day(on))
    return next(each for each in said.findings if each.id == "form")


def test_the_finding_is_a_task_with_a_date():
    before = finding_on("2026-02-28")
    assert (before.truth, before.due_on, before.who) == ("missing", None, "therapist")
    assert before.note == "The time runs from the day the training is complete"
    open = finding_on("2026-03-01")
    assert (open.truth, open.have, open.due_on, open.who) == ("met", 0, day("2026-04-30"), "therapist")
    assert (open.note, open.until) == ("File by April 30, 2026", day("2026-04-30"))
    late = finding_on("2026-05-01")
    assert (late.truth, late.due_on, late.note) == ("missing", None, "Was due by April 30, 2026")
    done = finding_on("2026-05-01", filings=filed("2026-03-09"))
    assert (done.truth, done.due_on, done.note, done.who) == ("met", None, "", "")
    assert done.evidence == (("filing", "f"),)


def test_a_coming_filing_is_not_seen_yet():
    assert finding_on("2026-03-05", filings=filed("2026-03-09")).due_on == day("2026-04-30")


def test_only_an_evaluation_with_a_task_stores_its_date():
    given = facts(licenses=LICENSED, **TRAINED)
    stored = [evaluate_clearance([rule(TREE)], given, day(on)).to_json() for on in ("2026-03-01", "2026-05-01")]
    form_ids = [next(each for each in one["findings"] if each["id"] == "form") for one in stored]
    assert form_ids[0]["due_on"] == "2026-04-30"
    assert "due_on" not in form_ids[1]
    assert all("due_on" not in each for each in stored[0]["findings"] if each["id"] != "form")


def test_from_the_first_course_that_the_rule_counts():
    tree = AllOf((Hours(60, modes=("in_person",)), form(30, "first_course")))
    given = (credit("2026-01-01", 9, "self_paced"), credit("2026-02-01", 1), credit("2026-02-20", 1))
    assert story(tree, credits=given) == [("2026-02-01", "cleared"), ("2026-03-04", "not_cleared")]


def test_from_the_last_course_that_completes_the_training_and_no_later_one():
    tree = AllOf((Hours(120), form(30, "last_course")))
    given = (credit("2026-02-01", 1), credit("2026-02-20", 1), credit("2026-06-01", 1))
    assert story(tree, credits=given) == [
        ("2026-02-20", "cleared"),
        ("2026-03-23", "not_cleared"),
    ]


def test_an_alternative_waits_for_the_way_that_was_taken():
    letter = AttestationFact("a", "letter", day("2026-02-01"))
    tree = AllOf((Hours(60), AnyOf((Sessions(250), Attestation("letter"))), form(id="form")))
    given = {"credits": (credit("2026-01-01", 1),), "attestations": (letter,)}
    assert story(tree, **given) == [("2026-02-01", "cleared"), ("2026-04-03", "not_cleared")]


def test_as_one_of_two_ways_it_is_due_only_while_no_other_is_taken():
    tree = AllOf((Hours(60), AnyOf((form(id="f"), Exam("x")), id="form")))
    given = {"credits": (credit("2026-01-01", 1),)}
    assert story(tree, **given) == [("2026-01-01", "cleared"), ("2026-03-03", "not_cleared")]
    assert finding_on("2026-02-01", tree, **given).due_on == day("2026-03-02")
    passed = given | {"exams": (ExamFact("e", day("2026-01-15"), "x", 1),)}
    assert finding_on("2026-02-01", tree, **passed).due_on is None
    assert story(tree, **passed) == [("2026-01-01", "cleared")]


def test_inside_a_time_limit_it_keeps_its_own():
    tree = Within(2, "first_course", AllOf((Hours(50 * 60), form())), id="form")
    given = {"credits": (credit("2026-01-10", 20), credit("2026-03-10", 30)), "sessions": ()}
    assert story(tree, **given) == [("2026-03-10", "cleared"), ("2026-05-10", "not_cleared")]
    assert story(tree, **given, filings=filed("2026-05-09")) == [("2026-03-10", "cleared")]
    assert finding_on("2026-03-20", tree, **given).due_on == day("2026-05-09")
    late = {"credits": (credit("2026-01-10", 20), credit("2026-03-11", 30))}
    assert story(tree, **late, filings=filed("2026-03-12")) == []


def test_inside_a_time_limit_another_way_needs_no_filing():
    tree = Within(2, "first_course", AnyOf((AllOf((Hours(50 * 60), form())), Hours(80 * 60))))
    given = {"credits": (credit("2026-01-10", 50), credit("2026-02-10", 30))}
    assert story(tree, **given) == [("2026-01-10", "cleared")]


def test_of_a_house_policy_it_waits_for_the_training_of_the_law():
    version = rule(Hours(60, id="hours"), house=form(id="form"))
    spans = clearance_timeline([version], facts(licenses=LICENSED, credits=(credit("2026-01-01", 1),)))
    assert merged(spans)[2:] == [("2026-01-01", "cleared"), ("2026-03-03", "not_cleared")]
    own = rule(Hours(60), house=AllOf((Modules(("m",)), form())))
    given = facts(licenses=LICENSED, credits=(credit("2026-01-01", 1),), completions=(completion("2026-02-01", "m"),))
    assert merged(clearance_timeline([own], given))[2:] == [("2026-02-01", "cleared"), ("2026-04-03", "not_cleared")]


def test_of_a_stage_it_waits_for_the_training_of_the_stage():
    stage = Stage(AllOf((Hours(30 * 60), form())), months=48)
    given = facts(licenses=LICENSED, credits=(credit("2026-01-01", 30),))
    assert merged(clearance_timeline([rule(Hours(50 * 60), provisional=stage)], given))[2:] == [
        ("2026-01-01", "provisional"),
        ("2026-03-03", "not_cleared"),
    ]


def test_of_a_scheme_it_waits_for_the_training_of_the_scheme():
    given = facts(credits=(credit("2026-01-01", 1),))
    pursuit = PursuitFact(day("2025-01-01"))
    for tree, always in ((AllOf((Hours(60), form())), None), (Hours(60), form())):
        assert merged(certification_timeline(tree, None, always, given, (), (), pursuit))[1:] == [
            ("2025-01-01", "in_progress"),
            ("2026-01-01", "ready"),
            ("2026-03-03", "in_progress"),
        ]


def test_with_no_training_to_wait_for_it_is_to_be_filed_before_practice():
    assert story(form()) == []
    assert story(form(), filings=filed("2026-02-01")) == [("2026-02-01", "cleared")]


def test_what_is_unknown_about_the_training_does_not_hold_up_its_time():
    tree = AllOf((Unknown("exam"), Sessions(1), form()))
    spans = clearance_timeline([rule(tree)], facts(licenses=LICENSED, sessions=sessions("2026-01-01")))
    assert merged(spans)[2:] == [("2026-01-01", "needs_review"), ("2026-03-03", "not_cleared")]


def test_the_training_of_a_tree_is_its_courses_modules_and_sessions():
    within = Within(36, "first_course", AllOf((Hours(60), Exam("y"))))
    either = AnyOf((AllOf((Sessions(1), Exam("z"))), Attestation("letter"), form()))
    assert training_of(AllOf((Exam("x"), within, either, form()))) == AllOf(
        (Within(36, "first_course", AllOf((Hours(60),))), AnyOf((AllOf((Sessions(1),)), Attestation("letter"))))
    )
    assert training_of(AllOf((Exam("x"), form()))) is None


def test_a_tree_without_such_filings_stays_what_it_is():
    tree = numbered(AllOf((Hours(60), Filing("US-CO", "board form"))))
    assert timed(tree) is tree
    assert all("within_days" not in to_json(node) for node in walk(tree))


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (form(), "Board form filed with the board within 60 days after the training is complete"),
        (form(1, "last_course"), "Board form filed with the board within 1 day after the last course"),
        (form(30, "first_course"), "Board form filed with the board within 30 days after the first course"),
    ],
)
def test_it_reads_as_a_line_before_and_after_it_is_tied(node, text):
    assert describe(node) == describe(timed(node, Hours(60))) == text


def by_hand(node, given, on):
    """The same as the steps say, for one day: an independent reading of the same sentences."""
    if any((each.jurisdiction, each.name) == ("US-CO", "board form") and each.on <= on for each in given.filings):
        return Truth.MET
    courses = (*given.credits, *given.completions)
    days = sorted({each.on for each in (*courses, *given.sessions) if each.on <= on})
    if node.anchor == "training_met":
        days = [each for each in days if truth_of(node.training, given).value_on(each) is Truth.MET]
    else:
        days = sorted(each for each in {each.on for each in courses} if each <= on)
    if node.anchor == "last_course":
        trained = min((each.on for each in given.sessions if each.eligible), default=date.max)
        days = [each for each in days if each <= trained]
    begun = days[-1:] if node.anchor == "last_course" else days[:1]
    return Truth.MET if any(on <= each + timedelta(days=node.within_days) for each in begun) else Truth.NOT_MET


@for_any(some.facts, st.sampled_from(FILING_ANCHORS), st.integers(1, 400), st.lists(some.days, max_size=5))
def test_a_timed_filing_by_steps_is_one_by_hand(given, anchor, length, days):
    training = (
        Sessions(1) if anchor != "training_met" else AnyOf((AllOf((Hours(600), Sessions(1))), Modules(("a", "b"))))
    )
    (node,) = [each for each in walk(timed(form(length, anchor), training)) if each.kind == "timed_filing"]
    given = replace(given, filings=given.filings and filed(str(given.filings[0].on)))
    line = truth_of(node, given)
    for on in {*days, *line.days[1:], *(each - timedelta(days=1) for each in line.days[1:])}:
        assert line.value_on(on) is by_hand(node, given, on)
