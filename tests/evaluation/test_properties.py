"""What must hold for any facts and any rules."""

from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import strategies as st

from training.evaluation import (
    OPEN,
    Clearance,
    Facts,
    Truth,
    certification_timeline,
    clearance_timeline,
    evaluate_certification,
    evaluate_clearance,
    from_json,
    to_json,
)
from training.evaluation.answers import answer, truth_of
from training.evaluation.items import items
from training.evaluation.licenses import standing
from training.evaluation.requirements import numbered, walk

from . import strategies as some
from .thorough import for_any

DAY = timedelta(days=1)
LATER_THAN_ALL = some.LAST + timedelta(days=3000)


def near_ends(spans):
    """Days on, beside and between the ends of spans, with the span that each belongs to."""
    for span in spans:
        middle = span.starts_on + (span.ends_on - span.starts_on) // 2
        last = max(span.starts_on, span.ends_on - DAY)
        for on in {span.starts_on, min(span.ends_on, span.starts_on + DAY), middle, last, span.ends_on}:
            yield on, span


def assert_tiles(spans):
    assert (spans[0].starts_on, spans[-1].ends_on) == (date.min, OPEN)
    for before, after in pairwise(spans):
        assert after.starts_on == before.ends_on + DAY
        assert before._replace(starts_on=date.min, ends_on=OPEN) != after._replace(starts_on=date.min, ends_on=OPEN)


def assert_agrees(spans, evaluate):
    """Each span says what evaluation says on its days, and the next change is exactly where the spans put it."""
    for on, span in near_ends(spans):
        said = evaluate(on)
        assert (said.outcome, said.deadline, said.unmet, said.scope) == (
            span.outcome, span.deadline, span.unmet, span.scope,
        )  # fmt: skip
        later = [each for each in spans if each.starts_on > on and each.outcome != span.outcome]
        expected = (later[0].starts_on, later[0].outcome) if later else (None, None)
        assert (said.next_change_on, said.next_outcome) == expected
        assert said.until == (later[0].starts_on - DAY if later else None)
        before = [each for each in spans if each.ends_on < on and each.outcome != span.outcome]
        assert said.since == (before[-1].ends_on + DAY if before else None)


@for_any(some.rule_versions(), some.facts)
def test_clearance_spans_tile_the_calendar_and_agree_with_evaluation(versions, facts):
    spans = clearance_timeline(versions, facts)
    assert_tiles(spans)
    assert_agrees(spans, lambda on: evaluate_clearance(versions, facts, on))


@for_any(some.certifications)
def test_certification_spans_tile_the_calendar_and_agree_with_evaluation(given_):
    spans = certification_timeline(*given_)
    assert_tiles(spans)
    assert_agrees(spans, lambda on: evaluate_certification(*given_, on))


@for_any(some.rule_versions(), some.facts, some.days)
def test_what_is_not_met_is_what_the_findings_say(versions, facts, on):
    said = evaluate_clearance(versions, facts, on)
    lines = [each for each in said.findings if each.id != "implied.provisional"]
    unmet = [each.id for each in lines if each.truth != "met"]
    if said.outcome in (Clearance.PROHIBITED, Clearance.NEEDS_REVIEW) and len(lines) == 1:
        assert said.unmet == ("implied.rule",)
    else:
        assert list(said.unmet) == unmet
    assert (said.outcome == Clearance.CLEARED) == (not said.unmet)


def shuffled(facts, random):
    def turn(values):
        values = list(values)
        random.shuffle(values)
        return tuple(values)

    facts = replace(facts, licenses=tuple(replace(each, checks=turn(each.checks)) for each in facts.licenses))
    names = (item.name for item in fields(Facts) if item.name != "profession")
    return replace(facts, **{name: turn(getattr(facts, name)) for name in names})


@for_any(some.rule_versions(), some.facts, some.days, st.randoms(use_true_random=False))
def test_the_order_of_facts_and_versions_is_irrelevant(versions, facts, on, random):
    turned = shuffled(facts, random)
    mixed = random.sample(versions, len(versions))
    assert clearance_timeline(mixed, turned) == clearance_timeline(versions, facts)
    assert evaluate_clearance(mixed, turned, on).digest == evaluate_clearance(versions, facts, on).digest


