"""Renewals and revocations in an unusual order: what was done counts once, and what never begins is no cycle."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import UTC, datetime

import pytest

from certificates.issue import issue
from certificates.reading import read
from tests.factories import EvidenceFactory, UserFactory
from tests.training.desk_story import clinic, manager, person  # noqa: F401
from tests.training.test_lifecycle import NECK, at, day, extended, faults, held, made, outcome, renewed, submitted
from training.actions import Refused
from training.actions.decision import rows_of
from training.actions.organization import save_organization
from training.models import Cycle, Decision, Organization, Renewal
from training.queries.cycles import running
from training.queries.expiring import cycles_ending
from training.queries.explained import explained, history_of
from training.queries.standing import certification, pursuit_of

pytestmark = pytest.mark.django_db


def test_what_renewed_a_cycle_does_not_renew_the_next_before_it_begins(manager, person):
    old = held(person)
    renewed(manager, person, old.scheme, "2026-05-01", "2026-05-09")
    with pytest.raises(Refused, match="renewed already: the next cycle begins on July 1, 2026"):
        submitted(person, old.scheme, "2026-05-20")
    assert Renewal.objects.count() == 1


def test_nor_while_a_late_renewal_waits_for_its_day(manager, person):
    old = held(person)
    renewed(manager, person, old.scheme, "2026-07-02", "2026-07-09", effective_on="2026-07-20")
    with pytest.raises(Refused, match="begins on July 20, 2026"):
        submitted(person, old.scheme, "2026-07-10")


@pytest.fixture
def again(manager, person) -> tuple[Cycle, Cycle]:
    """A renewal is banked and decided, everything is revoked before it begins, and awarded anew a month later."""
    old = held(person)
    EvidenceFactory(practitioner=person, accepted=True, happened_on=day("2024-01-01"))
    never = renewed(manager, person, old.scheme, "2026-02-10", "2026-02-20")
    made(manager, person, old.scheme, "revoke", "2026-03-01")
    return never, made(manager, person, old.scheme, "award", "2026-04-01").cycle


def test_after_an_award_anew_the_cycle_that_never_began_is_no_fault(again):
    assert faults() == []


def test_the_new_cycle_runs_where_the_one_before_would_have_begun(manager, person, again):
    _, new = again
    assert outcome(person, new.scheme, "2026-07-02") == "active"
    assert running(person, new.scheme, day("2026-08-01")) == new
    assert submitted(person, new.scheme, "2028-01-10").cycle == new


def test_the_new_cycle_is_extended_and_limited_by_itself(manager, person, again):
    _, new = again
    limited = made(manager, person, new.scheme, "reduce_scope", "2026-05-01", scope=NECK)
    assert [row.about for row in rows_of(limited)] == [new]
    assert extended(manager, person, new.scheme, "2028-01-01", "2028-05-31").about == new


def test_who_is_reminded_and_what_is_said_is_of_the_new_cycle(person, again):
    _, new = again
    assert list(cycles_ending(day("2028-03-01"), day("2028-12-31"))) == [new]
    history = history_of(pursuit_of(person, new.scheme))
    said = explained(certification(person, new.scheme, day("2026-05-01")), history)
    assert said.way == "You may renew from January 1, 2028."
    lapsed = explained(certification(person, new.scheme, day("2028-08-01")), history)
    assert "The last valid day was March 31, 2028." in lapsed.what


def test_the_paper_of_the_new_cycle_is_not_replaced_by_the_one_that_never_began(manager, person, again):
    papers = [issue(decision=row.decision, cycle=row, by=manager, now=at(row.starts_on)) for row in again]
    assert [read(paper, day("2026-08-01")).headline for paper in papers] == ["Revoked", "Valid"]


def test_a_decision_stays_on_the_day_that_it_was_made_on_when_the_zone_changes(manager, person):
    """Awarded half an hour after midnight in New York, when it was still the day of the revocation in Los Angeles."""
    place = Organization.objects.create(time_zone="America/New_York")
    old = held(person)
    EvidenceFactory(practitioner=person, accepted=True, happened_on=day("2024-01-01"))
    made(manager, person, old.scheme, "revoke", "2026-03-01")
    award = made(manager, person, old.scheme, "award", "2026-03-02")
    Decision.objects.filter(pk=award.pk).update(decided_at=datetime(2026, 3, 2, 5, 30, tzinfo=UTC))
    assert certification(person, old.scheme, day("2026-03-05")).outcome == "active"
    place.time_zone = "America/Los_Angeles"
    save_organization(by=UserFactory(role="administrator"), organization=place, now=at(day("2026-03-04")))
    assert outcome(person, old.scheme, "2026-03-05") == "active"
