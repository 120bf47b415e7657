"""What if at the desk: the question, the progress, the result with its filters and its file."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import NOW, TODAY, days
from tests.training.counting import queries_of
from tests.training.rule_story import adopted, draft, manager, place, therapist
from training.actions import whatif
from training.models import ClinicManager, PracticeRule, WhatIf
from training.trees import block

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def hours(number: int) -> list[dict]:
    return [block("hours", "min_course_hours", hours=str(number))]


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def florida():
    return place()


@pytest.fixture
def clinic(florida):
    return factories.ClinicFactory(jurisdiction=florida, name="Tampa")


@pytest.fixture
def client(client, clinic):
    user = manager()
    clinic.managers.add(user)
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def row(florida, clinic):
    """A draft that asks for 60 hours instead of 30, and people with 50 and 20 hours."""
    adopted(draft(florida, requirements=hours(30)))
    for name, number in (("Ada Long", 50), ("Ben Short", 20)):
        therapist(clinic, name, minutes=number * 60, listed=False)
    return draft(florida, requirements=hours(60))


def post(client, **given):
    return client.post(reverse("desk:what_if"), given)


@pytest.fixture
def done(client, row, django_capture_on_commit_callbacks) -> WhatIf:
    with django_capture_on_commit_callbacks(execute=True):
        whatif.ask(by=client.user, draft=row, as_of=TODAY, now=NOW)
    return WhatIf.objects.get()


def page_of(client, asked: WhatIf, **given) -> str:
    return client.get(reverse("desk:what_if_result", args=[asked.pk]), given).text


def test_the_rule_leads_to_the_question(client, row):
    page = client.get(reverse("desk:rule", args=[row.pk])).text
    address = f"{reverse('desk:what_if')}?draft=rule-{row.pk}"
    assert address in page
    assert f'<option value="rule-{row.pk}" selected>' in client.get(address).text


def test_without_a_draft_it_says_what_to_do(client):
    assert "No drafts yet." in client.get(reverse("desk:what_if")).text


def test_asking_leads_to_the_answer(client, row, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = post(client, draft=f"rule-{row.pk}", as_of=TODAY.isoformat())
    asked = WhatIf.objects.get()
    assert (asked.state, answer.url) == ("done", reverse("desk:what_if_result", args=[asked.pk]))
    page = client.get(answer.url).text
    assert "Long, Ada" in page
    assert "60 course hours: 10 more hours." in page
    assert "Tampa" in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"as_of": ""}, "Fill this in."),
        ({"as_of": "soon"}, "Write a date, such as 2029-03-14."),
        ({"draft": ""}, "Choose a draft."),
        ({"draft": "rule-0"}, "This is no draft any more. Choose another one."),
        ({"draft": "rule-x'"}, "This is no draft any more. Choose another one."),
    ],
)
def test_what_cannot_be_asked_is_said_beside_the_field(client, row, given, words):
    answer = post(client, **{"draft": f"rule-{row.pk}", "as_of": TODAY.isoformat(), **given})
    assert words in answer.text
    assert not WhatIf.objects.exists()


def test_a_day_before_the_draft_is_refused_beside_the_field(client, row):
    PracticeRule.objects.filter(pk=row.pk).update(effective_from=days(30))
    answer = post(client, draft=f"rule-{row.pk}", as_of=TODAY.isoformat())
    assert "Ask about that day or a later one." in answer.text


def test_a_draft_that_cannot_be_read_is_refused(client, row):
    PracticeRule.objects.filter(pk=row.pk).update(requirements=[{"type": "any_of", "id": "a", "value": {"of": []}}])
    answer = post(client, draft=f"rule-{row.pk}", as_of=TODAY.isoformat())
    assert "The requirements cannot be read: any_of a: the group is empty." in answer.text


def test_the_result_is_filtered_by_name_clinic_and_change(client, done, clinic):
    elsewhere = factories.ClinicFactory(manager=client.user)
    shown = [
        page_of(client, done, **given)
        for given in ({"direction": "out"}, {"q": "short"}, {"clinic": clinic.pk}, {"clinic": elsewhere.pk})
    ]
    assert [("Long, Ada" in page, "Short, Ben" in page) for page in shown] == [
        (True, False),
        (False, True),
        (True, True),
        (False, False),
    ]
    assert "Nobody matches these filters." in shown[-1]


def test_who_falls_out_stands_first(client, done):
    page = page_of(client, done)
    assert page.index("Long, Ada") < page.index("Short, Ben")
    turned = page_of(client, done, sort="-change")
    assert turned.index("Long, Ada") > turned.index("Short, Ben")


def test_the_file_has_the_same_people(client, done):
    answer = client.get(reverse("desk:what_if_csv", args=[done.pk]), {"direction": "out"})
    head, line = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert head.startswith("Record,Name,Name in lists,Clinics,Jurisdiction or scheme,Change,Before")
    assert line.split(",")[1:] == [
        "Ada Long",
        '"Long',
        ' Ada"',
        "Tampa",
        "Florida",
        "Falls out",
        "Cleared",
        "",
        "Not cleared",
        "",
        "Missing: 60 course hours: 10 more hours. Has 50 of 60 hours.",
        '"Florida',
        ' version 2"',
        TODAY.isoformat(),
    ]


def test_a_list_asks_the_same_of_the_database_for_two_and_for_thirty(
    client, clinic, row, django_capture_on_commit_callbacks
):
    def asked(day):
        with django_capture_on_commit_callbacks(execute=True):
            return whatif.ask(by=client.user, draft=row, as_of=day, now=NOW)

    few = asked(TODAY)
    for number in range(28):
        therapist(clinic, f"Number {number}", minutes=1200)
    many = asked(days(1))
    counts = [queries_of(lambda each=each: page_of(client, each)) for each in (few, many)]
    assert counts[0] == counts[1]
    assert page_of(client, many).count("Changes otherwise</td>") == 29


def test_nobody_who_left_the_managers_clinics_is_shown(client, done):
    ClinicManager.objects.all().delete()
    assert "Long, Ada" not in page_of(client, done)


def test_the_numbers_are_of_the_clinics_that_the_reader_still_has(
    client, clinic, florida, row, django_capture_on_commit_callbacks
):
    """A question about two clinics, one of which is another manager's since."""
    other = factories.ClinicFactory(jurisdiction=florida, name="Miami")
    other.managers.add(client.user)
    therapist(other, "Cid Gone", minutes=3000, listed=False)
    therapist(other, "Dan Gone", minutes=60, listed=False)
    with django_capture_on_commit_callbacks(execute=True):
        asked = whatif.ask(by=client.user, draft=row, as_of=TODAY, now=NOW)
    asked.refresh_from_db()

    def told() -> tuple:
        context = client.get(reverse("desk:what_if_result", args=[asked.pk])).context
        tally = context["tally"]
        return (tally.out, tally.changed, tally.same), [str(each.clinic) for each in context["clinics"]]

    assert told() == ((2, 4, 0), ["Miami", "Tampa"])
    ClinicManager.objects.filter(clinic=other).delete()
    assert told() == ((1, 2, None), ["Tampa"])
    assert "Miami" not in page_of(client, asked)
    assert "unchanged</dt>" not in page_of(client, asked)
    client.force_login(factories.UserFactory(role="administrator"))
    assert told() == ((2, 4, 0), ["Miami", "Tampa"])


