"""The planner: where to practice with what one has, what is missing elsewhere, what a course would change."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import date, timedelta

import pytest

from tests import factories
from tests.factories import TODAY, days
from tests.training.counting import queries_of
from tests.training.my_story import browser_of, clinic, mine, noon, person, supervisor  # noqa: F401
from training.actions.standing import refresh_all
from training.evaluation.dates import long_date
from training.models import ClinicManager, HousePolicy, PracticeRule
from training.queries.all_rules import laws, speaking
from training.queries.my_facts import MyFacts
from training.queries.planner import Course, Group, Planner, grouped
from training.trees import block

pytestmark = pytest.mark.django_db
FIFTY = block("hours", "all-hours", hours="50")
FORTY = block("hours", "in-person", hours="40", modes=["in_person"])
COURSE = {"hours_1": "20", "mode_1": "in_person", "subject_1": "usual"}


def place(code, name, *requirements, **given):
    jurisdiction = factories.JurisdictionFactory(code=code, name=name)
    rule = factories.PracticeRuleFactory(jurisdiction=jurisdiction, requirements=list(requirements), **given)
    return rule.jurisdiction


def draft(code, name, *requirements, number=1, **given):
    jurisdiction = factories.JurisdictionFactory(code=code, name=name)
    unadopted = {"state": PracticeRule.State.DRAFT, "adopted_at": None, "adopted_by": None, "review_on": None}
    rule = factories.PracticeRuleFactory(
        jurisdiction=jurisdiction, requirements=list(requirements), number=number, **unadopted | given
    )
    return rule.jurisdiction


@pytest.fixture
def trained(person, clinic, noon):
    """A Florida license and 30 hours in person."""
    factories.LicenseFactory(practitioner=person, jurisdiction=clinic.jurisdiction, checked=True)
    factories.EvidenceFactory(practitioner=person, minutes=1800, accepted=True, title="First course")
    factories.PracticeRuleFactory(
        jurisdiction=clinic.jurisdiction, requirements=[block("hours", "few", hours="30", modes=["in_person"])]
    )
    refresh_all([person.pk])
    return person


@pytest.fixture
def world(trained):
    """A place for each group besides Florida."""
    place("US-CO", "Colorado", FIFTY, FORTY)
    place("US-AZ", "Arizona", block("hours", "h", hours="24"))
    place("US-UT", "Utah", block("hours", "h", hours="300"), block("exam", "e", name="Needle exam"))
    place("US-NY", "New York", status="prohibited")
    place("US-PA", "Pennsylvania", status="silent")
    draft("US-MD", "Maryland", FORTY, block("unknown", "u", what="An exam"))
    draft("US-OR", "Oregon", status="prohibited")
    factories.JurisdictionFactory(code="US-GU", name="Guam")
    return trained


def groups(person, day=TODAY):
    return {group: [str(each.jurisdiction) for each in rows] for group, rows in found(person, day).items()}


def found(person, day=TODAY):
    return grouped(Planner(MyFacts(person), day).outlooks)


def only(person, name, day=TODAY):
    return next(each for each in Planner(MyFacts(person), day).outlooks if str(each.jurisdiction) == name)


def test_every_place_stands_in_one_group(world):
    assert groups(world) == {
        Group.MAY: ["Florida"],
        Group.LICENSE: ["Arizona"],
        Group.MISSING: ["Colorado", "Utah"],
        Group.OPEN: ["Maryland", "Guam", "Pennsylvania"],
        Group.PROHIBITED: ["New York", "Oregon"],
    }


def test_the_license_is_told_apart_from_the_gaps(world):
    assert only(world, "Arizona").lacks_license
    assert only(world, "Arizona").gaps == ()
    colorado = only(world, "Colorado")
    assert colorado.lacks_license
    assert [gap.words for gap in colorado.gaps] == ["50 course hours: 20 more", "40 course hours, in person: 10 more"]
    assert colorado.kinds == {"hours", "in_person"}


def test_a_draft_is_read_and_clears_nobody(world):
    maryland = only(world, "Maryland")
    assert maryland.is_researched
    assert (len(maryland.left), len(maryland.unread)) == (1, 1)
    factories.LicenseFactory(practitioner=world, jurisdiction=maryland.jurisdiction, checked=True)
    factories.EvidenceFactory(practitioner=world, minutes=6000, accepted=True)
    rule = PracticeRule.objects.get(jurisdiction=maryland.jurisdiction)
    rule.requirements = [FORTY]
    rule.save()
    assert only(world, "Maryland").evaluation.outcome.may_practice
    assert only(world, "Maryland").group == Group.OPEN


def test_the_draft_of_the_day_speaks(noon):
    here = draft("US-CO", "Colorado", FIFTY, effective_from=date(2021, 1, 1), effective_until=days(30))
    later = {"effective_from": days(31), "number": 2}
    factories.PracticeRuleFactory(
        jurisdiction=here, state="draft", adopted_at=None, adopted_by=None, review_on=None, requirements=[], **later
    )
    rows = list(PracticeRule.objects.order_by("number"))
    assert [speaking(rows, day).number for day in (TODAY, days(30), days(31))] == [1, 1, 2]
    assert speaking(rows, date(2020, 1, 1)) is None
    [law] = laws("physical_therapist", days(31))
    assert law.is_researched
    assert law.version.checklist[1:] == ()


def test_an_adopted_rule_of_another_day_gives_way_to_the_draft_only_outside_its_days(world):
    PracticeRule.objects.filter(jurisdiction__code="US-AZ").update(effective_from=days(10))
    assert only(world, "Arizona").group == Group.OPEN
    assert only(world, "Arizona", days(10)).group == Group.LICENSE


def test_house_policy_is_asked_too(world):
    assert only(world, "Arizona").is_filled
    HousePolicy.objects.create(
        name="CPR",
        requirements=[block("credential", "cpr", name="CPR card")],
        effective_from=days(-900),
        adopted_at=factories.NOW,
        adopted_by=factories.UserFactory(),
    )
    assert [gap.words for gap in only(world, "Arizona").gaps] == ["CPR card"]


def test_a_look_that_is_due_is_no_missing_license(trained, clinic):
    license = trained.licenses.get()
    factories.LicenseCheckFactory(license=license, checked_on=days(-400))
    license.checks.exclude(checked_on=days(-400)).delete()
    florida = only(trained, "Florida")
    assert (florida.group, florida.check_due, florida.lacks_license) == (Group.LOOK, True, False)


def test_a_course_brings_places_within_reach_and_others_nearer(world):
    changes = Planner(MyFacts(world), TODAY).changes(Course(minutes=(("safety", "in_person", 1200),)))
    assert [(str(each.jurisdiction), each.is_reached) for each in changes] == [
        ("Colorado", True),
        ("Maryland", True),
        ("Utah", False),
    ]
    assert changes[0].after.group == Group.LICENSE
    assert changes[1].after.group == Group.OPEN
    assert not Planner(MyFacts(world), TODAY).changes(Course(minutes=(("law", "self_paced", 0),)))


def test_a_course_counts_by_its_subject_and_mode(trained):
    place("US-CO", "Colorado", block("hours", "h", hours="35", subjects=["skill"], modes=["in_person"]))
    planner = Planner(MyFacts(trained), TODAY)
    assert planner.changes(Course(minutes=(("theory", "in_person", 6000),))) == []
    assert planner.changes(Course(minutes=(("skill", "self_paced", 6000),))) == []
    [change] = planner.changes(Course(minutes=(("skill", "in_person", 6000),)))
    assert change.is_reached


def test_sessions_of_the_course_count_in_their_regions(trained):
    place("US-CO", "Colorado", block("sessions", "s", count=5, regions=["neck"], qualifications=["licensed_1y"]))
    planner = Planner(MyFacts(trained), TODAY)
    assert not planner.changes(Course(sessions=5, regions=("knee",), qualifications=("licensed_1y",)))
    [change] = planner.changes(Course(sessions=5, regions=("neck",), qualifications=("licensed_1y",)))
    assert change.is_reached


def test_what_is_taught_opens_a_scope(trained):
    place("US-SD", "South Dakota", block("hours", "h", hours="5"), scope_from_training=True)
    assert only(trained, "South Dakota").kinds == {"taught"}
    [change] = Planner(MyFacts(trained), TODAY).changes(Course((("skill", "in_person", 60),), ("neck",)))
    assert change.after.evaluation.scope == ("neck",)


def test_the_page_answers_first(mine, world):
    response = mine.get("/my/planner/")
    page = response.content.decode()
    assert "With what you have, you may practice in <em>Florida</em>." in page
    assert "In 1 more place the training is complete and a license is missing." in page
    assert "In 2 places something else is missing." in page
    assert "50 course hours: 20 more" in page
    assert "check with the board" in page
    assert '<a href="/my/clearance/US-CO/">Colorado</a>' in page
    assert '<a href="/my/clearance/US-MD/">' not in page
    assert "/where/US-MD/" in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("name=color", {"Colorado"}),
        ("name=US-UT", {"Utah"}),
        ("group=prohibited", {"New York", "Oregon"}),
        ("missing=exam", {"Utah"}),
        ("missing=in_person", {"Colorado", "Maryland"}),
        ("missing=nothing", {"Florida", "Arizona"}),
        ("missing=sessions", set()),
    ],
)
def test_filters(mine, world, query, names):
    shown = mine.get(f"/my/planner/?{query}").context["groups"]
    assert {str(row.jurisdiction) for _, _, rows in shown for row in rows} == names


def test_a_day_to_plan_for(mine, world):
    PracticeRule.objects.filter(jurisdiction__code="US-AZ").update(effective_until=days(30))
    response = mine.get(f"/my/planner/?on={days(31)}&group=open")
    assert response.context["day"] == days(31)
    assert "Arizona" in {str(row.jurisdiction) for _, _, rows in response.context["groups"] for row in rows}
    unreadable = mine.get("/my/planner/?on=soon")
    assert unreadable.context["day"] == TODAY
    assert "Write a date, such as 2029-03-14." in unreadable.content.decode()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(mine, world, day):
    assert mine.get(f"/my/planner/?on={day}&hours_1=20").status_code == 200


def test_a_course_is_asked_by_a_form_and_saves_nothing(mine, world):
    before = world.evidence.count()
    response = mine.get("/my/planner/", COURSE | {"taught": ["neck", "deep"], "name": "Colorado"})
    page = response.content.decode()
    assert [str(each.jurisdiction) for each in response.context["changes"]][:1] == ["Colorado"]
    assert "Training complete" in page
    assert "As if the course were accepted on" in page
    assert response.context["course"].minutes[0] == ("theory", "in_person", 240)
    assert page.count('name="taught" value="neck"') == 2
    assert world.evidence.count() == before


@pytest.mark.parametrize("data", [{"hours_1": "-1"}, {"hours_1": "x"}, {"hours_1": "2000"}, {"sessions": "1.5"}])
def test_bad_hours_are_said_beside_their_field(mine, world, data):
    response = mine.get("/my/planner/", data)
    assert response.context["course"] is None
    assert response.context["form"].errors
    assert 'class="error"' in response.content.decode()


def test_a_course_that_changes_nothing_says_so(mine, world):
    page = mine.get("/my/planner/", {"hours_1": "2", "mode_1": "self_paced", "subject_1": "law", "name": "x"})
    assert "This course would change nothing" not in page.content.decode()
    PracticeRule.objects.exclude(jurisdiction__code="US-FL").update(state="withdrawn", adopted_at=None, adopted_by=None)
    page = mine.get("/my/planner/", {"hours_1": "2", "mode_1": "self_paced", "subject_1": "law"})
    assert "This course would change nothing" in page.content.decode()


def test_a_manager_plans_for_their_own_people_only(client, world, clinic, noon):
    user = factories.UserFactory(role="manager")
    client.force_login(user)
    address = f"/desk/practitioners/{world.pk}/planner/"
    assert client.get(address).status_code == 404
    ClinicManager.objects.create(user=user, clinic=clinic)
    page = client.get(address, COURSE).content.decode()
    assert "Where Maya Reyes may practice" in page
    assert "Training complete" in page
    assert "/my/clearance/" not in page
    assert f"/desk/practitioners/{world.pk}/?place=US-UT#places" in page


def test_the_number_of_queries_depends_on_nothing(mine, world):
    mine.get("/my/planner/")
    few = queries_of(lambda: mine.get("/my/planner/", COURSE))
    for number in range(30):
        place(f"US-Z{number}", f"Place {number}", FIFTY)
        draft(f"US-Y{number}", f"Draft {number}", FIFTY)
        factories.EvidenceFactory(practitioner=world, minutes=60, accepted=True)
    assert queries_of(lambda: mine.get("/my/planner/", COURSE)) == few


LATE = block("filing", "f", name="Proof", jurisdiction="US-AZ", within_days=30, anchor="last_course")
STAGE = {"provisional": [block("hours", "begin", hours="30")], "provisional_months": 48}


def licensed_in(person, jurisdiction, **look):
    row = factories.LicenseFactory(practitioner=person, jurisdiction=jurisdiction, checked=not look)
    if look:
        factories.LicenseCheckFactory(license=row, **look)


def changed(person, **course):
    changes = Planner(MyFacts(person), TODAY).changes(Course(**course))
    return {str(each.jurisdiction): each for each in changes}


def test_a_time_limit_that_starts_anew_is_nothing_gained(trained):
    place("US-AZ", "Arizona", block("hours", "h", hours="40"), LATE)
    assert changed(trained, minutes=(("law", "self_paced", 0),)) == {}
    PracticeRule.objects.filter(jurisdiction__code="US-AZ").update(requirements=[block("hours", "h", hours="30"), LATE])
    trained.evidence.update(happened_on=days(-90))
    assert not changed(trained, minutes=(("law", "self_paced", 600),))
    PracticeRule.objects.filter(jurisdiction__code="US-AZ").update(requirements=[block("hours", "h", hours="40"), LATE])
    assert changed(trained, minutes=(("law", "self_paced", 600),))["Arizona"].is_reached


def test_a_course_ends_what_is_provisional(trained):
    here = place("US-CO", "Colorado", FORTY, **STAGE)
    licensed_in(trained, here)
    assert only(trained, "Colorado").group == Group.MAY
    few, enough = (changed(trained, minutes=(("skill", "in_person", hours * 60),))["Colorado"] for hours in (5, 10))
    assert (few.is_reached, few.is_nearer) == (False, True)
    assert (enough.is_reached, enough.is_full) == (True, True)


def test_a_course_may_be_enough_to_begin(trained):
    place(
        "US-CO",
        "Colorado",
        block("hours", "h", hours="50"),
        **STAGE | {"provisional": [block("hours", "begin", hours="35")]},
    )
    change = changed(trained, minutes=(("skill", "in_person", 300),))["Colorado"]
    assert (change.is_begun, change.is_reached) == (True, False)
    assert [gap.words for gap in change.after.gaps] == ["50 course hours: 15 more"]


def test_a_way_of_an_alternative_counts_as_nearer(trained):
    ways = [block("sessions", "s", count=250), block("attestation", "a", name="A letter")]
    place("US-UT", "Utah", block("any_of", "ways", of=ways))
    change = changed(trained, sessions=25, regions=("neck",))["Utah"]
    assert (change.is_nearer, change.is_reached) == (True, False)


def test_enough_to_begin_is_not_complete(trained):
    place("US-DE", "Delaware", block("hours", "h", hours="54"), **STAGE)
    delaware = only(trained, "Delaware")
    assert (delaware.group, delaware.is_filled) == (Group.BEGIN, False)
    assert [gap.words for gap in delaware.gaps] == ["54 course hours: 24 more"]


def test_a_look_that_is_due_by_the_planned_day_is_its_own_group(mine, trained):
    here = place("US-CO", "Colorado", FORTY, **STAGE)
    licensed_in(trained, here)
    day = TODAY + timedelta(days=200)
    assert only(trained, "Colorado", day).group == Group.LOOK
    page = mine.get(f"/my/planner/?on={day}").content.decode()
    assert f"you may practice on {long_date(day)} in <em>no place</em> yet." in page
    assert "In 2 places you may, once we look at the license again." in page


def test_a_course_of_nothing_is_said_beside_its_field_and_the_form_stands_above_the_places(mine, world):
    page = mine.get("/my/planner/?hours_1=&mode_1=in_person&subject_1=usual&sessions=").content.decode()
    assert "Write the hours or sessions of the course" in page
    assert page.index('id="course"') < page.index('id="every-place"')
    assert "Write the hours" not in mine.get("/my/planner/?name=Colorado").content.decode()


def test_the_first_page_leads_to_the_planner_at_once(mine, world):
    page = mine.get("/my/").content.decode()
    assert page.index('<a href="/my/planner/">Where else') < page.index("Why, line by line")
