"""A filing with a time limit is a task with a date: told, reminded of, watched, and over by itself."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest

from tests import factories
from tests.factories import NOW, TODAY, days
from tests.training.counting import queries_of
from tests.training.my_story import browser_of, clinic, mine, noon, person, supervisor  # noqa: F401
from training.actions import reminders
from training.actions.standing import refresh_all
from training.evaluation.dates import long_date
from training.models import ClinicManager, OutgoingMail
from training.queries import roster, roster_lines
from training.queries.filings_due import limited_lines
from training.queries.queues import filings_to_come
from training.queries.standing import clearance
from training.trees import block

pytestmark = pytest.mark.django_db
NAME, LABEL = "Attestation", "Attestation form filed within 60 days"
DUE = days(40)


@pytest.fixture
def rule(clinic):
    """Florida's shape: hours, then 60 days to file."""
    return factories.PracticeRuleFactory(
        jurisdiction=clinic.jurisdiction,
        requirements=[
            block("hours", "all-hours", hours="50"),
            block(
                "filing",
                "attestation",
                jurisdiction=clinic.jurisdiction.code,
                name=NAME,
                within_days=60,
                anchor="training_met",
                label=LABEL,
            ),
        ],
    )


def trained(person, clinic, on=-20):
    """Everything but the paper; the training was complete so many days from today."""
    factories.LicenseFactory(practitioner=person, jurisdiction=clinic.jurisdiction, checked=True)
    factories.EvidenceFactory(practitioner=person, minutes=3000, accepted=True, happened_on=days(on))
    refresh_all([person.pk])


def file_it(person, clinic, **given):
    row = factories.EvidenceFactory(
        practitioner=person, kind="filing", title=NAME, minutes=0, jurisdiction=clinic.jurisdiction, **given
    )
    refresh_all([person.pk])
    return row


@pytest.fixture
def waiting(person, clinic, rule, noon):
    trained(person, clinic)
    return person


def manager(clinic):
    user = factories.UserFactory(role="manager")
    ClinicManager.objects.create(user=user, clinic=clinic)
    return user


def test_until_its_last_day_the_person_is_cleared_and_then_not(waiting, clinic):
    for day, outcome in ((TODAY, "cleared"), (DUE, "cleared"), (days(41), "not_cleared")):
        assert clearance(waiting, clinic.jurisdiction, day).outcome == outcome


def test_the_page_tells_the_task_and_its_day(mine, waiting):
    response = mine.get("/my/")
    page = response.content.decode()
    assert response.context["steps"][0].action == f"File with the board of Florida by {long_date(DUE)}"
    assert (DUE, f"{LABEL}: the last day. After it you are not cleared in Florida.") in [
        (each["date"], each["words"]) for each in response.context["dates"]
    ]
    assert f"until {long_date(DUE)}, when the time is over for “{LABEL}”; then not cleared." in page
    assert f"1 of them only until {long_date(DUE)}: there is a paper to file by then." in page
    assert f"File by {long_date(DUE)}. Next: you." in page


def test_a_proof_that_waits_is_asked_for_no_more(mine, waiting, clinic):
    file_it(waiting, clinic)
    response = mine.get("/my/")
    assert not any("File with the board" in step.action for step in response.context["steps"])
    assert not any(LABEL in each["words"] for each in response.context["dates"])


def test_an_accepted_proof_ends_the_task(mine, waiting, clinic):
    file_it(waiting, clinic, accepted=True)
    page = mine.get("/my/").content.decode()
    assert "There is still time" not in page
    assert not filings_to_come(manager(clinic), TODAY).exists()


def test_the_desk_watches_it(client, waiting, clinic, noon):
    client.force_login(manager(clinic))
    [queue] = [each for each in client.get("/desk/").context["watched"] if each.url_name == "desk:filings"]
    assert (queue.count, queue.note) == (1, "the first in 40 days")
    [filing] = client.get("/desk/filings/").context["filings"]
    assert (filing.standing.practitioner, filing.words, filing.due_on) == (waiting, LABEL, DUE)
    client.force_login(manager(factories.ClinicFactory()))
    assert client.get("/desk/filings/").context["filings"] == []


def test_who_is_not_trained_or_too_late_has_nothing_due(person, clinic, rule, noon):
    trained(person, clinic, on=-61)
    assert not filings_to_come(manager(clinic), TODAY).exists()
    assert clearance(person, clinic.jurisdiction, TODAY).outcome == "not_cleared"


def test_a_coming_end_of_the_license_does_not_count_it_twice(waiting, clinic, noon):
    license = waiting.licenses.get()
    factories.LicenseCheckFactory(license=license, checked_on=TODAY, expires_on=days(50))
    refresh_all([waiting.pk])
    assert [row.starts_on for row in filings_to_come(manager(clinic), TODAY)] == [days(41)]


def test_the_roster_says_what_ends_it(waiting, clinic, noon):
    [line] = roster_lines.lines([waiting], roster.Question(TODAY))
    assert line.until_words.startswith("a paper to file by ")
    assert not roster_lines.lines([waiting], roster.Question(days(41)))[0].to_file


def test_a_reminder_for_each_stage_once(waiting, clinic, noon):
    for day, expected in ((TODAY, 1), (TODAY, 0), (days(10), 1), (days(33), 1), (DUE, 1), (days(41), 0)):
        assert reminders.send_reminders(now=NOW + (day - TODAY)).queued == expected, day
        refresh_all([waiting.pk])
    keys = OutgoingMail.objects.order_by("pk").values_list("key", flat=True)
    assert [key.split(":")[-2] for key in keys] == ["60d", "30d", "7d", "0d"]
    letter = OutgoingMail.objects.order_by("pk").first()
    assert letter.to == waiting.email
    assert LABEL in letter.body
    assert long_date(DUE) in letter.body


def test_no_reminder_of_a_paper_that_was_filed(waiting, clinic, noon):
    file_it(waiting, clinic, accepted=True)
    assert reminders.send_reminders(now=NOW).queued == 0


def test_without_such_a_rule_nobody_is_asked(clinic, noon):
    factories.PracticeRuleFactory(jurisdiction=clinic.jurisdiction, requirements=[block("hours", "h", hours="5")])
    assert limited_lines(TODAY) == []
    assert not filings_to_come(manager(clinic), TODAY).exists()


def test_the_list_costs_the_same_for_one_and_for_thirty(client, waiting, clinic, noon):
    client.force_login(manager(clinic))
    client.get("/desk/filings/")
    one = queries_of(lambda: client.get("/desk/filings/"))
    for _ in range(29):
        trained(factories.PractitionerFactory(clinic=clinic), clinic)
    assert len(client.get("/desk/filings/").context["filings"]) == 30
    assert queries_of(lambda: client.get("/desk/filings/")) == one
