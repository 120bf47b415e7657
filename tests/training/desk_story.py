"""What tests of the desk begin with: a manager, the clinic that they answer for, and somebody who works there."""

import pytest

from tests.factories import TODAY, ClinicFactory, PractitionerFactory, UserFactory

LOOK = {
    "shows": "yes",
    "checked_on": TODAY.isoformat(),
    "method": "web",
    "source": "Board",
    "status_shown": "Active",
    "in_good_standing": "on",
    "expires_on": "2028-01-01",
}
"""What the form of a look at a license sends."""


@pytest.fixture
def manager(db):
    return UserFactory(role="manager")


@pytest.fixture
def clinic(manager):
    return ClinicFactory(manager=manager)


@pytest.fixture
def person(clinic):
    return PractitionerFactory(login=True, clinic=clinic)
