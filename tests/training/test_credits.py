"""External courses: dates, minutes, the same course entered twice, and where one entry counts."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from tests import factories
from tests.factories import NOW, TODAY, days
from tests.training.counting import queries_of
from tests.training.my_story import browser_of, clinic, mine, noon, pdf, person, picture  # noqa: F401
from tests.training.test_desk_checks import SEEN
from tests.training.test_my_evidence import manager  # noqa: F401
from tests.training.test_my_records import NEW_CREDIT, credit_given
from tests.training.test_toward import rule
from training.actions.license_check import record_check
from training.models import Evidence, EvidenceState, License, Standing
from training.queries.same_course import alike_to
from training.trees import block

pytestmark = pytest.mark.django_db
DAY = days(-30)
TWO_DAYS = {"began_on": days(-31).isoformat(), "happened_on": DAY.isoformat()}
ALIKE = "Is this course on record already?"


def text_of(response) -> str:
    return response.content.decode()


def errors_of(response, field):
    return response.context["form"].errors[field]


# Dates


def test_a_course_of_a_weekend_has_a_first_and_a_last_day(mine, person):
    page = strip_tags(text_of(mine.post(NEW_CREDIT, credit_given(**TWO_DAYS), follow=True)))
    row = Evidence.objects.get()
    assert (row.began_on, row.happened_on) == (days(-31), DAY)
    assert "January 29, 2027 to January 30, 2027" in page


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"began_on": days(-29).isoformat()}, "began_on", "The first day is after the last."),
        ({"began_on": "1026-01-30"}, "began_on", "This date is too long ago. Look at the year."),
        ({"began_on": "30/01/2027"}, "began_on", "Enter a valid date."),
        ({"happened_on": days(1).isoformat()}, "happened_on", "This date has not come yet. Today is March 1, 2027."),
    ],
)
def test_dates_that_cannot_be_get_a_sentence(mine, changes, field, words):
    assert errors_of(mine.post(NEW_CREDIT, credit_given(**changes)), field) == [words]
    assert not Evidence.objects.exists()


# Hours and minutes


@pytest.mark.parametrize(("hours", "minutes", "total"), [("", "50", 50), ("1", "40", 100), ("1.5", "", 90)])
def test_minutes_are_kept_as_the_certificate_says(mine, hours, minutes, total):
    given = credit_given(lines=(("theory", "self_paced", hours),)) | {"lines-0-minutes": minutes}
    assert mine.post(NEW_CREDIT, given).status_code == 302
    assert Evidence.objects.get().minutes == total


@pytest.mark.parametrize(
    ("hours", "minutes", "words"),
    [
        ("0", "", "Write more than 0 hours."),
        ("", "", "Write the hours, such as 27.5."),
        ("10000", "", "Write at most 1,000 hours."),
        ("", "1.5", "Write minutes as a whole number, such as 50."),
        ("", "99999", "Write at most 60,000 minutes."),
    ],
)
def test_amounts_that_cannot_be_get_a_sentence(mine, hours, minutes, words):
    given = credit_given(lines=(("theory", "self_paced", hours),)) | {"lines-0-minutes": minutes}
    response = mine.post(NEW_CREDIT, given)
    assert response.status_code == 422
    assert words in text_of(response)


def test_hours_and_minutes_come_back_for_a_correction(mine, person):
    entry = factories.EvidenceFactory(practitioner=person, minutes=100, state="returned")
    entry.lines.create(subject="law", mode="self_paced", minutes=90)
    page = text_of(mine.get(reverse("my:evidence_edit", args=[entry.pk])))
    shown = [f'name="lines-{row}-{name}" value="{value}"' for row, name, value in VALUES]
    assert [words for words in shown if words not in page] == []


VALUES = [(0, "hours", "1"), (0, "minutes", "40"), (1, "hours", "1.5")]


def test_a_subject_taught_in_one_way_stands_in_one_row(mine):
    twice = credit_given(
        lines=(("theory", "self_paced", "2"), ("skill", "in_person", "1"), ("theory", "self_paced", "2"))
    )
    page = text_of(mine.post(NEW_CREDIT, twice))
    assert "Row 1 has this subject, taught the same way. Write both in one row." in page
    assert not Evidence.objects.exists()


def test_ten_rows_are_enough_for_every_subject_and_more(mine):
    subjects = ["theory", "technique", "indications", "skill", "aftercare", "anatomy", "safety", "law"]
    given = {f"lines-{row}-subject": subject for row, subject in enumerate(subjects)}
    given |= {f"lines-{row}-mode": "in_person" for row in range(8)} | {f"lines-{row}-hours": "1" for row in range(8)}
    mine.post(NEW_CREDIT, credit_given(lines=()) | given)
    assert Evidence.objects.get().minutes == 480


def test_minutes_written_as_hours_are_asked_back(mine):
    given = {"lines": (("skill", "in_person", "90"),), **TWO_DAYS}
    assert "90 hours with a teacher in 2 days? Look at the certificate again." in text_of(
        mine.post(NEW_CREDIT, credit_given(**given))
    )
    assert mine.post(NEW_CREDIT, credit_given(**given, sure="on")).status_code == 302


# The same course twice

SAME = {
    "all of it": ({}, "Same name, provider and dates"),
    "in other letters": ({"title": "DRY  needling, Part 1", "provider": "Other"}, "Same name and dates"),
    "a day of it": ({"title": "Weekend", "began_on": days(-40)}, "Same provider and dates"),
    "its number": (
        {"title": "Weekend", "provider": "Other", "approval_number": "20 123"},
        "Same approval number and dates",
    ),
    "years ago": ({"happened_on": days(-700)}, "Same name and provider"),
}


@pytest.mark.parametrize(("first", "words"), SAME.values(), ids=SAME)
def test_a_course_like_one_on_record_is_asked_back_and_never_forbidden(mine, person, first, words):
    known = factories.EvidenceFactory(practitioner=person, **{"happened_on": DAY, "accepted": True} | first)
    response = mine.post(NEW_CREDIT, credit_given())
    page = text_of(response)
    assert response.status_code == 422
    assert ALIKE in page
    assert f"{words}." in page
    assert reverse("my:evidence", args=[known.pk]) in page
    assert mine.post(NEW_CREDIT, credit_given(again="on")).status_code == 302
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize(
    "first",
    [
        {"title": "Weekend", "provider": "Other"},
        {"title": "Weekend", "happened_on": days(-90)},
        {"kind": "exam", "happened_on": DAY},
        {"state": EvidenceState.VOID, "happened_on": DAY},
    ],
    ids=["day alone", "provider alone", "no course", "void"],
)
def test_another_course_is_asked_nothing(mine, person, first):
    factories.EvidenceFactory(practitioner=person, **{"happened_on": DAY} | first)
    assert mine.post(NEW_CREDIT, credit_given()).status_code == 302


def test_a_course_of_somebody_else_is_none_of_theirs(mine):
    factories.EvidenceFactory(happened_on=DAY)
    assert mine.post(NEW_CREDIT, credit_given()).status_code == 302


def test_the_same_file_tells_the_same_course(mine, person):
    mine.post(NEW_CREDIT, credit_given(files=[pdf("a.pdf")]))
    Evidence.objects.update(
        title="Another name", provider="Other", happened_on=days(-700), recorded_at=NOW - timedelta(days=5)
    )
    response = mine.post(NEW_CREDIT, credit_given(files=[pdf("b.pdf")]))
    assert [each.words for each in response.context["form"].alike] == ["Same approval number and file"]


def test_a_double_click_makes_one_entry_and_no_question(mine):
    urls = [mine.post(NEW_CREDIT, credit_given()).url for _ in range(2)]
    assert urls[0] == urls[1]
    assert Evidence.objects.count() == 1


def test_a_correction_is_not_like_itself(mine, person):
    entry = factories.EvidenceFactory(practitioner=person, state="returned", happened_on=DAY)
    assert mine.post(reverse("my:evidence_edit", args=[entry.pk]), credit_given()).status_code == 302


def test_the_manager_sees_the_other_entry_before_accepting(browser_of, manager, person):
    first = factories.EvidenceFactory(practitioner=person, accepted=True)
    entry = factories.EvidenceFactory(practitioner=person)
    page = text_of(browser_of(manager).get(reverse("desk:evidence_item", args=[entry.pk])))
    assert "Looks like another entry of theirs." in page
    assert reverse("desk:evidence_item", args=[first.pk]) in page
    first.state = EvidenceState.WITHDRAWN
    first.save()
    assert alike_to(entry) == []


def test_entering_for_somebody_is_asked_back_too(browser_of, manager, clinic):
    on_paper = factories.PractitionerFactory(clinic=clinic)
    known = factories.EvidenceFactory(practitioner=on_paper, happened_on=DAY)
    page = text_of(browser_of(manager).post(reverse("desk:evidence_for", args=[on_paper.pk, "credit"]), credit_given()))
    assert ALIKE in page
    assert reverse("desk:evidence_item", args=[known.pk]) in page


# Where it counts

TEN = block("hours", "h", hours="10", modes=["in_person"])


def test_the_manager_reads_where_it_counts_and_why_not(browser_of, manager, person):
    rule("US-FL", TEN)
    factories.LicenseFactory(practitioner=person, jurisdiction=rule("US-NY", status="prohibited").jurisdiction)
    entry = factories.EvidenceFactory(practitioner=person, minutes=240)
    client, url = browser_of(manager), reverse("desk:evidence_item", args=[entry.pk])
    page = text_of(client.get(url))
    assert "4 of the 10 hours still missing in person." in page
    assert "Nothing, prohibited by law." in page
    assert "/my/clearance/" not in page
    client.post(reverse("desk:evidence_return", args=[entry.pk]), {"comment": "No date."})
    assert "It counts for nothing: it is returned." in text_of(client.get(url))


def test_one_entry_clears_a_license_that_is_added_and_checked_later(mine, person, manager):
    rule("US-FL", TEN)
    colorado = rule("US-CO", TEN).jurisdiction
    entry = factories.EvidenceFactory(practitioner=person, minutes=600, accepted=True)
    url = reverse("my:evidence", args=[entry.pk])
    assert counted(mine, url) == {"Florida": "counts as 10 of its 10 hours in person"}
    assert not Standing.objects.filter(practitioner=person, jurisdiction=colorado).exists()
    given = {"type": "license", "jurisdiction": colorado.pk, "number": "PTL 1", "issued_on": "2020-05-04"}
    mine.post("/my/records/licenses/new/", given)
    both = dict.fromkeys(("Florida", "Colorado"), "counts as 10 of its 10 hours in person")
    assert counted(mine, url) == both
    assert outcome(person, colorado) == "not_cleared"
    record_check(by=manager, license=License.objects.get(), look=SEEN, now=NOW, today=TODAY)
    assert outcome(person, colorado) == "cleared"
    assert Evidence.objects.count() == 1


def counted(client, url) -> dict:
    return {each.name: each.words for each in client.get(url).context["toward"]}


def outcome(person, where) -> str:
    rows = Standing.objects.filter(practitioner=person, jurisdiction=where)
    return rows.get(starts_on__lte=TODAY, ends_on__gte=TODAY).outcome


@pytest.mark.parametrize("rows", [1, 30])
def test_the_manager_s_page_costs_the_same_however_much_is_on_record(browser_of, manager, person, rows):
    rule("US-FL", TEN)
    entries = [
        factories.EvidenceFactory(practitioner=person, title=f"Course {n}", provider=f"P{n}") for n in range(rows)
    ]
    client = browser_of(manager)
    assert queries_of(lambda: client.get(reverse("desk:evidence_item", args=[entries[0].pk]))) == ITEM


ITEM = 55


def test_minutes_that_hours_tell_only_roughly_are_shown(browser_of, mine, person, manager):
    entry = factories.EvidenceFactory(practitioner=person, minutes=100)
    entry.lines.create(subject="law", mode="self_paced", minutes=90)
    page = text_of(mine.get(reverse("my:evidence", args=[entry.pk])))
    assert "100 minutes" in page
    assert "90 minutes" not in page
    assert "100 minutes" in text_of(browser_of(manager).get(reverse("desk:evidence_item", args=[entry.pk])))


def test_who_entered_a_course_twice_is_told_what_to_do(mine, person):
    first = factories.EvidenceFactory(practitioner=person, accepted=True)
    second = factories.EvidenceFactory(practitioner=person)
    assert "withdraw one of them" in text_of(mine.get(reverse("my:evidence", args=[second.pk])))
    assert "tell your compliance manager" in text_of(mine.get(reverse("my:evidence", args=[first.pk])))
    mine.post(reverse("my:evidence_withdraw", args=[second.pk]))
    for entry in (first, second):
        assert "Entered twice?" not in text_of(mine.get(reverse("my:evidence", args=[entry.pk])))
