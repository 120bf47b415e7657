"""Signing while the therapist takes the entry back: signed or withdrawn, and whoever came second reads why."""

import pytest

from tests.training.at_once import raced, refusals
from tests.training.races.story import LATER, end_of, submitted, supervisor, unchanged, window
from tests.training.races.test_two_sign import batch
from training.actions.session import withdraw

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SIGNED = "This session is signed and never taken back. Amend it, or ask to void it."
WITHDRAWN = "This entry no longer waits for you: it is withdrawn. Nothing was written."


@pytest.fixture
def daniel():
    return supervisor()


def taking_back(entry):
    shown = window(entry).session
    return lambda: withdraw(by=shown.practitioner.user, session=shown, now=LATER)


def test_one_window(race, daniel):
    for entry in race.rounds(lambda: submitted(daniel), ways=2):
        shown = window(entry)
        came_to = raced(shown.sign, taking_back(entry))
        state = end_of(entry, shown)
        assert refusals(came_to) == [{"signed": SIGNED, "withdrawn": WITHDRAWN}[state]]
        assert unchanged(entry, shown.text)
        race.ended(state)


def test_two_windows(race, daniel):
    for entry in race.rounds(lambda: submitted(daniel), ways=2):
        windows = [window(entry), window(entry)]
        came_to = raced(*(each.sign for each in windows), taking_back(entry))
        state = end_of(entry, *windows)
        assert refusals(came_to) == {"signed": [SIGNED], "withdrawn": [WITHDRAWN] * 2}[state]
        race.ended(state)


def test_a_batch(race, daniel):
    for entries in race.rounds(lambda: [submitted(daniel) for _ in range(2)], ways=2):
        windows = [window(each) for each in entries]
        outcomes, _ = raced(batch(*windows), taking_back(entries[0]))
        state = end_of(entries[0], *windows)
        assert outcomes[0].reason == {"signed": "", "withdrawn": WITHDRAWN}[state]
        assert end_of(entries[1], *windows) == "signed", "the other one is signed all the same"
        race.ended(state)
