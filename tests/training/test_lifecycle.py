"""Renewals in three modes, extensions, reductions of scope, and the way back: through the actions, read from rows."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.factories import (
    ClinicFactory,
    CycleFactory,
    EvidenceFactory,
    PractitionerFactory,
    SchemeVersionFactory,
    UserFactory,
)
from training.actions import Refused, renewal
from training.actions.decision import decide, rows_of
from training.models import Cycle, Decision, OutgoingMail, Region, Standing, Technique
from training.queries.cycle_faults import act_differences, cycle_differences
from training.queries.scopes import allowed, limit_of, scope_of
from training.queries.standing import certification

pytestmark = pytest.mark.django_db

ALL = [*Region.values, *Technique.values]
NECK = ["neck", "shoulder", *Technique.values]


@pytest.fixture
def manager():
    return UserFactory(role="manager")


@pytest.fixture
def person(manager):
    return PractitionerFactory(login=True, clinic=ClinicFactory(manager=manager))


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(on: date) -> datetime:
    return datetime.combine(on, time(15), UTC)


def held(person, *, anchor="2024-07-01", **version) -> Cycle:
    """A running cycle; with the defaults valid until June 30, 2026, window from April 1, grace until August 31."""
    version = SchemeVersionFactory(effective_from=day("2015-01-01"), **version)
    from training.evaluation.dates import cycle
    from training.queries.cycles import plan_of

    plan = plan_of(version)
    dates = cycle(day(anchor), 0, plan.months, plan.window, plan.grace)
    return CycleFactory(practitioner=person, version=version, anchor=day(anchor), dates=dates)


def submitted(person, scheme, on: str):
    EvidenceFactory(practitioner=person, accepted=True, happened_on=day(on) - timedelta(days=3))
    return renewal.submit(by=person.user, practitioner=person, scheme=scheme, now=at(day(on)), today=day(on))


def made(by, person, scheme, kind, on: str, effective_on: str = "", **given) -> Decision:
    today = day(on)
    return decide(
        by=by,
        practitioner=person,
        scheme=scheme,
        kind=kind,
        reason=given.pop("reason", "As decided."),
        effective_on=day(effective_on or on),
        seen_digest=certification(person, scheme, today).digest,
        seen_name=person.full_name,
        now=at(today),
        today=today,
        **given,
    )


def extended(manager, person, scheme, on, until, **given):
    return made(manager, person, scheme, "extend", on, valid_until=day(until), **given)


def renewed(manager, person, scheme, submit_on, decide_on, **given) -> Cycle:
    submitted(person, scheme, submit_on)
    return made(manager, person, scheme, "renew", decide_on, **given).cycle


def outcome(person, scheme, on: str) -> str:
    """The stored answer of a day, which says what a fresh evaluation says."""
    rows = Standing.objects.filter(practitioner=person, scheme=scheme)
    row = rows.get(starts_on__lte=day(on), ends_on__gte=day(on))
    assert row.outcome == certification(person, scheme, day(on)).outcome
    return row.outcome


def faults() -> list[str]:
    return [*cycle_differences(), *act_differences()]


# Three ways to count


VECTORS = {
    "banked": ({}, "2026-02-10", "2026-02-20", "2026-07-01", "2028-06-30"),
    "on time": ({}, "2026-05-01", "2026-05-09", "2026-07-01", "2028-06-30"),
    "in grace": ({}, "2026-07-02", "2026-07-09", "2026-07-01", "2028-06-30"),
    "by completion": ({"expiry_mode": "completion"}, "2026-05-01", "2026-05-09", "2026-07-01", "2028-04-30"),
    "by completion, banked": ({"expiry_mode": "completion"}, "2026-02-10", "2026-02-11", "2026-07-01", "2028-03-31"),
    "by completion, in grace": ({"expiry_mode": "completion"}, "2026-07-02", "2026-07-09", "2026-07-02", "2028-07-01"),
}


@pytest.mark.parametrize("name", VECTORS)
def test_the_next_valid_until_date(manager, person, name):
    version, submit_on, decide_on, starts_on, valid_until = VECTORS[name]
    old = held(person, **version)
    assert str(old.valid_until) == "2026-06-30"
    cycle = renewed(manager, person, old.scheme, submit_on, decide_on)
    assert (str(cycle.starts_on), str(cycle.valid_until)) == (starts_on, valid_until)
    assert outcome(person, old.scheme, str(max(cycle.starts_on, day(decide_on)))) == "active"
    assert faults() == []


FIXED = {"expiry_mode": "fixed", "cycle_months": 12, "minimum_months": 6, "window_months": 3}


@pytest.mark.parametrize(("submit_on", "valid_until"), [("2021-02-28", "2021-12-31"), ("2021-07-30", "2022-12-31")])
def test_a_fixed_anniversary_is_worth_its_minimum(manager, person, submit_on, valid_until):
    old = held(person, anchor="2020-01-01", grace_months=8, **FIXED)
    cycle = renewed(manager, person, old.scheme, submit_on, submit_on)
    assert (str(cycle.starts_on), str(cycle.valid_until)) == ("2021-01-01", valid_until)
    assert cycle.anchor == old.anchor


@pytest.mark.parametrize(
    ("version", "anchor", "on", "valid_until", "new_anchor"),
    [
        ({}, "2024-07-01", "2026-09-15", "2028-09-14", "2026-09-15"),
        ({"expiry_mode": "completion"}, "2024-07-01", "2026-09-15", "2028-09-14", "2026-09-15"),
        (FIXED, "2020-01-01", "2021-07-30", "2022-12-31", "2020-01-01"),
    ],
)
def test_after_grace_an_award_begins_on_the_day_of_decision(
    manager, person, version, anchor, on, valid_until, new_anchor
):
    old = held(person, anchor=anchor, **version)
    EvidenceFactory(practitioner=person, accepted=True, happened_on=old.starts_on - timedelta(days=30))
    assert outcome_now(person, old.scheme, on) == "lapsed"
    cycle = made(manager, person, old.scheme, "award", on).cycle
    assert (str(cycle.starts_on), str(cycle.valid_until), str(cycle.anchor)) == (on, valid_until, new_anchor)
    assert faults() == []


def outcome_now(person, scheme, on):
    return certification(person, scheme, day(on)).outcome


def test_the_old_cycle_is_valid_to_its_last_day_when_the_next_counts_from_completion(manager, person):
    old = held(person, expiry_mode="completion")
    renewed(manager, person, old.scheme, "2026-05-01", "2026-05-09")
    found = certification(person, old.scheme, day("2026-06-30"))
    assert (found.outcome, str(found.deadline)) == ("active", "2026-06-30")
    assert str(certification(person, old.scheme, day("2026-07-01")).deadline) == "2028-04-30"


def test_a_version_with_another_length_counts_from_the_day_after_the_old_cycle(manager, person):
    old = held(person)
    SchemeVersionFactory(scheme=old.scheme, number=2, effective_from=day("2026-01-01"), **FIXED)
    cycle = renewed(manager, person, old.scheme, "2026-05-01", "2026-05-09")
    assert (str(cycle.anchor), cycle.number, str(cycle.valid_until)) == ("2026-07-01", 0, "2027-06-30")


# Extensions


def test_an_extension_moves_the_last_day_and_nothing_else(manager, person):
    old = held(person)
    decision = extended(manager, person, old.scheme, "2026-05-20", "2026-12-31", reason="Parental leave.")
    cycle = Cycle.objects.get()
    assert (decision.about, str(decision.valid_until)) == (cycle, "2026-12-31")
    assert (str(cycle.valid_until), str(cycle.ends_on())) == ("2026-06-30", "2026-12-31")
    assert str(cycle.ends_on(day("2026-05-19"))) == "2026-06-30"
    found = certification(person, old.scheme, day("2026-10-01"))
    assert (found.outcome, str(found.deadline)) == ("renewal_open", "2026-12-31")
    assert outcome(person, old.scheme, "2027-01-01") == "lapsed", "the grace does not move"
    assert "Parental leave." in OutgoingMail.objects.get(key=f"decision:{decision.pk}").body
    assert faults() == []


def test_what_is_submitted_during_an_extension_is_on_time_and_counts_from_the_baseline(manager, person):
    old = held(person)
    extended(manager, person, old.scheme, "2026-05-20", "2026-12-31")
    cycle = renewed(manager, person, old.scheme, "2026-11-10", "2026-11-20")
    assert (cycle.anchor, cycle.number) == (old.anchor, 1)
    assert (str(cycle.starts_on), str(cycle.valid_until)) == ("2026-07-01", "2028-06-30")
    assert outcome(person, old.scheme, "2026-11-19") == "renewal_open"
    assert outcome(person, old.scheme, "2026-11-20") == "active"
    assert faults() == []


def test_an_extension_in_grace_makes_it_valid_again_from_its_day(manager, person):
    old = held(person)
    extended(manager, person, old.scheme, "2026-07-10", "2026-08-15")
    days = {on: outcome(person, old.scheme, on) for on in ("2026-07-09", "2026-07-10", "2026-08-15", "2026-08-16")}
    assert list(days.values()) == ["grace", "renewal_open", "renewal_open", "grace"]
    assert outcome(person, old.scheme, "2026-09-01") == "lapsed"


def test_completion_during_an_extension_counts_from_that_day(manager, person):
    old = held(person, expiry_mode="completion")
    extended(manager, person, old.scheme, "2026-05-20", "2026-12-31")
    cycle = renewed(manager, person, old.scheme, "2026-11-10", "2026-11-20")
    assert (str(cycle.starts_on), str(cycle.valid_until)) == ("2026-11-10", "2028-11-09")
    assert outcome(person, old.scheme, "2026-11-15") == "renewal_open"


@pytest.mark.parametrize(
    ("until", "effective_on", "why", "field"),
    [
        ("2026-06-30", "", "valid until June 30, 2026 already", "valid_until"),
        ("2027-07-01", "", "ends on June 30, 2027 at the latest", "valid_until"),
        ("2026-08-01", "2026-08-15", "before the extension takes effect", "valid_until"),
        ("2026-12-31", "2026-09-01", "takes effect by August 31, 2026", "effective_on"),
        ("2026-12-31", "2026-05-19", "on its day or later", "effective_on"),
        (None, "", "Say until when", "valid_until"),
    ],
)
def test_what_is_no_extension_is_refused(manager, person, until, effective_on, why, field):
    old = held(person)
    valid_until = until and day(until)
    with pytest.raises(Refused, match=why) as refused:
        made(manager, person, old.scheme, "extend", "2026-05-20", effective_on, valid_until=valid_until)
    assert refused.value.field == field
    assert Decision.objects.count() == 1


def test_a_second_extension_has_the_same_bound(manager, person):
    old = held(person)
    extended(manager, person, old.scheme, "2026-05-20", "2026-12-31")
    with pytest.raises(Refused, match="June 30, 2027 at the latest"):
        extended(manager, person, old.scheme, "2026-12-01", "2027-12-31")
    extended(manager, person, old.scheme, "2026-12-01", "2027-06-30")
    with pytest.raises(Refused, match="the latest day there is"):
        extended(manager, person, old.scheme, "2027-01-01", "2027-07-31")
    assert str(certification(person, old.scheme, day("2027-06-30")).deadline) == "2027-06-30"


@pytest.mark.parametrize(("before", "refusal"), [("renew", "next cycle is decided"), ("revoke", "not possible now")])
def test_nothing_to_extend(manager, person, before, refusal):
    old = held(person)
    submitted(person, old.scheme, "2026-05-01")
    made(manager, person, old.scheme, before, "2026-05-02")
    with pytest.raises(Refused, match=refusal):
        extended(manager, person, old.scheme, "2026-05-20", "2026-12-31")


def test_a_lapsed_one_is_not_extended(manager, person):
    old = held(person)
    with pytest.raises(Refused, match="not possible now"):
        extended(manager, person, old.scheme, "2026-09-01", "2026-12-31")


# Scope


def test_a_reduction_limits_what_the_certification_covers_from_its_day(manager, person):
    old = held(person)
    decision = made(manager, person, old.scheme, "reduce_scope", "2025-05-20", "2025-06-01", scope=NECK)
    assert decision.scope == ["neck", "shoulder"], "a whole part is no limit"
    assert scope_of(Cycle.objects.get()) == ("neck", "shoulder")
    spans = Standing.objects.filter(scheme=old.scheme).exclude(scope=[])
    assert [(str(row.starts_on), row.outcome) for row in spans] == [
        ("2025-06-01", "active"),
        ("2026-04-01", "renewal_open"),
    ]
    assert "only neck, shoulder" in OutgoingMail.objects.get(key=f"decision:{decision.pk}").body
    assert faults() == []


def test_a_renewal_keeps_the_limit_unless_it_lifts_it(manager, person):
    old = held(person)
    made(manager, person, old.scheme, "reduce_scope", "2025-05-20", scope=NECK)
    kept = renewed(manager, person, old.scheme, "2026-05-01", "2026-05-09")
    assert kept.decision.scope == ["neck", "shoulder"]
    assert certification(person, old.scheme, day("2026-07-01")).scope == ("neck", "shoulder")
    lifted = renewed(manager, person, old.scheme, "2028-05-01", "2028-05-09", lift_limit=True)
    assert lifted.decision.scope == []
    assert certification(person, old.scheme, day("2028-06-30")).scope == ("neck", "shoulder")
    assert certification(person, old.scheme, day("2028-07-01")).scope == ()


def test_a_reduction_limits_the_cycle_that_is_decided_already_too(manager, person):
    old = held(person)
    coming = renewed(manager, person, old.scheme, "2026-05-01", "2026-05-09")
    decision = made(manager, person, old.scheme, "reduce_scope", "2026-05-20", scope=NECK)
    assert [row.about for row in rows_of(decision)] == [old, coming]
    assert certification(person, old.scheme, day("2026-07-01")).scope == ("neck", "shoulder")
    assert OutgoingMail.objects.filter(subject__startswith="Your certification covers less").count() == 1


def test_an_award_after_a_lapse_is_in_full_scope(manager, person):
    old = held(person)
    EvidenceFactory(practitioner=person, accepted=True, happened_on=day("2024-01-01"))
    made(manager, person, old.scheme, "reduce_scope", "2025-05-20", scope=NECK)
    made(manager, person, old.scheme, "award", "2026-09-15")
    assert certification(person, old.scheme, day("2026-09-15")).scope == ()


@pytest.mark.parametrize(
    ("scope", "why"),
    [
        ([], "Leave at least one body region and one technique"),
        (["neck"], "Leave at least one body region and one technique"),
        (list(Technique.values), "Leave at least one body region and one technique"),
        (ALL, "Nothing is taken away"),
        ([*ALL, "tail"], "adds nothing"),
    ],
)
def test_what_is_no_reduction_is_refused(manager, person, scope, why):
    old = held(person)
    with pytest.raises(Refused, match=why) as refused:
        made(manager, person, old.scheme, "reduce_scope", "2025-05-20", scope=scope)
    assert refused.value.field == "scope"


def test_a_second_reduction_takes_of_what_is_left(manager, person):
    old = held(person)
    made(manager, person, old.scheme, "reduce_scope", "2025-05-20", scope=NECK)
    with pytest.raises(Refused, match="adds nothing"):
        made(manager, person, old.scheme, "reduce_scope", "2025-05-21", scope=["hip_buttock", *Technique.values])
    made(manager, person, old.scheme, "reduce_scope", "2025-05-21", scope=["neck", "superficial"])
    assert scope_of(Cycle.objects.get()) == ("neck", "superficial")


def test_a_suspended_one_is_limited_before_it_is_reinstated(manager, person):
    old = held(person)
    made(manager, person, old.scheme, "suspend", "2025-05-20")
    made(manager, person, old.scheme, "reduce_scope", "2025-06-20", scope=NECK)
    made(manager, person, old.scheme, "reinstate", "2025-06-21")
    assert certification(person, old.scheme, day("2025-06-21")).scope == ("neck", "shoulder")


def test_a_scope_in_short_allows_what_was_chosen():
    for chosen in (ALL, NECK, ["neck", "deep"], [*Region.values, "superficial"]):
        assert allowed(limit_of(chosen)) == chosen
    assert limit_of(ALL) == []


# The way back


def test_a_revoked_one_is_awarded_again_on_a_later_day_with_everything_met(manager, person):
    old = held(person)
    made(manager, person, old.scheme, "suspend", "2025-03-01")
    made(manager, person, old.scheme, "revoke", "2025-04-01")
    with pytest.raises(Refused, match="Not yet: 1 requirement is missing"):
        made(manager, person, old.scheme, "award", "2025-05-01")
    EvidenceFactory(practitioner=person, accepted=True, happened_on=day("2025-04-20"))
    cycle = made(manager, person, old.scheme, "award", "2025-05-01").cycle
    assert (str(cycle.starts_on), str(cycle.valid_until), cycle.number) == ("2025-05-01", "2027-04-30", 0)
    days = ("2025-03-15", "2025-04-30", "2025-05-01", "2027-02-01")
    assert [outcome(person, old.scheme, on) for on in days] == ["suspended", "revoked", "active", "renewal_open"]
    assert faults() == []


def test_not_on_the_day_of_the_revocation(manager, person):
    old = held(person)
    EvidenceFactory(practitioner=person, accepted=True, happened_on=day("2024-01-01"))
    made(manager, person, old.scheme, "revoke", "2025-04-01")
    with pytest.raises(Refused, match="on a later day"):
        made(manager, person, old.scheme, "award", "2025-04-01")


def test_cycles_that_overlap_are_named(manager, person):
    old = held(person)
    twin = Cycle(**{name: getattr(old, name) for name in ("practitioner", "scheme", "version")})
    twin.anchor, twin.number, twin.starts_on = day("2025-01-01"), 0, day("2025-01-01")
    twin.valid_until, twin.window_opens_on, twin.grace_until = day("2026-12-31"), day("2026-10-01"), day("2026-12-31")
    twin.decision = Decision.objects.create(
        **{name: getattr(old.decision, name) for name in ("practitioner", "scheme", "decided_by", "evaluation")},
        kind="award",
        decided_at=at(day("2025-01-01")),
        effective_on=day("2025-01-01"),
        reason="By hand.",
        evaluation_digest="0" * 64,
    )
    twin.save()
    assert faults() == [f"Cycle {twin.pk} starts before cycle {old.pk} ends, on 2026-06-30."]


def test_an_act_that_no_screen_makes_is_named(manager, person):
    old = held(person)
    act = extended(manager, person, old.scheme, "2026-05-20", "2026-12-31")
    assert faults() == []
    Decision.objects.filter(pk=act.pk).update(valid_until=day("2028-12-31"))
    assert f"Decision {act.pk} extends cycle {old.pk} to 2028-12-31, which no extension may." in faults()
