"""Every page that is asked about a date answers for the first and the last of the calendar too."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import NOW, JurisdictionFactory, LicenseFactory, PractitionerFactory, UserFactory
from training.views.desk.timeline import AFTER, BEFORE, shifted

DAYS = ["0001-01-01", "0002-06-01", "1582-10-15", "9998-01-01", "9999-12-31"]


@pytest.fixture
def person(db, time_machine):
    """Somebody with spans to draw: a license that was checked."""
    time_machine.move_to(NOW, tick=False)
    person = PractitionerFactory(login=True)
    LicenseFactory(practitioner=person, checked=True)
    return person


@pytest.mark.parametrize("day", DAYS)
def test_the_desk_answers_for_any_day(client, person, day):
    client.force_login(UserFactory(role="administrator"))
    file = reverse("desk:practitioner", args=[person.pk])
    for address in [file, reverse("desk:roster"), reverse("desk:roster_csv")]:
        response = client.get(address, {"as_of": day})
        assert response.status_code == 200, address
    assert client.get(file, {"as_of": day}).context["timeline"].first >= date.min


def test_the_desk_asks_about_any_place_too(client, person):
    client.force_login(UserFactory(role="administrator"))
    own, other = person.licenses.get().jurisdiction, JurisdictionFactory(code="US-UT", name="Utah")
    file = reverse("desk:practitioner", args=[person.pk])
    for place, expected in [("", [own]), ("nowhere", [own]), (own.code, [own]), (other.code, [other, own])]:
        answers = client.get(file, {"place": place, "as_of": DAYS[2]}).context["places"]
        assert [answer.jurisdiction for answer in answers] == expected


@pytest.mark.parametrize("day", DAYS)
def test_a_person_asks_about_any_day(client, person, day):
    client.force_login(person.user)
    code = person.licenses.get().jurisdiction.code
    assert client.get(reverse("my:clearance", args=[code]), {"as_of": day}).status_code == 200


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date.min, -BEFORE, date.min),
        (date.max, AFTER, date.max),
        (date(1, 1, 5), -4, date.min),
        (date(2028, 2, 28), 2, date(2028, 3, 1)),
    ],
)
def test_the_drawing_ends_with_the_calendar(day, days, expected):
    assert shifted(day, days) == expected
