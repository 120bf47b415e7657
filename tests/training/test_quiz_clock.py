"""The server keeps the time of a quiz: when it ends, what arrives too late, who grades, and extra time."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import datetime, timedelta

import pytest
import time_machine

from tests.factories import NOW, TODAY, AccommodationFactory, days
from tests.training.my_story import browser_of, clinic, mine, noon, person  # noqa: F401
from tests.training.quiz_story import RIGHT, WRONG, address, begun, made, trying, url  # noqa: F401
from training.actions import Refused, learning, tick
from training.models import Answer, Attempt, AuditEvent, Completion
from training.queries.quiz_time import time_allowed
from training.words import duration_words

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
LIMIT = timedelta(minutes=20)
DUE = NOW + LIMIT
LATE = DUE + timedelta(seconds=11)


@pytest.fixture
def module():
    return made(time_limit_minutes=20)


@pytest.fixture
def later(client, person):
    """The same person's browser at another instant."""

    def at(instant: datetime):
        with time_machine.travel(instant, tick=False):
            client.force_login(person.user)
        return Late(client, instant)

    return at


class Late:
    def __init__(self, client, instant):
        self.client, self.instant = client, instant

    def get(self, *given, **more):
        with time_machine.travel(self.instant, tick=False):
            return self.client.get(*given, **more)

    def post(self, *given, **more):
        with time_machine.travel(self.instant, tick=False):
            return self.client.post(*given, **more)


def test_the_page_before_says_how_long_and_the_quiz_when_it_ends(mine, module, url):
    for number in (1, 2):
        mine.post(f"{url}lessons/{number}/")
    assert "You have <strong>20 minutes</strong> from when you begin" in mine.get(f"{url}quiz/").content.decode()
    mine.post(f"{url}quiz/start/")
    assert Attempt.objects.get().due_at == DUE
    page = mine.get(f"{url}quiz/").content.decode()
    assert "12:20 PM" in page and "EST" in page
    assert "20 minutes left when this page was opened." in page


def test_without_a_limit_there_is_no_clock(mine):
    module = made()
    assert begun(mine, module).due_at is None
    assert 'id="clock"' not in mine.get(f"{address(module)}quiz/").content.decode()


def test_starting_again_does_not_set_the_clock_back(trying, later, url):
    later(NOW + timedelta(minutes=5)).post(f"{url}quiz/start/")
    assert Attempt.objects.get().due_at == DUE


def test_what_was_sent_in_time_is_taken_a_little_later(trying, later, url):
    browser = later(DUE + timedelta(seconds=9))
    assert "Saved" in browser.post(f"{url}quiz/answer/", {"q-q1": "a", "changed": "q1"}, **HTMX).content.decode()
    assert browser.post(f"{url}quiz/submit/", RIGHT).url == f"/learn/results/{trying.pk}/"
    trying.refresh_from_db()
    assert (trying.correct, trying.ended_by_the_clock) == (4, False)


@pytest.mark.parametrize(("way", "sent"), [("answer", HTMX), ("answer", {}), ("submit", {})])
def test_what_comes_too_late_is_not_taken_and_what_was_saved_is_graded(mine, trying, later, url, way, sent):
    mine.post(f"{url}quiz/answer/", {"q-q1": "a", "q-q3": "b"})
    response = later(LATE).post(f"{url}quiz/{way}/", RIGHT, **sent)
    result = f"/learn/results/{trying.pk}/"
    assert (response["HX-Redirect"] if sent else response.url) == result
    assert sorted(row.question for row in Answer.objects.all()) == ["q1", "q3"]
    trying.refresh_from_db()
    assert (trying.submitted_at, trying.correct, trying.passed) == (DUE, 2, False)
    page = later(LATE).get(result).content.decode()
    assert "Time ended on" in page and "12:20 PM" in page
    assert page.count("No answer.") == 2


@pytest.mark.parametrize("path", ["", "quiz/", "lessons/1/"])
def test_the_next_request_grades_whatever_page_it_is(mine, trying, later, url, path):
    mine.post(f"{url}quiz/answer/", WRONG)
    page = later(LATE).get(f"{url}{path}")
    trying.refresh_from_db()
    assert (trying.submitted_at, trying.correct) == (DUE, 0)
    assert page.status_code == 200
    if path == "quiz/":
        assert "Time ended on your last try" in page.content.decode()
        assert "0 of 4 right" in page.content.decode()


def test_starting_after_time_is_up_ends_the_old_try_and_begins_another(trying, later, url):
    later(LATE).post(f"{url}quiz/start/")
    assert [(each.number, each.due_at, each.passed) for each in Attempt.objects.order_by("number")] == [
        (1, DUE, False),
        (2, LATE + LIMIT, None),
    ]


