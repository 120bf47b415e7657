"""The same races through the pages: every answer is a page with a sentence, none is an error of the server."""

# ruff: noqa: B023 - the acts of a round end with the round

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import NOW, PASSWORD
from tests.training.at_once import raced
from tests.training.races.story import end_of, submitted, supervisor, window
from training.models import SignOff

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
HASH = re.compile(r'name="content_hash" value="([0-9a-f]{64})"')
DONE, LATE = (200, False), (409, True)


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def daniel():
    return supervisor()


@pytest.fixture
def windows(daniel):
    """Two browsers of the supervisor, proven a moment ago."""
    found = [browser(daniel.user), browser(daniel.user)]
    for each in found:
        entry = submitted(daniel)
        signing(each, entry, password=PASSWORD)()
        assert SignOff.objects.filter(session=entry).exists()
    return found


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def signing(client: Client, entry, **more):
    """The button under what the page shows now."""
    page = client.get(reverse("supervise:session", args=[entry.pk])).content.decode()
    shown = {"content_hash": HASH.search(page)[1]}
    return lambda: client.post(reverse("supervise:sign", args=[entry.pk]), shown | more, follow=True)


def told(answer) -> tuple[int, bool]:
    """The status, and whether the page says that the entry no longer waits. Contexts of threads mix; pages do not."""
    return answer.status_code, "no longer waits for you" in answer.content.decode()


def test_two_windows_sign(race, daniel, windows):
    for entry in race.rounds(lambda: submitted(daniel)):
        shown = window(entry)
        answers = raced(*(signing(each, entry) for each in windows))
        assert [each.status_code for each in answers] == [200, 200]
        assert all("Signed. Nothing waits for you." in each.content.decode() for each in answers)
        race.ended(end_of(entry, shown))


def test_one_signs_while_the_therapist_withdraws(race, daniel, windows):
    for entry in race.rounds(lambda: submitted(daniel), ways=2):
        shown, theirs = window(entry), browser(entry.practitioner.user)
        signed, withdrawn = raced(
            signing(windows[0], entry),
            lambda: theirs.post(reverse("my:session_withdraw", args=[entry.pk]), follow=True),
        )
        state = end_of(entry, shown)
        assert withdrawn.status_code == 200
        assert told(signed) == {"signed": DONE, "withdrawn": LATE}[state]
        race.ended(state)


def test_one_signs_while_the_other_returns(race, daniel, windows):
    for entry in race.rounds(lambda: submitted(daniel), ways=2):
        shown = window(entry)
        returning = {"content_hash": shown.content_hash, "comment": "Which side?"}
        answers = raced(
            signing(windows[0], entry),
            lambda: windows[1].post(reverse("supervise:return", args=[entry.pk]), returning, follow=True),
        )
        state = end_of(entry, shown)
        assert list(map(told, answers)) == {"signed": [DONE, LATE], "returned": [LATE, DONE]}[state]
        race.ended(state)


def test_several_are_signed_beside_one_of_them(race, daniel, windows):
    for entries in race.rounds(lambda: [submitted(daniel) for _ in range(2)]):
        shown = [window(each) for each in entries]
        several = {"entry": [f"{each.session.pk}:{each.content_hash}" for each in shown]}
        answers = raced(
            lambda: windows[0].post(reverse("supervise:sign_several"), several),
            signing(windows[1], entries[1]),
        )
        assert [each.status_code for each in answers] == [200, 200]
        assert "<h1>2 sessions signed</h1>" in answers[0].content.decode()
        race.ended(" and ".join(end_of(each, *shown) for each in entries))
