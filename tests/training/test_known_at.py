"""A clearance on any date and as known at any time: the same answer on the three pages, computed and never stored."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import UTC, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from tests import factories
from tests.factories import NOW, TODAY, days
from tests.training.my_story import browser_of, clinic, mine, noon, person, supervisor  # noqa: F401
from training.actions.standing import refresh_all
from training.evaluation.dates import long_date
from training.models import ClinicManager, PracticeRule, Standing
from training.queries.standing import clearance
from training.trees import block
from training.views.asked import NO_DATE, NO_MOMENT, NOT_YET, read

pytestmark = pytest.mark.django_db
NEW_YORK = ZoneInfo("America/New_York")
BEFORE = days(-31)  # the factories record a license, its look and a course 30 days before today


@pytest.fixture
def rule(clinic):
    return factories.PracticeRuleFactory(
        jurisdiction=clinic.jurisdiction,
        requirements=[block("hours", "all-hours", hours="50")],
        duties=["Written consent before the first needle."],
        scope=["neck", "shoulder"],
    )


@pytest.fixture
def cleared(person, clinic, rule, noon):
    """Cleared since the look and the course were recorded; the look is fresh beyond the license's end."""
    license = factories.LicenseFactory(practitioner=person, jurisdiction=clinic.jurisdiction)
    factories.LicenseCheckFactory(license=license, fresh_until=days(500), expires_on=days(100))
    factories.EvidenceFactory(practitioner=person, minutes=3000, accepted=True, title="Full course")
    version = factories.SchemeVersionFactory(scheme__name="Needle Practitioner", scheme__slug="needle")
    factories.EnrollmentFactory(practitioner=person, version=version)
    refresh_all([person.pk])
    return person


@pytest.fixture
def pages(client, cleared, clinic):
    """The three pages about the person, each by whom it is for, as a function of the query."""
    manager = factories.UserFactory(role="manager")
    ClinicManager.objects.create(user=manager, clinic=clinic)

    def get(page, query=""):
        client.force_login(manager if page == "file" else cleared.user)
        address = {
            "my": "/my/",
            "place": "/my/clearance/US-FL/",
            "where": "/where/US-FL/",
            "file": f"/desk/practitioners/{cleared.pk}/",
        }
        return client.get(f"{address[page]}{query}")

    return get


EVERY = ["my", "place", "where", "file"]


def outcome(response):
    context = response.context
    clearing = context["places"][0].clearing if "timeline" in context else context["clearing"]
    return clearing.evaluation.outcome


def asked(text="", known="", now=NOW):
    given = {name: value for name, value in (("as_of", text), ("known_at", known)) if value}
    return read(SimpleNamespace(GET=given, zone=NEW_YORK, now=now, today=now.astimezone(NEW_YORK).date()))


def test_a_day_is_known_at_its_last_moment_in_the_zone():
    assert asked(known="2026-07-01").known_at == datetime(2026, 7, 2, 3, 59, 59, 999999, UTC)
    assert asked(known="2026-12-01").known_at == datetime(2026, 12, 2, 4, 59, 59, 999999, UTC)
    assert asked(known="2026-07-01T09:30").known_at == datetime(2026, 7, 1, 13, 30, tzinfo=UTC)
    assert asked(known="2026-07-01").known_words == "July 1, 2026"


def test_today_is_what_is_known_by_now():
    found = asked(known=TODAY.isoformat())
    assert (found.known_at, found.is_now, found.faults) == (None, True, ())


@pytest.mark.parametrize("text", ["yesterday", "2027-02-30", "0000-01-01", "20270101", "2027-W01-1", "2027-1-1"])
def test_an_unreadable_date_is_said_and_ignored(text):
    assert (asked(text).as_of, asked(text).faults) == (TODAY, (NO_DATE,))
    assert (asked(known=text).known_at, asked(known=text).faults) == (None, (NO_MOMENT,))


@pytest.mark.parametrize("text", ["2027-03-02", "9999-12-31", "9999-12-31T23:59", "2027-03-01T12:01"])
def test_the_future_is_not_known_yet(text):
    assert (asked(known=text).known_at, asked(known=text).faults) == (None, (NOT_YET,))


@pytest.mark.parametrize("text", ["0001-01-01", "0001-01-01T00:00", "9999-12-31T23:59"])
def test_the_ends_of_the_calendar_do_not_break_it(text, client, cleared):
    client.force_login(cleared.user)
    assert client.get("/my/", {"known_at": text, "as_of": text[:10]}).status_code == 200


@pytest.mark.parametrize("page", EVERY)
def test_the_answer_follows_what_was_known(pages, page):
    assert outcome(pages(page)) == "cleared"
    before = pages(page, f"?known_at={BEFORE}")
    assert outcome(before) == "not_cleared"
    assert long_date(BEFORE) in before.content.decode()
    assert "Back to today" in before.content.decode()
    assert "Full course" not in before.content.decode().split("Evidence</h2>")[0]


@pytest.mark.parametrize("page", EVERY)
def test_the_answer_follows_the_date(pages, page):
    after = pages(page, f"?as_of={days(101)}")
    assert outcome(after) == "not_cleared"
    assert "Back to today" in after.content.decode()
    assert "Back to today" not in pages(page).content.decode()


@pytest.mark.parametrize("page", EVERY)
def test_bad_questions_are_said_and_answered_for_today(pages, page):
    for query, words in (("as_of=soon", NO_DATE), ("known_at=soon", NO_MOMENT), ("known_at=2999-01-01", NOT_YET)):
        response = pages(page, f"?{query}")
        assert outcome(response) == "cleared"
        assert words in response.content.decode()


