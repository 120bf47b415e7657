"""Playwright keeps an event loop in the thread of the test; tests speak to the database between its steps."""

import os

import pytest
from django.db import connections

from tests.journeys.person import Person


@pytest.fixture(scope="session", autouse=True)
def database_beside_the_browsers_loop(django_db_setup):
    """Beside a loop Django refuses the database and opens another connection, which does not know what to restore."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        known = connections["default"]
        if contents := getattr(known, "_test_serialized_contents", None):
            patch.setattr(type(known), "_test_serialized_contents", contents, raising=False)
        yield


@pytest.fixture
def people(browser, live_server):
    def join(email: str | None = None) -> Person:
        person = Person(browser, live_server.url)
        joined.append(person)
        if email:
            person.sign_in(email)
        return person

    joined = []
    yield join
    assert [fault for person in joined for fault in person.faults] == []
    for person in joined:
        person.context.close()
