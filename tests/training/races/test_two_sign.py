"""Two sign at once: the same supervisor in two windows, two supervisors, a batch beside a single one."""

from uuid import uuid4

import pytest

from tests.training.at_once import raced, refusals
from tests.training.races.story import PROOF, end_of, saves, submitted, supervisor, window
from training.actions.session_page import Page
from training.actions.sign_several import sign_several
from training.models import SupervisedSession

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def daniel():
    return supervisor()


@pytest.fixture
def priya():
    return supervisor("Priya Raman")


def batch(*windows):
    """The windows' entries, each as it was shown, signed with one proof."""
    shown = [(each.session, each.content_hash) for each in windows]
    return lambda: sign_several(by=windows[0].by, shown=shown, **PROOF)


def test_one_supervisor_in_two_windows(race, daniel):
    for entry in race.rounds(lambda: submitted(daniel)):
        windows = [window(entry), window(entry)]
        one, two = raced(*(each.sign for each in windows))
        assert one == two, "a second click finds the signature that is there"
        race.ended(end_of(entry, *windows))


def test_a_batch_beside_a_single_one(race, daniel):
    for entries in race.rounds(lambda: [submitted(daniel) for _ in range(2)]):
        windows = [[window(each) for each in entries] for _ in range(2)]
        outcomes, single = raced(batch(*windows[0]), windows[1][1].sign)
        assert [each.reason for each in outcomes] == ["", ""]
        assert outcomes[1].sign_off == single
        race.ended(" and ".join(end_of(each, *windows[0], *windows[1]) for each in entries))


def test_two_batches_in_opposite_order(race, daniel):
    for entries in race.rounds(lambda: [submitted(daniel) for _ in range(3)]):
        windows = [[window(each) for each in entries] for _ in range(2)]
        one, two = raced(batch(*windows[0]), batch(*windows[1][::-1]))
        assert [each.sign_off for each in one] == [each.sign_off for each in two[::-1]]
        race.ended(" and ".join(end_of(each, *windows[0], *windows[1]) for each in entries))


def readdressed(shown, to):
    """Returned by the first supervisor, addressed to the second by the therapist, and signed by that one."""

    def act():
        shown.send_back("I was not there: it was Priya.")
        entry = SupervisedSession.objects.get(pk=shown.session.pk)
        page = Page(uuid4(), entry.content_hash)
        again = window(saves(entry, page, submitting=True, supervisor=to))
        again.sign()
        return again

    return act


def signing_alone(shown):
    return shown.sign


def signing_in_a_batch(shown):
    def act():
        (outcome,) = batch(shown)()
        return outcome.reason or outcome.sign_off

    return act


@pytest.mark.parametrize("way", [signing_alone, signing_in_a_batch])
def test_two_supervisors_while_the_entry_goes_from_one_to_the_other(race, daniel, priya, way):
    for entry in race.rounds(lambda: submitted(daniel), ways=2):
        first, other = window(entry), window(entry)
        came_to = raced(way(first), readdressed(other, priya))
        assert len(refusals(came_to)) == 1
        shown = [first] if refusals(came_to[1:]) else [came_to[1]]
        assert end_of(entry, *shown) == "signed"
        race.ended(f"signed by {shown[0].by.practitioner}")


def test_nobody_signs_the_text_that_another_supervisor_was_shown(race, daniel, priya):
    """A window of the first supervisor that kept the old row, with the hash that the second one sees."""
    for entry in race.rounds(lambda: submitted(daniel)):
        stale, other = window(entry), window(entry)
        other.send_back("It was Priya.")
        back = SupervisedSession.objects.get(pk=entry.pk)
        mine = window(saves(back, Page(uuid4(), back.content_hash), submitting=True, supervisor=priya))
        forged = type(stale)(stale.session, mine.text, mine.content_hash, stale.by)
        came_to = raced(forged.sign, mine.sign)
        assert len(refusals(came_to)) == 1
        assert end_of(entry, mine) == "signed"
        race.ended("signed by Priya Raman")


def test_two_who_return_and_sign(race, daniel):
    """Two windows of one supervisor who changes their mind."""
    for entry in race.rounds(lambda: submitted(daniel), ways=2):
        windows = [window(entry), window(entry)]
        came_to = raced(windows[0].sign, windows[1].send_back)
        assert len(refusals(came_to)) == 1
        race.ended(end_of(entry, *windows))
