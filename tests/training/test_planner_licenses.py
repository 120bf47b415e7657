"""The planner plans no new license where one that does not count is on record."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest

from tests import factories
from tests.factories import days
from tests.training.my_story import browser_of, clinic, mine, noon, person, supervisor  # noqa: F401
from tests.training.test_planner import COURSE, FIFTY, groups, only, place
from training.queries.my_facts import MyFacts
from training.queries.planner import Course, Group, Planner
from training.trees import block

pytestmark = pytest.mark.django_db


@pytest.fixture
def arizona(person, noon):
    factories.EvidenceFactory(practitioner=person, minutes=1800, accepted=True)
    return place("US-AZ", "Arizona", block("hours", "h", hours="24"))


def looked(person, jurisdiction, **look):
    license = factories.LicenseFactory(practitioner=person, jurisdiction=jurisdiction)
    factories.LicenseCheckFactory(license=license, checked_on=days(-60))
    factories.LicenseCheckFactory(license=license, checked_on=days(-1), **look)


@pytest.mark.parametrize(
    ("look", "words"),
    [
        ({"encumbered": True, "in_good_standing": False}, "showed a restriction"),
        ({"shows": False}, "did not show the license there"),
        ({"in_good_standing": False}, "in good standing"),
    ],
)
def test_a_license_that_a_look_refuted_is_no_license_that_is_missing(mine, person, arizona, look, words):
    looked(person, arizona, **look)
    found = only(person, "Arizona")
    assert (found.group, found.lacks_license, found.evaluation.outcome) == (Group.BARRED, False, "not_cleared")
    assert words in found.barred
    assert found.barred in mine.get("/my/planner/").content.decode()


def test_one_that_ended_or_was_never_looked_up_is_missing(person, arizona):
    looked(person, arizona, expires_on=days(-10))
    factories.LicenseFactory(practitioner=person, jurisdiction=place("US-UT", "Utah"))
    assert groups(person)[Group.LICENSE] == ["Arizona", "Utah"]


def test_a_course_brings_nobody_within_reach_of_a_restricted_license(mine, person, noon):
    colorado = place("US-CO", "Colorado", FIFTY)
    looked(person, colorado, encumbered=True, in_good_standing=False)
    (change,) = Planner(MyFacts(person), days(0)).changes(Course(minutes=(("general", "in_person", 3000),)))
    assert not change.is_reached and not change.is_begun
    assert "within reach" not in mine.get("/my/planner/", COURSE).content.decode()
