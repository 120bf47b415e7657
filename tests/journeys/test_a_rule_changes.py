"""A rule changes, and the answers with it: drafted, asked about, adopted, in force, met again, lost at the source."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest

from cms.demo import acts
from tests.journeys.deeds import accepts_all, adds_course, adds_filing, adds_license, looks_up, opens_file
from tests.journeys.editor import add_block, field, preview, saves, write
from tests.journeys.person import Person
from tests.journeys.world import KIM, MANAGER, START
from training.models import PracticeRule, Practitioner, Standing
from training.queries.integrity import differences

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ADOPTED = START + timedelta(days=2)
IN_FORCE = date(2027, 6, 1)
COURSE_DAY = date(2027, 6, 5)
LAST_DAY_TO_FILE = date(2027, 8, 4)
LINE = "60 course hours, 45 of them in person, within four years"
PAPER = "Dry needling registration"
DORA = "Colorado DORA, license look-up"


@pytest.fixture
def person(world):
    """Cleared in Colorado: a license that was looked up, and 54 hours in person."""
    today, luck = START.date(), acts.random.Random(2)
    life = acts.born(world.place, "Kim Obi", "Obi, Kim", KIM, "US-CO", today - timedelta(days=60), luck)
    acts.licensed(life, today - timedelta(days=50), "US-CO", date(2021, 5, 4), date(2030, 10, 31))
    acts.checked(life, today - timedelta(days=3), "US-CO")
    acts.course(life, today - timedelta(days=40), "Dry needling foundations", {"technique": 54})
    return life.person


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 18, 0, tzinfo=UTC)


def test_a_rule_changes(person, clock, people):
    manager = people(MANAGER)
    drafts_the_next_version(manager)
    errs_and_sees_where(manager)
    mends_it(manager)
    asks_what_if(manager, person)
    clock.move_to(ADOPTED)
    manager = people(MANAGER)
    adopts(manager)
    sees_it_coming(people(KIM), manager, people())
    clock.move_to(noon(IN_FORCE))
    the_day_comes(people(KIM), person)
    clock.move_to(noon(COURSE_DAY + timedelta(days=2)))
    kim, manager = people(KIM), people(MANAGER)
    plans_a_course(kim)
    takes_the_course(kim, manager)
    has_a_paper_to_file(kim, manager)
    clock.move_to(noon(LAST_DAY_TO_FILE + timedelta(days=1)))
    kim, manager = people(KIM), people(MANAGER)
    files_late(kim, manager)
    practices_on_a_privilege(kim, manager)
    the_source_shows_no_license(kim, manager)
    assert list(differences()) == []


def says(person: Person, *words: str) -> None:
    """The page that is open has these words, in whatever order."""
    for each in words:
        assert person.reads(each), f"“{each}” is not on {person.page.url}:\n{person.page.inner_text('main')}"


def draft() -> PracticeRule:
    return PracticeRule.objects.get(jurisdiction__code="US-CO", number=3)


def drafts_the_next_version(manager: Person) -> None:
    """From the desk: the version in force, its next one, and from there into the editor."""
    manager.go("/desk/rules/?name=Colorado&stage=adopted")
    manager.follow("Colorado")
    manager.press("Draft the next version")
    says(manager, "Colorado, version 3")
    manager.follow("Edit its lines")


def errs_and_sees_where(manager: Person) -> None:
    """An empty group and an amount of zero are marked at their blocks; what was written beside them stays."""
    page = manager.page
    write(page, "requirements.0.label", LINE)
    for line, amount in enumerate(("60", "45")):
        write(page, f"requirements.0.of.{line}.hours", amount)
        write(page, f"requirements.0.of.{line}.label", "")
    add_block(page, "requirements", "One of")
    add_block(page, "provisional", "Supervised sessions")
    write(page, "provisional.1.count", "0")
    preview(page, "requirements").get_by_text("45 course hours, in person").wait_for()
    preview(page, "requirements").get_by_text("This group is empty").wait_for()
    saves(page)
    for tree, words in (("requirements", "This group is empty"), ("provisional", "Write an amount above zero")):
        marked = page.locator(f"[data-contentpath={tree}] [data-contentpath] >> text={words}")
        assert marked.first.is_visible(), page.inner_text("main")
    assert field(page, "requirements.0.of.0.hours").input_value() == "60"
    assert draft().requirements.raw_data[0]["value"]["of"][0]["value"]["hours"] == "50"


def mends_it(manager: Person) -> None:
    """The empty group gives way to a paper to file within 60 days; ten sessions open the stage."""
    page = manager.page
    write(page, "provisional.1.count", "10")
    page.locator("[data-contentpath=requirements]").get_by_title("Delete").last.click()
    add_block(page, "requirements", "Filing with a board")
    field(page, "requirements.2.jurisdiction").select_option("US-CO")
    write(page, "requirements.2.name", PAPER)
    write(page, "requirements.2.within_days", "60")
    field(page, "requirements.2.anchor").select_option("training_met")
    page.locator("[name=effective_from]").fill(IN_FORCE.isoformat())
    preview(page, "requirements").get_by_text("It is adopted at the desk").wait_for()
    saves(page)
    assert [each["type"] for each in draft().requirements.raw_data] == ["within", "filing"]
    assert [each["type"] for each in draft().provisional.raw_data] == ["hours", "sessions"]


def asks_what_if(manager: Person, person: Practitioner) -> None:
    """Kim falls out, in the list and in the file; the record still says cleared on that day."""
    manager.go(f"/desk/rules/{draft().pk}/")
    manager.follow("Who would this change?")
    assert manager.page.input_value("[name=as_of]") == IN_FORCE.isoformat()
    before = spans(person)
    manager.press("Find out")
    says(manager, "Obi, Kim", "Falls out", f"{LINE}: 1 part is missing")
    with manager.page.expect_download() as started:
        manager.page.get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(started.value.path().read_text("utf-8-sig"))))
    assert ("Kim Obi", "Falls out") in [(row["Name"], row["Change"]) for row in rows]
    assert spans(person) == before
    manager.go(f"/desk/practitioners/{person.pk}/?as_of={IN_FORCE}")
    says(manager, "Colorado Cleared")


def spans(person: Practitioner) -> list:
    return list(Standing.objects.filter(practitioner=person).order_by("pk").values_list("pk", "outcome", "starts_on"))


def adopts(manager: Person) -> None:
    manager.go(f"/desk/rules/{draft().pk}/")
    assert manager.page.input_value("[name=effective_from]") == IN_FORCE.isoformat()
    manager.press("Adopt this version")
    says(manager, "Write where you read this.")
    for read in manager.page.locator("main [name$=_read]:visible").all():
        read.fill("4 CCR 732-1, Rule 1.5, as amended")
    manager.press("Adopt this version")
    says(manager, "In force from June 1, 2027", "60 course hours", PAPER)
    old = PracticeRule.objects.get(jurisdiction__code="US-CO", number=2)
    assert old.effective_until == IN_FORCE - timedelta(days=1)


def sees_it_coming(kim: Person, manager: Person, stranger: Person) -> None:
    """Cleared until the day before; what is missing from then on; both versions in public."""
    kim.go("/my/")
    says(kim, "You may practice", "until May 31, 2027")
    kim.go(f"/my/clearance/US-CO/?as_of={IN_FORCE}")
    says(kim, "54 of 60 hours")
    manager.go(f"/desk/roster/?as_of={IN_FORCE}")
    row = manager.page.locator("main tr", has_text="Obi, Kim").inner_text()
    assert "Not cleared" in row, row
    stranger.go("/where/US-CO/")
    says(stranger, "from April 19, 2021 until May 31, 2027", "from June 1, 2027 (Adopted for later)")


def the_day_comes(kim: Person, person: Practitioner) -> None:
    """The status flips by the calendar alone; what we knew before the adoption stays what it was."""
    before = spans(person)
    kim.go("/my/")
    says(kim, "You may not practice")
    kim.go(f"/my/clearance/US-CO/?as_of={IN_FORCE}&known_at={START.date()}")
    says(kim, "as we knew them on March 1, 2027", "You may practice")
    assert spans(person) == before


def plans_a_course(kim: Person) -> None:
    kim.go("/my/planner/")
    kim.page.fill("[name=hours_1]", "8")
    with kim.page.expect_navigation():
        kim.page.get_by_role("button", name="Show what changes").click()
    row = kim.page.locator("#changes tr", has_text="Colorado").inner_text()
    assert "Training complete" in row, row
    assert "Aug" in row, row


def takes_the_course(kim: Person, manager: Person) -> None:
    adds_course(kim, "Needling the hip", "8", COURSE_DAY)
    looks_up(manager, "Obi, Kim", "Colorado", DORA)
    accepts_all(manager)
    kim.go("/my/")
    says(kim, "You may practice")


def has_a_paper_to_file(kim: Person, manager: Person) -> None:
    """Cleared as if it were filed, with the last day as a task for the therapist and in a queue of the desk."""
    says(kim, PAPER, "August 4, 2027")
    manager.go("/desk/filings/")
    says(manager, "Obi, Kim", PAPER, "Aug 4, 2027")


def files_late(kim: Person, manager: Person) -> None:
    kim.go("/my/")
    says(kim, "You may not practice", PAPER)
    adds_filing(kim, PAPER, "Colorado", LAST_DAY_TO_FILE + timedelta(days=1))
    accepts_all(manager)
    kim.go("/my/")
    says(kim, "You may practice")
    manager.go("/desk/filings/")
    says(manager, "Nothing is due")


def practices_on_a_privilege(kim: Person, manager: Person) -> None:
    """Pennsylvania on a compact privilege that rests on the license of Colorado."""
    adds_license(kim, "compact_privilege", "Pennsylvania", "PA-CP-22817", home="Colorado")
    looks_up(manager, "Obi, Kim", "PA-CP-22817", "PT Compact, privilege look-up")
    kim.go("/my/clearance/US-PA/")
    says(kim, "You may practice")


def the_source_shows_no_license(kim: Person, manager: Person) -> None:
    """A look that does not show the license fails closed, there and on the privilege that rests on it."""
    looks_up(manager, "Obi, Kim", "Colorado", DORA, shown=False)
    for place in ("US-CO", "US-PA"):
        kim.go(f"/my/clearance/{place}/")
        says(kim, "You may not practice")
    opens_file(manager, "Obi, Kim")
    says(manager, "The source did not show it")
