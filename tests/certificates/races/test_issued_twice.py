"""Several ways to certify one person at the same moment end in one decision and one certificate."""

import pytest

from certificates.integrity import certificate_differences
from certificates.models import BulkItem
from certificates.numbers import number_differences
from tests.certificates.races.story import end_of, ready, single, staggered, waiting_item, worked
from tests.training.at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def whole_afterward():
    yield
    assert list(certificate_differences()) == list(number_differences()) == []


def test_one_manager_presses_twice(race):
    for given in race.rounds(ready):
        one, two = at_once(staggered(single(given)), staggered(single(given)))
        assert one == two == end_of(given)
        race.ended("one certificate for both")


def test_two_managers_decide_singly(race):
    for given in race.rounds(ready, ways=2):
        at_once(staggered(single(given)), staggered(single(given, by=given.second)))
        race.ended(f"decided by {end_of(given).issued_by}")


def test_a_single_decision_beside_a_bulk_issue_of_the_same_manager(race):
    for given in race.rounds(ready):
        item = waiting_item(given)
        at_once(staggered(single(given)), staggered(worked(item)))
        item.refresh_from_db()
        assert (item.state, item.certificate) == ("issued", end_of(given)), "the same words are the same decision"
        race.ended("printed by the worker" if item.number == item.certificate.number else "printed by the page")


def test_a_single_decision_beside_a_bulk_issue_of_another_manager(race):
    for given in race.rounds(ready, ways=2):
        item = waiting_item(given)
        at_once(staggered(single(given, by=given.second)), staggered(worked(item)))
        item.refresh_from_db()
        assert (item.state == "issued") == (end_of(given).issued_by == given.manager)
        race.ended(f"the item is {item.state}")


def test_two_bulk_issues(race):
    for given in race.rounds(ready, ways=2):
        items = [waiting_item(given), waiting_item(given, by=given.second)]
        states = at_once(*(staggered(worked(item)) for item in items))
        assert sorted(states) == ["changed", "issued"]
        end_of(given)
        race.ended(f"the first is {states[0]}")


def test_two_workers_at_one_item(race):
    for given in race.rounds(ready):
        item = waiting_item(given)
        at_once(staggered(worked(item)), staggered(worked(item)))
        assert BulkItem.objects.get(pk=item.pk).certificate == end_of(given)
        race.ended("one certificate")
