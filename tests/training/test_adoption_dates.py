"""Dates that cannot be meant in the adoption form: the page comes back with a sentence, whatever the draft says."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest

from tests.factories import UserFactory, days
from tests.training.my_story import browser_of, noon  # noqa: F401
from tests.training.rule_story import draft
from tests.training.test_rules_desk import filled, url
from training.models import PracticeRule

pytestmark = pytest.mark.django_db
BEFORE = "This date is before the rule takes effect."


@pytest.fixture
def manager(browser_of):
    user = UserFactory(role="manager")
    browser_of(user)
    return user


def sent(client, rule, **changes):
    form = client.get(url(rule)).context["form"]
    response = client.post(url(rule), filled(form, **changes))
    rule.refresh_from_db()
    assert response.status_code == 200 and rule.state == PracticeRule.State.DRAFT
    return response


@pytest.mark.parametrize("preview", [{}, {"preview": "1"}])
@pytest.mark.parametrize("last", ["2021-04-18", "0001-01-01"])
def test_an_end_before_the_beginning_is_said_beside_it(client, manager, last, preview):
    response = sent(client, draft(), effective_from="2021-04-19", effective_until=last, **preview)
    assert response.context["form"].errors["effective_until"] == [BEFORE]


@pytest.mark.parametrize(
    "dates",
    [
        {"effective_from": "tomorrow", "effective_until": "2021-04-18"},
        {"effective_from": "2029-04-18", "effective_until": ""},
        {"effective_from": "2029-04-18", "effective_until": "tomorrow"},
        {"effective_from": "9999-12-31", "effective_until": "9999-12-31"},
        {"effective_from": "0001-01-01", "effective_until": "0001-01-01"},
        {"review_on": "0001-01-01"},
        {"review_on": "9999-12-31"},
    ],
)
def test_half_of_the_dates_beside_those_of_the_draft(client, manager, dates):
    sent(client, draft(effective_from=days(-9), effective_until=days(9)), preview="1", **dates)