@for_any(some.certifications, some.days, st.randoms(use_true_random=False))
def test_the_order_of_cycles_and_acts_is_irrelevant(given_, on, random):
    initial, renewal, throughout, facts, cycles, acts, pursuit = given_
    mixed = (random.sample(cycles, len(cycles)), random.sample(acts, len(acts)), pursuit)
    turned = (initial, renewal, throughout, shuffled(facts, random), *mixed)
    assert certification_timeline(*turned) == certification_timeline(*given_)
    assert evaluate_certification(*turned, on).digest == evaluate_certification(*given_, on).digest


def together(one, two):
    """Both people's evidence as one person's, ids kept apart."""
    names = [item.name for item in fields(Facts) if item.name not in ("profession", "licenses")]

    def apart(each):
        return replace(each, id=f"more-{each.id}") if hasattr(each, "id") else each

    return replace(one, **{name: getattr(one, name) + tuple(map(apart, getattr(two, name))) for name in names})


@for_any(some.monotone_trees, some.facts, some.facts)
def test_more_evidence_never_unmeets(tree, facts, more):
    before, after = truth_of(tree, facts), truth_of(tree, together(facts, more))
    for on in {*before.days, *after.days}:
        assert after.value_on(on) >= before.value_on(on)


@for_any(some.monotone_trees, some.facts, some.facts, some.days)
def test_later_facts_are_invisible(tree, facts, more, on):
    names = ("credits", "completions", "sessions", "exams", "filings", "attestations")
    later = Facts(**{name: tuple(each for each in getattr(more, name) if each.on > on) for name in names})
    before, after = answer(tree, facts), answer(tree, together(facts, later))
    for earlier in [on, *(each for each in before.days if each <= on), *(each for each in after.days if each <= on)]:
        assert after.value_on(earlier) == before.value_on(earlier)


@for_any(some.trees, some.facts)
def test_a_figure_is_the_sum_of_the_evidence_on_each_day(tree, facts):
    for node in walk(tree):
        if node.kind in ("hours", "sessions", "modules"):
            line, counted = answer(node, facts), items(node, facts)
            for on in line.days:
                assert line.value_on(on).have == sum(item.amount for item in counted if item.starts_on <= on)


def standing_by_hand(license, facts, on):
    """The same as `standing`, said for one day: an independent reading of the same sentences."""
    looks = [each for each in license.checks if each.checked_on <= on]
    worst_last = [
        (
            look.checked_on,
            look.sequence,
            not (look.shows and look.in_good_standing and not look.encumbered),
            look.encumbered,
            -(look.expires_on or OPEN).toordinal(),
            -look.fresh_until.toordinal(),
            max(look.checked_on, look.issued_on or look.checked_on),
        )
        for look in looks
    ]
    if not looks:
        return Truth.NOT_MET
    look = looks[worst_last.index(max(worst_last))]
    bad = not look.shows or not look.in_good_standing or look.encumbered
    if bad or (look.issued_on or date.min) > on or (look.expires_on or OPEN) < on:
        return Truth.NOT_MET
    return Truth.MET if on <= look.fresh_until else Truth.STALE


@for_any(some.licenses, st.lists(some.days, max_size=5))
def test_a_license_by_steps_is_a_license_by_hand(licenses, days):
    facts = Facts("pt", licenses=licenses)
    for license in licenses:
        if license.type != "compact_privilege":
            line = standing(license, facts)
            for on in {*days, *line.days[1:], *(each - DAY for each in line.days[1:])}:
                assert line.value_on(on) is standing_by_hand(license, facts, on)


@for_any(some.licenses)
def test_a_privilege_is_never_better_than_its_home_license(licenses):
    facts = Facts("pt", licenses=licenses)
    for license in licenses:
        home = next((each for each in licenses if each.id == license.home_id), None)
        if license.type == "compact_privilege":
            line = standing(license, facts)
            best = standing(home, facts) if home else None
            for on in line.days:
                assert line.value_on(on) <= (best.value_on(on) if best else Truth.NOT_MET)


@for_any(some.trees)
def test_any_tree_survives_json(tree):
    tree = numbered(tree)
    assert from_json(to_json(tree)) == tree


@for_any(some.rule_versions(), some.facts)
def test_house_policy_never_makes_an_answer_better(versions, facts):
    law_alone = tuple(replace(each, house=None) for each in versions)
    strict, free = clearance_timeline(versions, facts), clearance_timeline(law_alone, facts)
    for on, span in near_ends(strict):
        beside = next(each for each in free if each.starts_on <= on <= each.ends_on)
        assert span.outcome.rank <= beside.outcome.rank
