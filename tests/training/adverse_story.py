"""What tests of adverse events begin with: a clinic in Florida, its manager, and a therapist who works there."""

import pytest

from tests.factories import NOW, ClinicFactory, PractitionerFactory, UserFactory, days
from training.actions import adverse

ALL_YES = {"controlled": "yes", "tied": "yes", "condition": "yes", "referred": "yes"}
REPORT = {"reported_on": days(0), "way": "online", "reporter": "therapist", "file_number": "2026-1180"}


@pytest.fixture
def manager(db):
    return UserFactory(role="manager", email="manager@clinic.example")


@pytest.fixture
def clinic(manager):
    return ClinicFactory(name="Tampa", manager=manager)


@pytest.fixture
def person(clinic):
    return PractitionerFactory(login=True, clinic=clinic)


def said(clinic, **changes):
    values = {"session": None, "happened_on": days(-3), "noticed_on": days(-3), "clinic": clinic}
    values |= {"grade": "major", "kind": "pneumothorax", "regions": ["upper_back"], "care": ["hospital"]}
    return values | {"outcome": "better", "comment": "Call me tonight."} | changes


def recorded(person, clinic, answers=ALL_YES, **changes):
    values = said(clinic, **changes)
    return adverse.add(by=person.user, practitioner=person, values=values, answers=answers, now=NOW)
