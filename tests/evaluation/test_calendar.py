"""Every time limit and every age, begun on each day of four years: the last day counts, the next does not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from training.evaluation import (
    AllOf,
    Attestation,
    AttestationFact,
    CheckFact,
    Credential,
    CredentialFact,
    CreditFact,
    CycleFact,
    Facts,
    Hours,
    LicensedFor,
    LicenseFact,
    SessionFact,
    Sessions,
    Stage,
    Truth,
    Within,
    add_months,
    certification_timeline,
    clearance_timeline,
    cycle,
)
from training.evaluation.answers import truth_of
from training.evaluation.dates import OPEN
from training.evaluation.licenses import standing

from .make import always_licensed, rule

DAY = timedelta(days=1)
FOUR_YEARS = [date(2023, 3, 1) + timedelta(days=count) for count in range(4 * 365 + 1)]
LENGTHS = (1, 6, 12, 23, 36)


def course(on, hours=1):
    return CreditFact(f"c{on}", on, (("theory", "in_person", hours * 60),))


def met_days(node, given):
    """The first and last day of the only span on which a requirement is met."""
    (span,) = [each[:2] for each in truth_of(node, given).spans() if each[2] is Truth.MET]
    return span


@pytest.mark.parametrize("months", LENGTHS)
def test_a_statement_counts_for_its_months_less_a_day(months):
    for start in FOUR_YEARS:
        given = Facts(attestations=(AttestationFact("a", "x", start),))
        assert met_days(Attestation("x", months), given) == (start, add_months(start, months) - DAY)


@pytest.mark.parametrize("months", LENGTHS)
def test_what_must_be_done_within_months_may_be_done_on_their_last_day(months):
    node = Within(months, "first_course", AllOf((Hours(120), Sessions(1))))
    for start in FOUR_YEARS:
        deadline = add_months(start, months)
        for done, expected in ((deadline, [deadline]), (deadline + DAY, [])):
            given = Facts(credits=(course(start, 2),), sessions=(SessionFact("s", done),))
            line = truth_of(node, given)
            met = [day for day, value in zip(line.days, line.values, strict=True) if value is Truth.MET]
            assert met == expected


@pytest.mark.parametrize("months", LENGTHS)
def test_provisional_practice_ends_after_the_same_day_of_the_month(months):
    version = rule(Hours(600), provisional=Stage(Hours(60), months))
    for start in FOUR_YEARS:
        given = Facts("pt", licenses=(always_licensed(),), credits=(course(start),))
        (span,) = [each for each in clearance_timeline([version], given) if each.outcome == "provisional"]
        assert (span.starts_on, span.ends_on, span.deadline) == (
            start,
            add_months(start, months),
            add_months(start, months),
        )


@pytest.mark.parametrize("months", LENGTHS)
def test_months_licensed_are_full_on_the_same_day_of_the_month(months):
    for start in FOUR_YEARS:
        held = LicenseFact("L", "US-CO", checks=(CheckFact(start, start, issued_on=start),))
        assert met_days(LicensedFor(months), Facts(licenses=(held,))) == (add_months(start, months), OPEN)


def test_a_card_and_a_license_hold_through_their_last_day():
    for start in FOUR_YEARS:
        end = start + timedelta(days=40)
        card = Facts(credentials=(CredentialFact("c", "CPR", start, end),))
        assert met_days(Credential("CPR"), card) == (start, end)
        held = LicenseFact("L", "US-CO", checks=(CheckFact(start, OPEN, expires_on=end),))
        runs = [each[:2] for each in standing(held, Facts()).spans() if each[2] is Truth.MET]
        assert runs == [(start, end)]


def test_a_look_goes_stale_on_the_day_after_it_was_fresh():
    for start in FOUR_YEARS:
        fresh = start + timedelta(days=120)
        line = standing(LicenseFact("L", "US-CO", checks=(CheckFact(start, fresh),)), Facts())
        assert list(line.spans())[1:] == [(start, fresh, Truth.MET), (fresh + DAY, OPEN, Truth.STALE)]


def test_a_privilege_is_gone_for_two_years_after_an_encumbrance():
    for end in FOUR_YEARS:
        looks = (CheckFact(date(2020, 1, 1), OPEN), CheckFact(date(2022, 1, 1), OPEN, encumbered=True))
        home = LicenseFact("H", "US-TX", checks=(*looks, CheckFact(end, OPEN)))
        privilege = LicenseFact(
            "P", "US-CO", "compact_privilege", home_id="H", checks=(CheckFact(date(2020, 1, 1), OPEN),)
        )
        line = standing(privilege, Facts(licenses=(home, privilege)))
        runs = [each[:2] for each in line.spans() if each[2] is Truth.MET]
        assert runs == [(date(2020, 1, 1), date(2021, 12, 31)), (add_months(end, 24), OPEN)]


@pytest.mark.parametrize(("months", "window", "grace"), [(24, 3, 2), (12, 1, 0), (6, 6, 6)])
def test_a_certification_turns_on_the_days_that_its_cycle_names(months, window, grace):
    for anchor in FOUR_YEARS:
        dates = cycle(anchor, 0, months, window, grace)
        fact = CycleFact("c", dates.starts_on, dates.valid_until, dates.window_opens_on, dates.grace_until)
        spans = certification_timeline(Hours(60), Hours(60), None, Facts(), (fact,), (), None)
        turns = {
            dates.starts_on: "active",
            dates.window_opens_on: "renewal_open",
            dates.valid_until + DAY: "grace",
            dates.grace_until + DAY: "lapsed",
        }
        assert {each.starts_on: str(each.outcome) for each in spans[1:]} == turns


def test_looks_of_a_later_day_change_no_earlier_answer():
    """A license seen every half year, for four years: each day of the line read on its own."""
    looks = tuple(CheckFact(start, start + timedelta(days=150)) for start in FOUR_YEARS[::180])
    given = Facts("pt", licenses=(LicenseFact("L", "US-CO", profession="pt", checks=looks),))
    spans = clearance_timeline([rule()], given)
    for on in FOUR_YEARS:
        by_then = tuple(look for look in looks if look.checked_on <= on)
        known = replace(given, licenses=(replace(given.licenses[0], checks=by_then),))
        one = next(each for each in spans if each.starts_on <= on <= each.ends_on)
        then = next(each for each in clearance_timeline([rule()], known) if each.starts_on <= on <= each.ends_on)
        assert one.outcome == then.outcome
