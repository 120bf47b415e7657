"""An adverse event on phones of 360 pixels: recorded with Florida's days, opened by a manager, reported, taken out."""

import json
from datetime import timedelta

import pytest

from cms.demo import acts
from tests.journeys.by_link import fits, last_letter
from tests.journeys.thumb import Thumb
from tests.journeys.watch import Watch
from tests.journeys.world import KIM, MANAGER, START
from training.models import AdverseEvent, AuditEvent, OutgoingMail
from training.queries.integrity import differences

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

MOST = 25
PRIVATE = ("neumothorax", "Call me tonight", "hospital")


@pytest.fixture
def in_florida(world):
    day = START.date() - timedelta(days=30)
    return acts.born(world.place, "Kim Obi", "Obi, Kim", KIM, "US-FL", day, acts.random.Random(1)).person


def test_record_open_report_and_take_out(in_florida, phones, browser, live_server):
    kim, ruth = phones(KIM), phones(MANAGER)
    event = records(kim)
    is_told(ruth, event)
    opens(ruth, event)
    writes_the_report_down(ruth, event)
    closes(ruth)
    takes_it_out(ruth, event)
    sees_what_became_of_it(kim)
    nothing_bars(kim, "therapist", browser, live_server, mine(event))
    nothing_bars(ruth, "manager", browser, live_server, theirs(event))
    assert list(differences()) == []


def records(kim: Thumb) -> AdverseEvent:
    kim.page.goto("/my/adverse/")
    kim.begins_to_count()
    kim.follows("Record an adverse event")
    kim.chooses("kind", "Pneumothorax suspected")
    kim.ticks("grade", "major")
    kim.ticks("care", "needles_out")
    kim.ticks("care", "emergency")
    kim.ticks("care", "hospital")
    kim.ticks("outcome", "better")
    kim.ticks("regions", "upper_back")
    for name in ("controlled", "tied", "condition", "referred"):
        kim.ticks(f"us-fl-{name}", "yes")
    assert fits(kim)
    kim.presses("Record it")
    assert kim.taps <= MOST, kim.taps
    assert kim.reads("Report by March 16, 2027") and kim.reads("15 days left")
    assert kim.reads("The managers of Larkspur Tampa were told by mail") and kim.reads("Meets the definition")
    assert fits(kim)
    return AdverseEvent.objects.get()


def is_told(ruth: Thumb, event: AdverseEvent) -> None:
    """A letter and the desk say that there is one and by when, and nothing of what happened."""
    words = last_letter(MANAGER).body
    ruth.page.goto("/desk/adverse/")
    assert ruth.reads("Obi, Kim") and ruth.reads("15 days left")
    assert fits(ruth)
    assert not any(private in words + ruth.page.inner_text("main") for private in PRIVATE)
    assert not OutgoingMail.objects.filter(body__contains="neumothorax").exists()


def opens(ruth: Thumb, event: AdverseEvent) -> None:
    opened = AuditEvent.objects.filter(action="adverse.open", subject_id=str(event.pk))
    ruth.follows("Obi, Kim")
    assert (opened.count(), any(ruth.reads(private) for private in PRIVATE)) == (0, False)
    assert fits(ruth)
    ruth.presses("Open")
    assert ruth.reads("Pneumothorax suspected") and ruth.reads("Transferred to a hospital")
    assert [each.actor.email for each in opened] == [MANAGER]
    assert fits(ruth)


def writes_the_report_down(ruth: Thumb, event: AdverseEvent) -> None:
    ruth.page.get_by_text("Write down when and how").tap()
    ruth.page.locator("[name=way]").select_option("online")
    ruth.page.locator("[name=reporter]").select_option("manager")
    ruth.writes("file_number", "2027-118")
    ruth.presses("Write down the report")
    assert ruth.reads("Written down as reported") and ruth.reads("file number 2027-118")
    assert not ruth.reads("days left")


def closes(ruth: Thumb) -> None:
    ruth.presses("Close the event")
    assert ruth.reads("Closed. It stays on record.")
    assert fits(ruth)


def takes_it_out(ruth: Thumb, event: AdverseEvent) -> None:
    for button, ending in (("CSV", ".csv"), ("JSON", ".json")):
        with ruth.page.expect_download() as started:
            ruth.page.get_by_role("button", name=button).tap()
        assert started.value.suggested_filename.endswith(ending)
        words = started.value.path().read_text(encoding="utf-8-sig")
        assert "2027-118" in words and "64B17-6.008" in words and "Kim Obi" in words
    assert json.loads(words)
    taken = AuditEvent.objects.filter(action="adverse.export", subject_id=str(event.pk))
    assert [each.actor.email for each in taken] == [MANAGER, MANAGER]


def sees_what_became_of_it(kim: Thumb) -> None:
    kim.page.goto("/my/adverse/")
    kim.follows("Mar 1, 2027")
    assert kim.reads("Closed") and kim.reads("file number 2027-118")
    assert fits(kim)


def mine(event: AdverseEvent) -> dict[str, str]:
    here = f"/my/adverse/{event.pk}/"
    return {"list": "/my/adverse/", "new": "/my/adverse/new/", "event": here, "correct": f"{here}correct/"} | {
        "print": f"{here}print/"
    }


def theirs(event: AdverseEvent) -> dict[str, str]:
    here = f"/desk/adverse/{event.pk}/"
    return {"queue": "/desk/adverse/?state=all", "event": here, "print": f"{here}print/"}


def nothing_bars(person: Thumb, role: str, browser, live_server, pages: dict[str, str]) -> None:
    """axe finds nothing in the person's pages at 360 pixels, light and dark, with everything unfolded."""
    for scheme in ("light", "dark"):
        watch = Watch(browser, live_server.url, role, 360, scheme)
        watch.context.add_cookies(person.context.cookies())
        for name, address in pages.items():
            watch.visit(name, address)
            for details in watch.page.locator("main details").all():
                details.evaluate("each => { each.open = true; }")
            watch.look_for_barriers()
        watch.context.close()
        assert watch.faults == []