@pytest.mark.parametrize("page", EVERY)
def test_before_the_first_rule_it_needs_review_with_the_reason(pages, page, rule):
    PracticeRule.objects.filter(pk=rule.pk).update(effective_from=days(-10))
    response = pages(page, f"?as_of={days(-11)}")
    assert outcome(response) == "needs_review"
    assert "No adopted rule is in force on this date" in response.content.decode()


def test_before_the_rule_was_adopted_nobody_knew_it(pages, rule):
    PracticeRule.objects.filter(pk=rule.pk).update(adopted_at=NOW)
    assert outcome(pages("place", f"?known_at={days(-1)}")) == "needs_review"


def test_it_is_the_evaluation_of_that_instant(pages, cleared, clinic):
    for known in (BEFORE, days(-29)):
        at = asked(known=known.isoformat()).known_at
        response = pages("place", f"?known_at={known}")
        expected = clearance(cleared, clinic.jurisdiction, TODAY, known_at=at)
        assert response.context["clearing"].evaluation.digest == expected.digest


def test_nothing_is_stored(pages, cleared):
    rows = list(Standing.objects.order_by("pk").values())
    for page in EVERY:
        pages(page, f"?known_at={BEFORE}&as_of={days(-400)}")
    assert list(Standing.objects.order_by("pk").values()) == rows


def test_certifications_follow_too(pages):
    assert pages("my").context["schemes"][0].evaluation.outcome == "ready"
    assert pages("my", f"?known_at={BEFORE}").context["schemes"][0].evaluation.outcome == "in_progress"
    assert pages("file", f"?known_at={BEFORE}").context["schemes"][0].evaluation.outcome == "in_progress"
    assert pages("my", f"?known_at={days(-900)}").context["schemes"] == []


def test_of_another_day_there_are_no_next_steps(pages):
    assert "steps" not in pages("my", f"?known_at={BEFORE}").context
    assert "What to do next is a matter of today" in pages("my", f"?as_of={days(5)}").content.decode()


def test_decisions_are_not_made_by_earlier_knowledge(pages):
    page = pages("file", f"?known_at={BEFORE}").content.decode()
    assert "Decisions are made by what is known today." in page
    assert ">Award<" not in page


def test_the_drawing_shows_what_was_known(pages):
    spans = [span.outcome for _, span, _ in pages("file", f"?known_at={BEFORE}").context["timeline"].spans]
    assert "cleared" not in spans
    assert "cleared" in [span.outcome for _, span, _ in pages("file").context["timeline"].spans]


def test_the_question_goes_along_to_the_other_places(pages, cleared):
    factories.LicenseFactory(practitioner=cleared, recorded_at=NOW - (TODAY - days(-90)))
    page = pages("my", f"?known_at={BEFORE}").content.decode()
    assert f"?known_at={BEFORE}" in page


def test_a_moment_may_be_asked_for_at_the_desk(pages):
    page = pages("file", f"?known_at={BEFORE}T09:30").content.decode()
    assert 'type="datetime-local"' in page
    assert "9:30 AM" in page


@pytest.mark.parametrize("page", EVERY)
def test_it_tells_since_when_until_when_why_what_then_and_where(pages, page, rule):
    text = pages(page).content.decode()
    assert (
        f"Cleared since {long_date(days(-30))}, until {long_date(days(100))}, "
        "when the license in Florida ends; then not cleared."
    ) in text
    assert "<b>Limited to:</b> Neck, Shoulder." in text
    assert "Written consent before the first needle." in text
    assert "version 1 of our rule for Florida" in text
    assert str(rule.adopted_by) in text
    assert rule.citation in text


@pytest.mark.parametrize("page", EVERY)
def test_the_evidence_leads_to_its_row_where_the_reader_may_see_it(pages, page, cleared):
    license, course = cleared.licenses.get(), cleared.evidence.get()
    text = pages(page).content.decode()
    mine, desk = f'href="/my/records/licenses/{license.pk}/"', f'href="#license-{license.pk}"'
    assert (desk if page == "file" else mine) in text
    assert (mine if page == "file" else desk) not in text
    assert (f"#evidence-{course.pk}" if page == "file" else f"/my/records/evidence/{course.pk}/") in text


def test_what_is_not_the_reader_s_stays_hidden(client, pages, cleared, clinic):
    other = factories.PractitionerFactory(clinic=clinic, login=True)
    client.force_login(other.user)
    text = client.get("/where/US-FL/").content.decode()
    assert "And you?" in text
    assert "Full course" not in text
    assert cleared.licenses.get().number not in text
    client.logout()
    assert "And you?" not in client.get(f"/where/US-FL/?known_at={BEFORE}").content.decode()


def test_a_course_withdrawn_since_counted_then(pages, cleared):
    row = cleared.evidence.get()
    row.superseded_at = NOW
    row.save()
    refresh_all([cleared.pk])
    assert outcome(pages("place")) == "not_cleared"
    then = pages("place", f"?known_at={days(-1)}")
    assert outcome(then) == "cleared"
    assert "Full course" in then.content.decode()


def test_after_an_overdue_look_the_end_of_the_license_is_what_turns_it(pages, cleared):
    cleared.licenses.get().checks.update(fresh_until=days(40))
    text = pages("place", f"?as_of={days(50)}").content.decode()
    assert (
        f"Check due since {long_date(days(41))}, until {long_date(days(100))}, "
        "when the license in Florida ends; then not cleared."
    ) in text
    assert (
        f"until {long_date(days(40))}, when our check of the license in Florida is no longer fresh; then check due."
        in (pages("place").content.decode())
    )
