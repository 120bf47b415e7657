"""A session is logged with a thumb on a screen of 360 pixels: at most 25 taps, first and by copy, and nothing is lost."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from cms.demo import acts
from tests.journeys.thumb import Thumb
from tests.journeys.world import build
from training.models import AuditEvent, SupervisedSession

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

START = datetime(2027, 3, 1, 16, 0, tzinfo=UTC)
EMAIL = "kim@pinpoint.example"
MOST = 25


@pytest.fixture
def world(transactional_db):
    with time_machine.travel(START, tick=True):
        world = build(START.date())
        day = START.date() - timedelta(days=30)
        acts.born(world.place, "Kim Obi", "Obi, Kim", EMAIL, "US-CO", day, acts.random.Random(1))
        yield world


@pytest.fixture
def phones(browser, live_server):
    def phone(scheme="light") -> Thumb:
        thumb = Thumb(browser, live_server.url, scheme)
        made.append(thumb)
        thumb.signs_in(EMAIL)
        return thumb

    made = []
    yield phone
    assert [fault for thumb in made for fault in thumb.faults] == []
    for thumb in made:
        thumb.context.close()


def tells_the_rest(kim: Thumb) -> None:
    """What is true of this patient and of no other."""
    kim.writes("needle_count", "4")
    kim.ticks("twitch")
    kim.ticks("consented")
    kim.ticks("screened")
    kim.ticks("response", "better")


def logs_the_first(kim: Thumb) -> None:
    kim.page.goto("/my/sessions/")
    kim.begins_to_count()
    kim.follows("Log a session")
    kim.chooses("supervisor", "Inés Zamora")
    kim.ticks("supervision", "in_room")
    kim.touches_spot("upper-trap-right")
    kim.touches_spot("scapula-right")
    kim.ticks("muscles", "upper-trap-right:levator-scapulae")
    kim.ticks("muscles", "scapula-right:infraspinatus")
    kim.ticks("technique", "pistoning")
    kim.ticks("needle_gauge", "30")
    kim.ticks("needle_length_mm", "40")
    kim.ticks("lung_technique", "pincer")
    tells_the_rest(kim)
    kim.presses("Submit for sign-off")


def test_a_first_session_and_a_copy_take_few_taps(world, phones):
    kim = phones()
    logs_the_first(kim)
    first = kim.taps
    kim.begins_to_count()
    kim.follows("Copy the last one")
    tells_the_rest(kim)
    kim.presses("Submit for sign-off")
    copy = kim.taps
    assert (first <= MOST, copy <= MOST) == (True, True), (first, copy)
    one, other = SupervisedSession.objects.order_by("pk")
    assert (one.state, other.state) == ("submitted", "submitted")
    assert one.content_hash == other.content_hash
    assert one.muscle_words == "Levator scapulae (right), Infraspinatus (right)"
    assert (one.technique, one.needle_count, one.twitch) == ("pistoning", 4, True)
    assert copy < first
    print(first, copy)
