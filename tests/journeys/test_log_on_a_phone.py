"""A session is logged with a thumb on 360 pixels: at most 25 taps, first and by copy, and nothing is lost."""

import re

import pytest
from django.contrib.sessions.models import Session

from tests.journeys.thumb import Thumb
from tests.journeys.typical_session import MOST_TAPS, tells_the_rest, tells_what_was_done
from tests.journeys.watch import Watch
from tests.journeys.world import KIM
from training.models import AuditEvent, SupervisedSession

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def logs_the_first(kim: Thumb) -> None:
    kim.page.goto("/my/sessions/")
    kim.begins_to_count()
    kim.follows("Log a session")
    kim.chooses("supervisor", "Inés Zamora")
    tells_what_was_done(kim)
    kim.presses("Submit for sign-off")


def test_a_first_session_and_a_copy_take_few_taps(therapist, phones):
    kim = phones(KIM)
    logs_the_first(kim)
    first = kim.taps
    kim.begins_to_count()
    kim.follows("Copy the last one")
    tells_the_rest(kim)
    kim.presses("Submit for sign-off")
    copy = kim.taps
    assert (first <= MOST_TAPS, copy <= MOST_TAPS) == (True, True), (first, copy)
    one, other = SupervisedSession.objects.order_by("pk")
    assert (one.state, other.state) == ("submitted", "submitted")
    assert one.content_hash == other.content_hash
    assert one.muscle_words == "Levator scapulae (right), Infraspinatus (right)"
    assert (one.technique, one.needle_count, one.twitch) == ("pistoning", 4, True)
    assert copy < first


def begins(kim: Thumb) -> None:
    """A draft that the page has saved once."""
    kim.page.goto("/my/sessions/new/")
    kim.chooses("supervisor", "Inés Zamora")
    kim.touches_spot("calf-left")
    kim.is_told("Saved at")


def count_of_needles() -> int | None:
    return SupervisedSession.objects.get().needle_count


def test_the_connection_breaks_and_comes_back(therapist, phones):
    kim = phones(KIM)
    begins(kim)
    kim.context.set_offline(True)
    kim.writes("needle_count", "7")
    kim.is_told("Not saved yet. It is kept on this device")
    kim.page.get_by_role("button", name="Submit for sign-off").tap()
    kim.is_told("No connection.")
    kim.context.set_offline(False)
    kim.is_told("Saved at")
    session = SupervisedSession.objects.get()
    assert (session.state, session.needle_count, session.spots) == ("draft", 7, ["calf-left"])
    events = AuditEvent.objects.filter(subject_type="supervisedsession").values_list("action", flat=True)
    assert list(events) == ["session.draft"]


def test_what_was_never_sent_is_there_at_the_next_visit(therapist, phones):
    """The first words already: no second draft, and nothing lost."""
    kim = phones(KIM)
    kim.page.goto("/my/sessions/new/")
    kim.context.set_offline(True)
    kim.chooses("supervisor", "Inés Zamora")
    kim.writes("needle_count", "7")
    kim.is_told("Not saved yet. It is kept on this device")
    kim.page.close()
    kim.context.set_offline(False)
    kim.page = kim.context.new_page()
    for _ in range(2):
        kim.page.goto("/my/sessions/new/")
        kim.page.wait_for_timeout(1500)
    assert count_of_needles() == 7
    assert kim.page.input_value("[name=needle_count]") == ""


def test_a_new_sign_in_comes_back_to_what_was_written(therapist, phones):
    kim = phones(KIM)
    begins(kim)
    here = kim.page.url
    Session.objects.all().delete()
    with kim.page.expect_navigation(url=re.compile("/accounts/login/")):
        kim.ticks("twitch")
    kim.tells_who(KIM)
    kim.page.wait_for_url(here)
    kim.is_told("Saved at")
    assert kim.page.locator("[name=twitch]").is_checked()
    assert SupervisedSession.objects.get().twitch