def test_the_tick_grades_what_nobody_comes_back_to(mine, trying, url):
    mine.post(f"{url}quiz/answer/", {name: chosen for name, chosen in RIGHT.items() if name != "q-q4"})
    tick.end_quizzes(now=DUE + timedelta(seconds=10))
    assert not Completion.objects.exists(), "what was sent in time may still arrive"
    assert tick.end_quizzes in tick.every_pass()
    for _ in range(2):
        tick.end_quizzes(now=LATE)
    completion = Completion.objects.get()
    assert (completion.completed_on, completion.recorded_at, completion.attempt) == (TODAY, LATE, trying)
    last = AuditEvent.objects.filter(action="attempt.time_ended").get()
    assert (last.actor_id, last.subject_id) == (None, str(trying.pk))


def test_a_try_that_ended_before_midnight_counts_for_that_day(person, module):
    start = NOW.replace(hour=23) + timedelta(hours=5, minutes=40)  # 23:40 in New York
    attempt = Attempt.objects.create(
        practitioner=person, module=module, revision=module.current, number=1, started_at=start,
        questions=["q1", "q2", "q3"], due_at=start + timedelta(minutes=15),
    )  # fmt: skip
    for question in module.current.questions[:3]:
        values = {"question": question["id"], "chosen": question["answer"], "saved_at": start}
        Answer.objects.create(attempt=attempt, **values)
    learning.end_all_overdue(now=start + timedelta(hours=3))
    day = start.astimezone(NOW.tzinfo) - timedelta(hours=5)
    assert Completion.objects.get().completed_on == day.date()


def test_one_that_cannot_be_ended_stops_no_other(person, module, monkeypatch):
    values = {"module": module, "revision": module.current, "questions": [], "started_at": NOW, "due_at": DUE}
    first, second = (
        Attempt.objects.create(practitioner=each, number=1, **values)
        for each in (person, AccommodationFactory().practitioner)
    )
    ending = learning.graded

    def fails_once(attempt, *given):
        if attempt.pk == first.pk:
            raise LookupError
        ending(attempt, *given)

    monkeypatch.setattr(learning, "graded", fails_once)
    with pytest.raises(RuntimeError, match="1 tries"):
        learning.end_all_overdue(now=LATE)
    second.refresh_from_db()
    assert second.submitted_at == DUE


def test_the_act_itself_refuses_what_is_too_late(person, trying):
    with pytest.raises(Refused, match="Time is up"):
        learning.answer(by=person.user, attempt=trying, chosen={"q1": ["a"]}, now=LATE)
    assert learning.submit(by=person.user, attempt=trying, now=LATE, today=TODAY).submitted_at == DUE


def test_the_wait_after_a_failed_try_counts_from_when_time_ended(mine, later):
    module = made(time_limit_minutes=20, cool_down_hours=2)
    begun(mine, module)
    late = later(DUE + timedelta(hours=1))
    assert "The next try opens on March 1, 2027, 2:20 PM." in late.get(f"{address(module)}quiz/").content.decode()


@pytest.mark.parametrize(
    ("granted", "minutes"),
    [
        ({}, 30),
        ({"extra_percent": 25}, 25),
        ({"extra_percent": 100, "starts_on": TODAY, "ends_on": TODAY}, 40),
        ({"starts_on": days(1)}, 20),
        ({"ends_on": days(-1)}, 20),
    ],
)
def test_extra_time_is_applied_on_the_days_it_is_granted_for(person, module, granted, minutes):
    AccommodationFactory(practitioner=person, **granted)
    assert time_allowed(person, module.current, TODAY).length == timedelta(minutes=minutes)


def test_a_try_keeps_the_extra_time_it_began_with(mine, person, module, url):
    row = AccommodationFactory(practitioner=person)
    attempt = begun(mine, module)
    assert (attempt.due_at, attempt.accommodation) == (NOW + timedelta(minutes=30), row)
    page = mine.get(f"{url}quiz/").content.decode()
    assert "Your 50 percent of extra time is in it." in page
    assert row.basis not in page
    type(row).objects.filter(pk=row.pk).update(superseded_at=NOW, superseded_by=row.recorded_by)
    assert Attempt.objects.get().due_at == NOW + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (-5, "0 seconds"),
        (61, "1 minute and 1 second"),
        (7200, "2 hours"),
        (1350, "22 minutes and 30 seconds"),
    ],
)
def test_a_length_in_words(seconds, words):
    assert duration_words(timedelta(seconds=seconds)) == words
