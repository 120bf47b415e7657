"""What waits is said of the records that wait, never of a time limit that another record would start anew."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest

from tests import factories
from tests.factories import TODAY, days
from tests.training.my_story import clinic, noon, person  # noqa: F401
from training.queries.my_facts import MyFacts
from training.queries.my_standing import place_of
from training.queries.waits import waits_of
from training.trees import block

pytestmark = pytest.mark.django_db
HOURS = block("hours", "h", hours="20")


def waits(person, jurisdiction, day=TODAY):
    known = MyFacts(person)
    place = place_of(known, jurisdiction, (), day)
    return {id: wait.words for id, wait in waits_of(known.records, place.evaluation, place.hoped).items()}


def ruled(clinic, *requirements):
    return factories.PracticeRuleFactory(jurisdiction=clinic.jurisdiction, requirements=list(requirements)).jurisdiction


def test_a_filing_that_nobody_sent_does_not_wait(noon, person, clinic):
    filing = block("filing", "f", name="Proof", jurisdiction="US-FL", within_days=30, anchor="last_course")
    here = ruled(clinic, HOURS, filing)
    factories.EvidenceFactory(practitioner=person, minutes=600, accepted=True, happened_on=days(-90))
    factories.EvidenceFactory(practitioner=person, minutes=60, happened_on=days(-1))
    assert waits(person, here) == {"h": "1 hour waits for your compliance manager."}


def test_a_filing_that_was_sent_waits(noon, person, clinic):
    here = ruled(clinic, block("filing", "f", name="Proof", jurisdiction="US-FL"))
    factories.EvidenceFactory(
        practitioner=person, kind="filing", title="Proof", minutes=0, jurisdiction=here, happened_on=days(-1)
    )
    assert waits(person, here) == {"f": "It is submitted and waits for your compliance manager."}


def test_only_hours_that_wait_are_summed(noon, person, clinic):
    here = ruled(clinic, block("within", "w", months=12, anchor="first_course", of=[HOURS]))
    factories.EvidenceFactory(practitioner=person, minutes=720, accepted=True, happened_on=days(-500))
    factories.EvidenceFactory(practitioner=person, minutes=360, accepted=True, happened_on=days(-480))
    factories.EvidenceFactory(practitioner=person, minutes=180, happened_on=days(-470))
    assert waits(person, here) == {"h": "3 hours wait for your compliance manager."}
