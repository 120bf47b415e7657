"""What is later is not seen, and what is more does not hurt: for requirements, clearances and certifications."""

from dataclasses import fields, replace

from hypothesis import strategies as st

from training.evaluation import (
    Clearance,
    Facts,
    certification_timeline,
    clearance_timeline,
    evaluate_certification,
    evaluate_clearance,
)

from . import strategies as some
from .make import always_licensed, rule
from .test_properties import together
from .thorough import for_any

DATED = ("credits", "completions", "sessions", "exams", "filings", "attestations")
HELD = ("credentials", "holdings")


def only_after(facts, on):
    """Of somebody's facts what happens after a day; licenses stay out, for a look may tell of earlier days."""
    dated = {name: tuple(each for each in getattr(facts, name) if each.on > on) for name in DATED}
    held = {name: tuple(each for each in getattr(facts, name) if each.starts_on > on) for name in HELD}
    return Facts(**dated, **held)


def until(spans, on):
    """The spans up to a day, cut there."""
    return [each._replace(ends_on=min(each.ends_on, on)) for each in spans if each.starts_on <= on]


def seen(evaluation):
    """What an evaluation says of its day: all but the days on which things will turn."""
    return evaluation.outcome, evaluation.unmet, evaluation.scope, tuple(map(read, evaluation.findings))


def read(finding):
    below = tuple(map(read, finding.children))
    return finding.id, finding.truth, finding.have, finding.note, finding.evidence, finding.due_on, finding.who, below


@for_any(some.rule_versions(), some.facts, some.facts, some.days)
def test_a_clearance_does_not_see_what_comes_later(versions, facts, more, on):
    then = together(facts, only_after(more, on))
    assert until(clearance_timeline(versions, then), on) == until(clearance_timeline(versions, facts), on)
    assert seen(evaluate_clearance(versions, then, on)) == seen(evaluate_clearance(versions, facts, on))


@for_any(some.certifications, some.facts, some.cycles(), some.acts, some.days)
def test_a_certification_does_not_see_what_comes_later(given_, more, more_cycles, more_acts, on):
    initial, renewal, throughout, facts, cycles, acts, pursuit = given_
    later_cycles = tuple(
        replace(each, id=f"l{each.id}") for each in more_cycles if each.decided_on and each.decided_on > on
    )
    later_acts = tuple(each for each in more_acts if each.on > on)
    now = (initial, renewal, throughout, facts, cycles, acts, pursuit)
    then = (
        initial, renewal, throughout, together(facts, only_after(more, on)),
        (*cycles, *later_cycles), (*acts, *later_acts), pursuit,
    )  # fmt: skip
    assert until(certification_timeline(*then), on) == until(certification_timeline(*now), on)
    assert seen(evaluate_certification(*then, on)) == seen(evaluate_certification(*now, on))


@for_any(st.none() | some.monotone_trees, some.facts, some.facts, some.taught, st.booleans())
def test_more_evidence_never_takes_a_clearance_away(tree, facts, more, scope, from_training):
    """Without a time limit: an earlier start would let one end earlier."""
    version = rule(tree, scope=scope, scope_from_training=from_training)
    licensed = replace(facts, licenses=(always_licensed(),))
    before, after = (clearance_timeline([version], each) for each in (licensed, together(licensed, more)))
    for one in before:
        for other in after:
            if one.starts_on <= other.ends_on and other.starts_on <= one.ends_on:
                assert set(other.unmet) <= set(one.unmet)
                assert set(one.scope) <= set(other.scope)
                # What nobody knew about a course may turn out to lie outside the scope: then unknown becomes missing.
                turned = from_training and one.outcome == Clearance.NEEDS_REVIEW and "implied.scope" in other.unmet
                assert one.outcome.rank <= other.outcome.rank or turned


@for_any(some.monotone_trees, some.monotone_trees, st.none() | some.monotone_trees, some.certifications, some.facts)
def test_more_evidence_never_takes_a_certification_away(initial, renewal, throughout, given_, more):
    *_, facts, cycles, acts, pursuit = given_
    before, after = (
        certification_timeline(initial, renewal, throughout, each, cycles, acts, pursuit)
        for each in (facts, together(facts, more))
    )
    for one in before:
        for other in after:
            if one.starts_on <= other.ends_on and other.starts_on <= one.ends_on:
                turned = (str(one.outcome), str(other.outcome))
                assert one.outcome == other.outcome or turned in BETTER
                assert turned == REOPENED or set(other.unmet) <= set(one.unmet)


REOPENED = ("inactive", "renewal_open")  # what the renewal lacks is said only once what holds every day is met
BETTER = {("in_progress", "ready"), ("inactive", "active"), REOPENED}


def test_every_kind_of_fact_is_dated_or_held_or_a_license():
    assert {item.name for item in fields(Facts)} == {"profession", "licenses", *DATED, *HELD}
