"""What the roster cannot answer is said; the number of open lines is that of the file."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest
from django.urls import reverse

from tests.factories import ClinicFactory, EvidenceFactory, JurisdictionFactory, PracticeRuleFactory
from tests.training.test_roster import desk, florida, manager, person, rows_of  # noqa: F401
from training.actions.standing import refresh_all
from training.trees import block

pytestmark = pytest.mark.django_db


def test_a_filter_that_cannot_be_read_is_said_and_is_no_filter_in_use(desk, florida):
    person(florida)
    reply = desk.get(reverse("desk:roster"), {"clinic": "9999"})
    assert "The filter “Clinic” could not be read, so it is left out." in reply.content.decode()
    assert "Filters in use" not in reply.content.decode()
    assert desk.get(reverse("desk:roster_csv"), {"clinic": "9999"}).url == f"{reverse('desk:roster')}?clinic=9999"


def test_what_was_known_is_not_asked_of_the_roster(desk, florida):
    person(florida)
    reply = desk.get(reverse("desk:roster"), {"known_at": "2026-01-01"})
    assert "The roster is by what we know now." in reply.content.decode()
    assert desk.get(reverse("desk:roster_csv"), {"known_at": "2026-01-01"}).status_code == 302


def test_on_a_day_before_anybody_nobody_is_to_be_added(desk, florida):
    person(florida)
    page = desk.get(reverse("desk:roster"), {"as_of": "1900-01-01"}).content.decode()
    assert "Nobody was on the roster on that day" in page
    assert "Nobody is on record yet" not in page
    assert "About 127 years back." in page


def test_the_csv_counts_the_open_lines_of_who_practices_provisionally(desk, florida):
    place = JurisdictionFactory(code="US-UT", name="Utah")
    stage = {"provisional": [block("hours", "p", hours="3")], "provisional_months": 24}
    PracticeRuleFactory(jurisdiction=place, requirements=[block("hours", "h", hours="30")], **stage)
    someone = person(ClinicFactory(manager=florida.managers.get(), jurisdiction=place))
    EvidenceFactory(practitioner=someone, accepted=True, minutes=600)
    refresh_all([someone.pk])
    (row,) = rows_of(desk.get(reverse("desk:roster_csv")))
    assert (row["Clearance"], row["Open lines"]) == ("Provisional", "1")
    page = desk.get(reverse("desk:practitioner", args=[someone.pk])).content.decode()
    assert "1 open" in page
    assert any("30 course hours: 20 more hours by " in part for part in page.split("open-line"))
