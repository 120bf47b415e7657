"""The stored spans say what the rules say, at any date and as known at any instant."""

from datetime import timedelta
from itertools import pairwise

import pytest

from tests.factories import (
    NOW,
    TODAY,
    ClinicFactory,
    CycleFactory,
    EvidenceFactory,
    LicenseCheckFactory,
    LicenseFactory,
    PracticeRuleFactory,
    PractitionerFactory,
    UserFactory,
    days,
)
from training.actions.refreshing import answer_anew
from training.actions.standing import changing, refresh_all
from training.evaluation import OPEN
from training.models import Standing, StandingPair
from training.queries.integrity import differences
from training.queries.standing import clearance
from training.trees import block

pytestmark = pytest.mark.django_db
QUERIES_OF_A_REBUILD = 31  # 29 for one; SQLite writes thirty people's spans in a few statements more


@pytest.fixture
def place():
    return PracticeRuleFactory().jurisdiction


@pytest.fixture
def person(place):
    return PractitionerFactory(clinic=ClinicFactory(jurisdiction=place))


def spans(person):
    return list(Standing.objects.filter(practitioner=person).order_by("jurisdiction", "scheme", "starts_on"))


def refreshed(person):
    with changing(person):
        pass
    return spans(person)


def test_spans_tile_the_line_and_agree_with_a_fresh_answer_near_their_ends(person, place):
    LicenseFactory(practitioner=person, jurisdiction=place, checked=True)
    rows = refreshed(person)
    assert rows[-1].ends_on == OPEN
    for row, after in pairwise(rows):
        assert after.starts_on == row.ends_on + timedelta(days=1)
    for row in rows:
        for day in {row.starts_on, row.ends_on, min(row.starts_on + timedelta(days=1), row.ends_on)}:
            assert clearance(person, place, day).outcome == row.outcome


def test_an_answer_for_a_past_a_present_and_a_coming_day(person, place):
    """A license counts from the first check that shows it, and a look goes stale."""
    LicenseFactory(practitioner=person, jurisdiction=place, checked=True)
    refreshed(person)
    answers = {day: clearance(person, place, day).outcome for day in (days(-40), TODAY, days(100), days(401))}
    assert answers == {
        days(-40): "not_cleared",
        TODAY: "cleared",
        days(100): "check_due",
        days(401): "not_cleared",
    }


def test_as_known_before_the_check_was_recorded_the_license_did_not_count(person, place):
    license = LicenseFactory(practitioner=person, jurisdiction=place)
    LicenseCheckFactory(license=license, checked_on=days(-5), recorded_at=NOW - timedelta(days=5))
    assert clearance(person, place, TODAY).outcome == "cleared"
    assert clearance(person, place, TODAY, known_at=NOW - timedelta(days=6)).outcome == "not_cleared"


def test_as_known_before_a_rule_was_adopted_the_answer_needs_review(person, place):
    LicenseFactory(practitioner=person, jurisdiction=place, checked=True, recorded_at=NOW - timedelta(days=450))
    assert clearance(person, place, TODAY).outcome == "cleared"
    assert clearance(person, place, TODAY, known_at=NOW - timedelta(days=401)).outcome == "needs_review"


def test_evidence_counts_from_its_acceptance_as_known_then(place):
    rule = PracticeRuleFactory(
        jurisdiction=place, requirements=[block("hours", "h", hours="20")], effective_from=days(-1900)
    )
    person = PractitionerFactory(clinic=ClinicFactory(jurisdiction=place))
    LicenseFactory(practitioner=person, jurisdiction=place, checked=True)
    EvidenceFactory(practitioner=person, accepted=True, recorded_at=NOW - timedelta(days=2))
    assert rule.number == 2
    assert clearance(person, place, TODAY).outcome == "cleared"
    assert clearance(person, place, TODAY, known_at=NOW - timedelta(days=3)).outcome == "not_cleared"


def test_a_pair_keeps_the_counters_that_it_came_from(person, place):
    before = refreshed(person)
    assert before
    pair = StandingPair.objects.get(practitioner=person)
    assert (pair.facts_version, pair.rules_version) == (1, place.rules_version)


def test_changing_within_changing_rebuilds_once(person, django_assert_num_queries):
    with changing(person), changing(person):
        pass
    person.refresh_from_db()
    assert person.facts_version == 1


def test_nothing_is_kept_of_a_change_that_failed(person, place):
    refreshed(person)
    with pytest.raises(RuntimeError), changing(person):
        LicenseFactory(practitioner=person, jurisdiction=place, checked=True)
        raise RuntimeError
    assert clearance(person, place, TODAY).outcome == "not_cleared"
    assert list(differences()) == []


def test_a_changed_rule_rebuilds_everybody_in_play_in_a_few_queries(place, django_assert_max_num_queries):
    """As many for one as for thirty, but for the rows that SQLite takes in one insertion."""
    clinic = ClinicFactory(jurisdiction=place)
    for _ in range(30):
        LicenseFactory(practitioner=PractitionerFactory(clinic=clinic), jurisdiction=place, checked=True)
    with django_assert_max_num_queries(QUERIES_OF_A_REBUILD):
        assert answer_anew(now=NOW, jurisdiction=place) == 30
    assert list(differences()) == []


def test_the_integrity_check_names_a_span_that_somebody_changed(person, place):
    LicenseFactory(practitioner=person, jurisdiction=place, checked=True)
    row = refreshed(person)[-1]
    Standing.objects.filter(pk=row.pk).update(outcome="cleared")
    found = list(differences())
    assert len(found) == 2
    assert f"Practitioner {person.pk}" in found[0]


def test_the_integrity_check_names_overlapping_cycles():
    cycle = CycleFactory(anchor=days(-600))
    with changing(cycle.practitioner):
        CycleFactory(
            practitioner=cycle.practitioner,
            version=cycle.version,
            anchor=days(-500),
            decision__decided_by=UserFactory(),
        )
    assert any("before cycle" in line for line in differences())


def test_the_tick_rebuilds_what_a_counter_says_is_stale(person, place):
    LicenseFactory(practitioner=person, jurisdiction=place, checked=True)
    refreshed(person)
    LicenseCheckFactory(license=person.licenses.get(), shows=False, checked_on=days(-1))
    type(person).objects.filter(pk=person.pk).update(facts_version=7)
    assert answer_anew(now=NOW) == 1
    assert answer_anew(now=NOW) == 0
    assert list(differences()) == []


@pytest.mark.parametrize("count", [1, 30])
def test_a_rebuild_asks_the_same_of_the_database_for_one_and_for_thirty(place, count, django_assert_max_num_queries):
    clinic = ClinicFactory(jurisdiction=place)
    people = [CycleFactory(practitioner=PractitionerFactory(clinic=clinic)).practitioner for _ in range(count)]
    with django_assert_max_num_queries(QUERIES_OF_A_REBUILD):
        refresh_all([each.pk for each in people])