def test_a_result_about_an_older_state_says_so_and_is_asked_again(client, done, row):
    assert "older state" not in page_of(client, done)
    PracticeRule.objects.filter(pk=row.pk).update(requirements=hours(70))
    page = page_of(client, done)
    assert "This answer is about an older state." in page
    assert "Ask again" in page
    answer = post(client, draft=f"rule-{row.pk}", as_of=TODAY.isoformat())
    assert answer.url != reverse("desk:what_if_result", args=[done.pk])


def test_an_adopted_draft_is_not_asked_about_again(client, done, row):
    adopted(row, effective_from=TODAY)
    page = page_of(client, done)
    assert "It is no draft any more." in page
    assert "Ask again" not in page


@pytest.fixture
def waiting(client, row, monkeypatch) -> WhatIf:
    monkeypatch.setattr(whatif, "BATCH", 1)
    return whatif.ask(by=client.user, draft=row, as_of=TODAY, now=NOW)


def test_before_it_is_whole_only_the_progress_is_shown(client, waiting):
    whatif.QUESTIONS.work(waiting.pk, now=NOW, seconds=0)
    page = page_of(client, waiting)
    assert "1 of 2 people" in page
    assert "Long, Ada" not in page
    fragment = client.get(reverse("desk:what_if_progress", args=[waiting.pk]), headers=HTMX)
    assert "1 of 2 people" in fragment.text
    assert "<h1" not in fragment.text
    answer = client.get(reverse("desk:what_if_csv", args=[waiting.pk]))
    assert answer.url == reverse("desk:what_if_result", args=[waiting.pk])


def test_a_page_that_watches_is_loaded_anew_once_it_is_over(client, waiting):
    whatif.QUESTIONS.work(waiting.pk, now=NOW)
    answer = client.get(reverse("desk:what_if_progress", args=[waiting.pk]), headers=HTMX)
    assert answer.headers["HX-Refresh"] == "true"
    assert client.get(reverse("desk:what_if_progress", args=[waiting.pk])).status_code == 302


def test_it_can_be_canceled(client, waiting):
    client.post(reverse("desk:what_if_cancel", args=[waiting.pk]))
    assert "Canceled." in page_of(client, waiting)


@pytest.mark.parametrize(
    ("state", "words"),
    [("changed", "The draft changed while this was computed."), ("failed", "This did not work.")],
)
def test_what_ended_without_a_result_says_why(client, waiting, state, words):
    whatif.end(waiting.pk, state, NOW + timedelta(minutes=1))
    assert words in page_of(client, waiting)


def test_nobody_changes_is_said(client, florida, row, django_capture_on_commit_callbacks):
    PracticeRule.objects.filter(pk=row.pk).update(requirements=hours(30))
    row.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        asked = whatif.ask(by=client.user, draft=row, as_of=TODAY, now=NOW)
    assert "Nobody changes." in page_of(client, asked)


def test_a_draft_about_nobody_is_said(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        asked = whatif.ask(by=client.user, draft=draft(place("US-CO", "Colorado")), as_of=TODAY, now=NOW)
    assert "The draft is about nobody." in page_of(client, asked)


def test_what_was_asked_before_is_listed(client, done):
    page = client.get(reverse("desk:what_if")).text
    assert "1 out, 0 in, 1 otherwise" in page
