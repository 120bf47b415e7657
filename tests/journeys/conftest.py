"""Playwright keeps an event loop in the thread of the test; tests speak to the database between its steps."""

import os
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.db import connections

from cms.demo import acts
from tests.journeys.person import Person
from tests.journeys.thumb import Thumb
from tests.journeys.world import KIM, START, build


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
def clock():
    with time_machine.travel(START, tick=True) as traveller:
        yield traveller


@pytest.fixture
def world(clock, transactional_db):
    return build(START.date())


@pytest.fixture
def therapist(world):
    """Kim, who began in Colorado thirty days ago."""
    day = START.date() - timedelta(days=30)
    return acts.born(world.place, "Kim Obi", "Obi, Kim", KIM, "US-CO", day, acts.random.Random(1)).person


@pytest.fixture
def saves_by_hand(settings):
    """The form of an editor saves by itself, which would race with the hand that saves."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


@pytest.fixture
def visitors(browser, live_server):
    """Everybody at a browser of their own, signed in with an address; no script of a page may fail them."""

    def join(kind, email: str | None = None, **given):
        person = kind(browser, live_server.url, **given)
        joined.append(person)
        if email:
            person.sign_in(email)
        return person

    joined = []
    yield join
    assert [fault for person in joined for fault in person.faults] == []
    for person in joined:
        person.context.close()


@pytest.fixture
def people(visitors):
    return partial(visitors, Person)


@pytest.fixture
def phones(visitors):
    return partial(visitors, Thumb)
