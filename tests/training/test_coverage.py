"""What sessions cover: by requirement, by region, by competency; what the next one should; who may read it."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import NOW, TODAY, days
from tests.training.counting import queries_of
from tests.training.my_story import browser_of, clinic, mine, noon, person, supervisor  # noqa: F401
from training.evaluation.coverage import Asked, Suggestion
from training.evaluation.requirements import Sessions
from training.models import Competency, Region, SupervisedSession
from training.queries.coverage import ON_MAP, Coverage, tally
from training.queries.coverage_words import items_of
from training.queries.my_facts import MyFacts
from training.trees import block

pytestmark = pytest.mark.django_db
URL = "/my/sessions/coverage/"


@pytest.fixture
def florida(person):
    """A license where the rule asks for three sessions in person."""
    place = factories.JurisdictionFactory(code="US-FL", name="Florida")
    factories.LicenseFactory(practitioner=person, jurisdiction=place, checked=True)
    return place


def asking(place, *requirements):
    return factories.PracticeRuleFactory(jurisdiction=place, requirements=list(requirements))


THREE = block("sessions", "three", count=3, modes=["in_person"])


@pytest.fixture
def logged(person, supervisor):
    """Log a session of `person` with `supervisor`; `signed=True` signs it."""

    def log(**given):
        return factories.SessionFactory(**{"practitioner": person, "supervisor": supervisor, **given})

    return log


def managing(clinic):
    user = factories.UserFactory(role="manager")
    clinic.manager_rows.create(user=user)
    return user


def coverage(person):
    return Coverage(MyFacts(person), TODAY)


def row_of(person):
    (group,) = (each for each in coverage(person).groups if not each.is_offer)
    (row,) = group.rows
    return row


def test_a_line_says_what_counts_and_what_is_required(person, florida, logged):
    asking(florida, THREE)
    logged(signed=True)
    row = row_of(person)
    assert (row.have, row.need, row.waiting, row.state, row.why, row.unsure) == (1, 3, 0, "missing", "", "")


def test_a_line_that_is_met(person, florida, logged):
    asking(florida, THREE)
    for _ in range(3):
        logged(signed=True)
    logged()
    row = row_of(person)
    assert (row.have, row.state, row.unsure) == (3, "met", "")


WAITING = {
    "for the supervisor": ({}, 1, "1 session waits for Daniel Okafor.", ""),
    "for a manager": (
        {"state": "to_verify"},
        1,
        "1 signature waits to be verified by your compliance manager.",
        "",
    ),
    "in vain": ({"mode": "telehealth"}, 0, "", "1 that waits will not count here: not in person."),
    "returned": ({"state": "returned"}, 0, "", ""),
    "withdrawn": ({"state": "withdrawn"}, 0, "", ""),
    "draft": ({"state": "draft"}, 0, "", ""),
}


@pytest.mark.parametrize("case", WAITING)
def test_what_waits(person, florida, logged, case):
    given, waiting, words, unsure = WAITING[case]
    asking(florida, THREE)
    logged(**given)
    row = row_of(person)
    assert (row.have, row.waiting, row.words, row.unsure) == (0, waiting, words, unsure)


LEFT_OUT = {
    "mode": ({"modes": ["in_person"]}, {"mode": "telehealth"}, {}, "not in person"),
    "region": ({"regions": ["neck"]}, {"regions": ["foot"]}, {}, "in other regions than the rule names"),
    "same patient": ({"new_patients": True}, {}, {}, "not the first with that patient"),
    "qualification": (
        {"qualifications": ["licensed_1y"]},
        {},
        {},
        "whose supervisor was not shown to have a license for a year on that day",
    ),
    "not eligible": (
        {},
        {},
        {"eligibility": {"eligible": False, "qualifications": []}},
        "signed by somebody who could not supervise on that day",
    ),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_why_a_signed_one_does_not_count(person, florida, logged, case):
    asks, given, sign_off, reason = LEFT_OUT[case]
    asking(florida, block("sessions", "some", count=3, **asks))
    factories.sign(logged(**given), **sign_off)
    row = row_of(person)
    assert (row.have, row.why) == (0, f"1 session does not count here: {reason}.")


def test_a_qualification_is_shown_by_the_signature_alone(person, florida, logged):
    asking(florida, block("sessions", "some", count=3, qualifications=["licensed_1y"]))
    logged()
    expected = "1 that waits may count here, where the signature has to show that the supervisor qualifies."
    assert row_of(person).unsure == expected


def test_a_region_counts_once_a_session(person, logged):
    logged(signed=True, regions=["neck", "foot"], competencies=["palpation"])
    logged(regions=["neck"], spots=["neck-back-left", "neck-back-right"])
    logged(state="to_verify", regions=["thigh"])
    for state in ("draft", "returned", "withdrawn"):
        logged(state=state, regions=["chest"])
    logged(signed=True, regions=["chest"], superseded_at=NOW)
    found = tally(SupervisedSession.objects.current())
    said = {each.code: (each.signed, each.waiting) for each in found.regions if each.shown(True)}
    assert said == {"neck": (1, 1), "foot": (1, 0), "thigh": (0, 1)}
    assert (found.signed, found.waiting, found.unmarked) == (1, 2, 2)
    assert {each.code for each in found.competencies if each.signed} == {"palpation"}


def test_an_amendment_that_waits_is_not_one_more(person, florida, logged):
    asking(florida, THREE)
    old = logged(signed=True, regions=["neck"])
    logged(amends=old, amendment_reason="The other side.", regions=["neck"])
    row, found = row_of(person), tally(SupervisedSession.objects.current())
    assert (row.have, row.waiting, row.words, row.unsure) == (1, 0, "", "")
    assert (found.signed, found.waiting) == (1, 0)


def test_fewest_first_and_a_region_without_a_spot_only_where_one_is_on_record(logged, monkeypatch):
    """Today every region has a spot; one that comes without would be listed as the knee once was."""
    monkeypatch.setattr("training.queries.coverage.ON_MAP", without := [each for each in ON_MAP if each != "knee"])
    assert Region.KNEE not in {each.code for each in tally(SupervisedSession.objects.current()).regions}
    logged(signed=True, regions=["knee", "head_jaw"])
    found = tally(SupervisedSession.objects.current())
    listed = [each.code for each in found.fewest_first(found.regions, False)]
    assert listed[-2:] == ["head_jaw", "knee"]
    assert len(listed) == len(without) + 1
    assert set(ON_MAP) == set(Region)


def shown(mine, query=""):
    context = mine.get(f"{URL}{query}").context
    return {each.code: each.shown(context["with_waiting"]) for each in context["regions"]}


def test_the_map_counts_signed_ones_unless_asked(mine, logged):
    logged(signed=True, regions=["neck"])
    logged(regions=["neck"])
    assert shown(mine)["neck"] == 1
    assert shown(mine, "?count=waiting")["neck"] == 2


PERIODS = {"?since=2000-01-01": 1, f"?since={days(1)}": 0, f"?until={days(-10)}": 1, f"?until={days(-11)}": 0}


@pytest.mark.parametrize("query", PERIODS)
def test_the_map_of_a_period(mine, logged, query):
    logged(signed=True, regions=["neck"], happened_on=days(-10))
    assert shown(mine, query)["neck"] == PERIODS[query]


def test_the_list_says_the_same_as_the_map(mine, logged):
    logged(signed=True, regions=["thigh", "neck"])
    logged(signed=True, regions=["thigh"])
    context = mine.get(URL).context
    listed = {each.code: each.signed for each in context["regions"]}
    drawn = {each["spot"].region.value: each["count"] for figure in context["figures"] for each in figure["regions"]}
    assert drawn == {code: count for code, count in listed.items() if code in drawn}
    written = {each["spot"].region.value for figure in context["figures"] for each in figure["numbers"]}
    assert written == {"thigh", "neck"}


def test_next_is_told_on_the_page(mine, florida, logged):
    asking(florida, THREE)
    logged(signed=True, competencies=[each for each in Competency.values if each != "palpation"])
    page = mine.get(URL).content.decode()
    assert "2 more supervised sessions, in person" in page
    assert "Florida asks for 3: 1 counts." in page
    assert "No session marks it as practiced yet." in page


def test_the_button_fills_in_nothing(mine):
    assert f'href="{reverse("my:session_new")}">' in mine.get(URL).content.decode()


def test_all_covered_says_nothing(mine, logged):
    logged(signed=True, regions=list(ON_MAP), competencies=Competency.values)
    page = mine.get(URL)
    assert page.context["next"] == []
    assert "should cover" not in page.content.decode()


def test_an_offer_is_told_and_not_asked_of_the_next_session(person, logged):
    factories.SchemeVersionFactory(initial=[THREE])
    (group,) = coverage(person).groups
    assert group.is_offer
    assert not [each for each in coverage(person).next if each.kind == "line"]


def test_what_courses_taught_and_nobody_needled(person, logged):
    logged(regions=["neck"], competencies=Competency.values)
    factories.EvidenceFactory(practitioner=person, accepted=True, taught=["neck", "foot", "superficial"])
    (only,) = coverage(person).next
    assert (only.kind, only.codes) == ("taught", ("foot",))


def line(by="Florida", have=0, waiting=0, purpose="", **given):
    return Asked(by, Sessions(**{"count": 25, **given}), have, waiting, purpose)


WORDS = {
    "line": (
        Suggestion("line", (line(have=20, waiting=2, modes=("in_person",), regions=("hip_buttock", "neck")),)),
        "3 more supervised sessions, hip and buttock or neck, in person",
        "Florida asks for 25: 20 count, 2 wait.",
    ),
    "lines": (
        Suggestion("line", (line(have=1), line("Utah", have=24, purpose=" to renew"))),
        "24 more supervised sessions",
        "Florida asks for 25: 1 counts. Utah asks for 25 to renew: 24 count.",
    ),
    "one": (
        Suggestion("line", (line(count=1, supervision=("in_room",), qualifications=("licensed_1y",)),)),
        "1 more supervised session, with the supervisor in the room, supervisor with a license for a year",
        "Florida asks for 1: none counts yet.",
    ),
    "opened": (
        Suggestion("opened", codes=("foot",), by=("South Dakota",)),
        "Foot",
        "South Dakota opens it, and no session needles there yet.",
    ),
    "opened by two": (
        Suggestion("opened", codes=("foot", "neck"), by=("Ohio", "Utah")),
        "Foot and neck",
        "Ohio and Utah open them, and no session needles there yet.",
    ),
    "four": (
        Suggestion("competencies", codes=tuple(Competency.values[:4])),
        "Surface anatomy and its variation, emergency response to physiological effects, emergency response to "
        "emotional effects and standards of needle handling",
        "No session marks them as practiced yet.",
    ),
    "many": (
        Suggestion("taught", codes=("foot", "neck", "thigh", "chest", "abdomen")),
        "Foot, neck, thigh and 2 more",
        "Taught by the courses on record, and no session needles there yet.",
    ),
}


@pytest.mark.parametrize("case", WORDS)
def test_words(case):
    suggestion, what, why = WORDS[case]
    (item,) = items_of((suggestion,))
    assert (item.what, item.why) == (what, why)


def test_a_supervisor_reads_of_the_sessions_that_name_them(browser_of, person, supervisor, florida, logged):
    asking(florida, THREE)
    logged(signed=True, regions=["neck"])
    logged(supervisor=factories.PractitionerFactory(supervisor=True), signed=True, regions=["foot"])
    page = browser_of(supervisor.user).get(reverse("supervise:coverage", args=[person.pk]))
    said = {each.code: each.signed for each in page.context["regions"]}
    assert (said["neck"], said["foot"]) == (1, 0)
    assert "Florida" not in page.content.decode()


def test_a_supervisor_whom_nobody_named_finds_nothing(browser_of, person, supervisor, logged):
    logged(state="draft", submitted_at=None)
    client = browser_of(supervisor.user)
    assert client.get(reverse("supervise:coverage", args=[person.pk])).status_code == 404


def test_the_desk_reads_the_same(browser_of, person, clinic, florida, logged):
    asking(florida, THREE)
    logged(signed=True)
    manager = managing(clinic)
    page = browser_of(manager).get(reverse("desk:coverage", args=[person.pk]))
    assert page.context["total"] == 1
    assert "2 more supervised sessions, in person" in page.content.decode()
    assert "Log a session" not in page.content.decode()


@pytest.mark.parametrize("reader", ["my", "desk", "supervise"])
def test_queries_do_not_grow(browser_of, person, supervisor, clinic, florida, logged, reader):
    asking(florida, THREE)
    readers = {
        "my": (person.user, URL),
        "desk": (managing(clinic), reverse("desk:coverage", args=[person.pk])),
        "supervise": (supervisor.user, reverse("supervise:coverage", args=[person.pk])),
    }
    user, url = readers[reader]
    client = browser_of(user)
    logged(signed=True)
    logged()
    client.get(url)
    few = queries_of(lambda: client.get(url))
    for count in range(149):
        logged(signed=True, regions=[Region.values[count % 14]])
        logged(mode="telehealth")
    assert queries_of(lambda: client.get(url)) == few