def test_two_windows_tell_each_other(therapist, phones):
    kim = phones(KIM)
    begins(kim)
    here, there = kim.page, kim.context.new_page()
    there.goto(here.url)
    kim.writes("needle_count", "7")
    kim.is_told("Saved at")
    kim.page = there
    kim.writes("needle_count", "9")
    kim.is_told("changed in another window or on another device since you opened it. It differs in: Needles used.")
    assert count_of_needles() == 7
    there.get_by_role("button", name="Keep what stands here").tap()
    kim.is_told("Saved at")
    assert count_of_needles() == 9
    kim.page = here
    kim.ticks("twitch")
    kim.is_told("It differs in: Needles used, A local twitch was seen.")
    with here.expect_navigation():
        here.get_by_role("link", name="Show what was saved there").tap()
    assert here.input_value("[name=needle_count]") == "9"
    assert not here.locator("[name=twitch]").is_checked()


def test_a_draft_is_gone_on_with_in_one_tap_and_discarded(therapist, phones):
    kim = phones(KIM)
    begins(kim)
    kim.page.goto("/my/sessions/")
    kim.follows("Go on with the session of March 1, 2027")
    kim.page.get_by_text("Discard this draft").tap()
    kim.presses("Discard")
    assert not SupervisedSession.objects.exists()


NARROWEST = """selector => {
    const boxes = [...document.querySelectorAll(selector)].map(each => each.getBoundingClientRect());
    return Math.min(...boxes.filter(box => box.width).map(box => Math.min(box.width, box.height)));
}"""
CONTROLS = "main .choice, main summary, main select, main .check, .bottom-bar button, main input:not(label *, .check *)"


def test_everything_can_be_hit(therapist, phones):
    kim = phones(KIM)
    kim.page.goto("/my/sessions/new/")
    for view, spot, beside in (("back", "forearm-back-left", 11), ("front", "jaw-right", 9)):
        kim.page.locator(f"[name=view][value={view}]").tap()
        assert kim.page.evaluate(NARROWEST, "svg [data-spot]") >= 24
        kim.touches_spot(spot, beside)
    assert kim.page.evaluate(NARROWEST, CONTROLS) >= 40
    assert kim.page.evaluate(NARROWEST, ".chip-button") >= 32
    kim.page.locator(".spot-list > summary").tap()
    kim.page.locator("[data-find] input").fill("infraspin")
    assert kim.page.locator(".spot-list li:visible").count() == 1
    kim.page.get_by_role("checkbox", name="Shoulder blade, left").tap()
    kim.ticks("muscles", "scapula-left:infraspinatus")


def test_each_drawn_shape_is_what_a_finger_chooses(therapist, phones):
    """The areas of the controls overlap; what is drawn under the finger is chosen, once, and let go again."""
    kim = phones(KIM)
    kim.page.goto("/my/sessions/new/")
    for view in ("back", "front"):
        kim.page.locator(f"[name=view][value={view}]").tap()
        for box in kim.page.locator(f".body-{view} [data-spot]").all():
            kim.touches_spot(spot := box.get_attribute("value"))
            assert kim.page.locator("[data-chosen-list] .chip").count() == 1, spot
            kim.page.get_by_role("button", name="Remove").tap()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_anybody(therapist, phones, browser, live_server, scheme):
    watch = Watch(browser, live_server.url, "therapist", 360, scheme)
    kim = phones(KIM, scheme=scheme)
    begins(kim)
    watch.context.add_cookies(kim.context.cookies())
    for name, address in (("edit", kim.page.url), ("new", "/my/sessions/new/"), ("list", "/my/sessions/")):
        watch.visit(name, address)
        for details in watch.page.locator("main details").all():
            details.evaluate("each => { each.open = true; }")
        watch.look_for_barriers()
    watch.context.close()
    assert watch.faults == []
