"""The transcript: every course with its minutes, what they come to, and a file for a board."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import csv
import io

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import NOW, days
from tests.training.counting import queries_of
from tests.training.my_story import browser_of, clinic, mine, noon, person  # noqa: F401
from tests.training.test_my_evidence import manager  # noqa: F401
from training.models import Completion, Organization
from training.queries.transcript import transcript

pytestmark = pytest.mark.django_db
PAGE, CSV = "/my/records/transcript/", "/my/records/transcript.csv"
HEAD = (
    "Name,Licenses,Course,Provider,First day,Last day,Subject,Delivery,Minutes,Contact hours,Minutes counted,"
    "Approval number,Source,State"
)


def text_of(response) -> str:
    return response.content.decode()


def lines_of(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text)))


@pytest.fixture
def organization(db):
    return Organization.objects.create(name="Harbor Therapy")


@pytest.fixture
def courses(person, organization):
    """A module of 90 minutes, a course of a weekend accepted, one that waits, and one that was returned."""
    credit = [{"subject": "safety", "mode": "self_paced", "minutes": 90}]
    module = factories.ModuleFactory(
        title="Needle safety", revised__credit=credit, revised__approvals=[{"body": "Florida Board", "number": "50-1"}]
    )
    done = factories.CompletionFactory(practitioner=person, revision=module.current, completed_on=days(-10))
    mine = {"practitioner": person, "approval_number": "20-123"}
    weekend = factories.EvidenceFactory(accepted=True, minutes=600, began_on=days(-61), **mine)
    weekend.lines.create(subject="theory", mode="live_online", minutes=50)
    factories.EvidenceFactory(title="Waits", happened_on=days(-5), minutes=60, practitioner=person)
    factories.EvidenceFactory(title="Came back", state="returned", practitioner=person)
    return {"done": done, "weekend": weekend}


def test_the_page_lists_every_course_and_adds_up_what_counts(mine, courses):
    response = mine.get(PAGE)
    found = response.context["found"]
    assert [each.title for each in found.entries] == ["Dry needling, part 1", "Needle safety", "Waits"]
    assert found.totals == {
        ("technique", "in_person"): 600,
        ("theory", "live_online"): 50,
        ("safety", "self_paced"): 90,
    }
    page = text_of(response)
    assert "12.33 hours" in page
    assert "Harbor Therapy, Florida Board 50-1" in page
    assert reverse("my:evidence", args=[courses["weekend"].pk]) in page
    assert reverse("learn:module", args=[courses["done"].revision.module.key]) in page


def test_the_table_of_what_counts_has_a_row_for_each_subject(mine, courses):
    found = mine.get(PAGE).context["found"]
    assert [mode.label for mode in found.modes] == ["In person", "Live online", "Self-paced"]
    assert [cells for _, cells, _ in found.subjects] == [[0, 50, 0], [600, 0, 0], [0, 0, 90]]
    assert found.sums == [600, 50, 90]


def test_the_file_has_what_boards_ask_for(mine, person, courses):
    factories.LicenseFactory(practitioner=person, number="PT 12345")
    head, *rows = lines_of(mine.get(CSV))
    who = ["Maya Reyes", "Florida PT 12345"]
    first, last = days(-61).isoformat(), days(-60).isoformat()
    course = ["Dry needling, part 1", "An institute", first, last]
    assert ",".join(head) == HEAD
    assert rows[:3] == [
        [*who, *course, TECHNIQUE, "In person", "600", "10.00", "600", "20-123", "External course", "Accepted"],
        [*who, *course, "Theory of dry needling", "Live online", "50", "0.83", "50", "20-123", *ACCEPTED],
        [*who, *MODULE, "Self-paced", "90", "1.50", "90", "Florida Board 50-1", "Our module", "Completed"],
    ]
    assert rows[3][8:] == ["60", "1.00", "0", "", "External course", "Submitted"]


TECHNIQUE = "Selection and safe handling of needles, technique"
ACCEPTED = ["External course", "Accepted"]
MODULE = ["Needle safety", "Harbor Therapy", *[days(-10).isoformat()] * 2, "Infection control and safety"]


def test_no_cell_is_a_formula(mine, person):
    factories.EvidenceFactory(practitioner=person, title='=HYPERLINK("x")', provider="@x", accepted=True)
    assert lines_of(mine.get(CSV))[1][2:4] == ['\'=HYPERLINK("x")', "'@x"]


def test_a_cycle_or_days_narrow_both(mine, person, courses):
    cycle = factories.CycleFactory(practitioner=person, anchor=days(-40))
    for asked in ({"cycle": cycle.pk}, {"since": days(-40).isoformat()}):
        assert [each.title for each in mine.get(PAGE, asked).context["found"].entries] == ["Needle safety", "Waits"]
    until = {"until": days(-60).isoformat()}
    assert [each.title for each in mine.get(PAGE, until).context["found"].entries] == ["Dry needling, part 1"]
    assert len(lines_of(mine.get(CSV, until))) == 3
    assert "No course was completed in these days." in text_of(mine.get(PAGE, until | {"cycle": cycle.pk}))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"since": "banana"}, "Enter a valid date."),
        ({"since": "2027-01-02", "until": "2027-01-01"}, "The last day is before the first."),
        ({"cycle": "99"}, "This cycle is not on record."),
    ],
)
def test_days_that_cannot_be_read_show_nothing_and_say_why(mine, courses, asked, words):
    page = mine.get(PAGE, asked)
    assert page.context["found"] is None
    assert [words] in page.context["form"].errors.values()
    assert mine.get(CSV, asked).url.startswith(f"{PAGE}?")


def test_a_cycle_of_somebody_else_is_none_of_theirs(mine):
    other = factories.CycleFactory(anchor=days(-40))
    assert "cycle" in mine.get(PAGE, {"cycle": other.pk}).context["form"].errors


def test_a_module_taken_again_counts_once(person, courses):
    factories.CompletionFactory(practitioner=person, revision=courses["done"].revision, completed_on=days(-2))
    found = transcript(person, "", None, None)
    assert found.totals["safety", "self_paced"] == 90
    assert [each.is_repeated for each in found.entries if each.is_module] == [False, True]
    assert transcript(person, "", days(-5), None).totals["safety", "self_paced"] == 90


def test_a_completion_of_another_source_has_no_attempt_and_is_listed_like_any(mine, browser_of, manager, person):
    """A player of packages or an import may complete a module without our quiz."""
    module = factories.ModuleFactory(title="From elsewhere")
    given = {"practitioner": person, "revision": module.current, "source": "scorm", "attempt": None}
    Completion.objects.create(completed_on=days(-3), recorded_at=NOW, **given)
    assert "From elsewhere" in text_of(mine.get(PAGE))
    for url in (reverse("learn:module", args=[module.key]), "/learn/", "/my/", "/my/records/"):
        assert "Passed" not in text_of(mine.get(url))
    client = browser_of(manager)
    for name in ("desk:practitioner", "desk:transcript"):
        page = text_of(client.get(reverse(name, args=[person.pk])))
        assert "From elsewhere" in page
        assert "Passed" not in page


def test_a_module_that_was_taken_down_is_still_read_from_here(mine, courses):
    module = courses["done"].revision.module
    module.current = None
    module.save()
    page = text_of(mine.get(reverse("learn:module", args=[module.key])))
    assert "What this counts toward for you" in page


def test_a_manager_has_the_same_page_and_file(browser_of, manager, person, courses):
    client = browser_of(manager)
    page = text_of(client.get(reverse("desk:transcript", args=[person.pk])))
    assert "12.33 hours" in page
    assert reverse("desk:evidence_item", args=[courses["weekend"].pk]) in page
    assert "/learn/" not in page
    assert len(lines_of(client.get(reverse("desk:transcript_csv", args=[person.pk])))) == 5
    assert reverse("desk:transcript", args=[person.pk]) in text_of(
        client.get(reverse("desk:practitioner", args=[person.pk]))
    )


def test_without_a_course_it_says_so(mine):
    assert "No course is on record yet." in text_of(mine.get(PAGE))
    assert reverse("my:transcript") in text_of(mine.get("/my/records/"))


@pytest.mark.parametrize("rows", [1, 30])
def test_it_costs_the_same_however_many_courses(mine, person, organization, rows):
    for _ in range(rows):
        factories.EvidenceFactory(practitioner=person, accepted=True)
        factories.CompletionFactory(practitioner=person, revision=factories.ModuleFactory().current)
    assert (queries_of(lambda: mine.get(PAGE)), queries_of(lambda: lines_of(mine.get(CSV)))) == COST


COST = (10, 8)
