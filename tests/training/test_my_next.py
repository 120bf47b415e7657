"""The next step can be taken, what waits for others is told where one looks, and who waits for you comes first."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest

from tests import factories
from tests.factories import NOW, days
from tests.training.my_story import browser_of, clinic, mine, noon, person, supervisor  # noqa: F401
from tests.training.test_my_standing import counted, licensed, rule, scheme  # noqa: F401
from training.models import JoinRequest
from training.trees import block

pytestmark = pytest.mark.django_db
CATALOG, COURSE = "/learn/", "/my/records/credit/new/"


@pytest.fixture
def ready(person, clinic, rule, supervisor):
    """38 of 50 hours, both sessions signed: the hours alone are missing."""
    licensed(person, clinic)
    counted(person, supervisor, minutes=2280)


def steps(client):
    return client.get("/my/").context["steps"]


def module(minutes, mode="self_paced"):
    return factories.ModuleFactory(revised__credit=[{"subject": "safety", "mode": mode, "minutes": minutes}])


def test_hours_that_the_modules_left_can_give_lead_to_the_training(mine, ready):
    module(720)
    assert [(step.action, step.url) for step in steps(mine)] == [("Complete course hours", CATALOG)]
    assert steps(mine)[0].words == "12 more course hours for Harbor Clinic, toward “50 course hours”."


def test_a_module_done_gives_nothing_more(mine, person, ready):
    done = module(60)
    module(600)
    factories.CompletionFactory(practitioner=person, revision=done.current)
    (step,) = steps(mine)
    assert (step.action, step.url) == ("Add an external course", COURSE)
    assert step.words.startswith("11 more course hours for Harbor Clinic")


def test_hours_beyond_the_modules_left_lead_to_an_external_course(mine, ready):
    module(660)
    assert [(step.action, step.url) for step in steps(mine)] == [("Add an external course", COURSE)]


def test_hours_in_person_lead_to_an_external_course(mine, person, clinic):
    licensed(person, clinic)
    in_person = block("hours", "in-person", hours="13.75", modes=["in_person"])
    factories.PracticeRuleFactory(jurisdiction=clinic.jurisdiction, requirements=[in_person])
    module(6000)
    step = steps(mine)[0]
    assert (step.action, step.url) == ("Add an external course", COURSE)
    assert step.words.startswith("13.75 more course hours for Harbor Clinic")


def test_hours_that_wait_are_told_on_the_line_and_are_nobody_s_step_but_the_manager_s(mine, person, ready):
    factories.EvidenceFactory(practitioner=person, minutes=840, title="Waiting course")
    response = mine.get("/my/")
    assert "14 hours wait for your compliance manager." in response.content.decode()
    assert [(step.action, step.who) for step in response.context["steps"]] == [
        ("Read what you added", "Your compliance manager")
    ]


def test_what_waits_is_taken_off_what_is_left(mine, person, ready):
    factories.EvidenceFactory(practitioner=person, minutes=60, title="Waiting course")
    response = mine.get("/my/")
    assert "1 hour waits for your compliance manager." in response.content.decode()
    assert response.context["steps"][0].words.startswith("11 more course hours")


def test_a_session_that_waits_names_its_supervisor(mine, person, clinic, rule, supervisor):
    licensed(person, clinic)
    counted(person, supervisor, sessions=1)
    factories.SessionFactory(practitioner=person, supervisor=supervisor, state="submitted")
    response = mine.get("/my/")
    assert "1 session waits for Daniel Okafor." in response.content.decode()
    assert "Next: your supervisor." in response.content.decode()
    assert [step.who for step in response.context["steps"]] == ["Your supervisor"]


def test_an_exam_that_waits_is_not_asked_for_again(mine, person, clinic):
    licensed(person, clinic)
    factories.PracticeRuleFactory(
        jurisdiction=clinic.jurisdiction, requirements=[block("exam", "e", name="Needle exam")]
    )
    assert steps(mine)[0].action == "Add your exam result"
    factories.EvidenceFactory(practitioner=person, kind="exam", title="Needle exam", minutes=0)
    response = mine.get("/my/")
    assert "It is submitted and waits for your compliance manager." in response.content.decode()
    assert all(step.who != "You" for step in response.context["steps"])


def test_the_admission_that_waits_is_said_until_it_is_given(browser_of, clinic, rule):
    person = factories.PractitionerFactory(login=True, admitted=False)
    JoinRequest.objects.create(practitioner=person, clinic=clinic, requested_at=NOW)
    licensed(person, clinic)
    for title in ("One", "Two", "Three"):
        factories.EvidenceFactory(practitioner=person, state="returned", title=title)
    client = browser_of(person.user)
    assert "Not admitted yet." in client.get("/my/").content.decode()
    person.admitted_at, person.admitted_by = NOW, factories.UserFactory()
    person.save()
    assert "Not admitted yet." not in client.get("/my/").content.decode()


def test_who_waits_for_a_signature_comes_first(browser_of, person, supervisor, clinic):
    client = browser_of(supervisor.user)
    assert all("signature" not in step.action for step in steps(client))
    factories.SessionFactory.create_batch(3, practitioner=person, supervisor=supervisor, state="submitted")
    step = steps(client)[0]
    assert (step.action, step.url) == ("3 sessions wait for your signature", "/supervise/")


def test_a_rule_read_in_time_is_no_line_of_the_therapist_and_an_overdue_one_is(mine, person, clinic, supervisor):
    licensed(person, clinic)
    rule = factories.PracticeRuleFactory(jurisdiction=clinic.jurisdiction)
    assert "The rule was read again in time" not in mine.get("/my/").content.decode()
    type(rule).objects.filter(pk=rule.pk).update(review_on=days(-200))
    assert "The rule was read again in time" in mine.get("/my/").content.decode()


def test_the_next_look_is_ours_to_make(mine, person, clinic, rule, supervisor):
    licensed(person, clinic)
    counted(person, supervisor)
    assert (
        "We check your Florida license again by May 30, 2027. Nothing for you to do."
        in mine.get("/my/").content.decode()
    )


WAYS = [
    {
        "type": "all_of",
        "id": "here",
        "value": {"of": [block("sessions", "s", count=25), block("attestation", "word", name="No more are needed")]},
    },
    block("attestation", "elsewhere", name="25 sessions done elsewhere"),
]


@pytest.mark.parametrize("signed", [0, 8])
def test_a_statement_is_offered_only_beside_the_way_that_is_taken(mine, person, clinic, supervisor, signed):
    licensed(person, clinic)
    factories.PracticeRuleFactory(jurisdiction=clinic.jurisdiction, requirements=[block("any_of", "ways", of=WAYS)])
    factories.SessionFactory.create_batch(signed, practitioner=person, supervisor=supervisor, signed=True)
    first, second = steps(mine)
    assert first.action == "Log supervised sessions"
    assert first.words.startswith(f"{25 - signed} more supervised sessions for Harbor Clinic")
    assert first.words.endswith(" Or, if it is true of you: 25 sessions done elsewhere.")
    assert "No more are needed" in second.words


def test_a_filing_whose_time_is_over_is_asked_for_though_a_course_that_waits_starts_it_anew(mine, person, clinic):
    licensed(person, clinic)
    filing = block("filing", "f", name="Proof", jurisdiction="US-FL", within_days=30, anchor="last_course")
    factories.PracticeRuleFactory(
        jurisdiction=clinic.jurisdiction, requirements=[block("hours", "h", hours="20"), filing]
    )
    factories.EvidenceFactory(practitioner=person, minutes=600, accepted=True, happened_on=days(-90))
    factories.EvidenceFactory(practitioner=person, minutes=600, happened_on=days(-1))
    assert [step.action for step in steps(mine) if step.who == "You"] == ["Add the proof of your filing"]
