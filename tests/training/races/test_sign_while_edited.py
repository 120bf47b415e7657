"""Signing while the therapist changes the entry: what is signed is what was on the signer's screen, or nothing is."""

from time import sleep
from uuid import uuid4

import pytest

from tests.training.at_once import raced, refusals
from tests.training.races.story import LATER, end_of, saves, submitted, supervisor, unchanged, values_of, window
from training.actions.session import withdraw
from training.actions.session_page import Page, keep
from training.models import SupervisedSession

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def daniel():
    return supervisor()


def edited(shown, *counts: int):
    """Returned in another window; the therapist's page saves by itself at each word, and the last is submitted."""

    def act():
        shown.send_back()
        entry = SupervisedSession.objects.get(pk=shown.session.pk)
        page = Page(uuid4(), entry.content_hash, by_itself=True)
        for count in counts:
            entry = saves(entry, page, needle_count=count)
        return saves(entry, page, submitting=True)

    return act


def test_returned_edited_and_submitted_again_while_the_old_text_is_signed(race, daniel):
    for entry in race.rounds(lambda: submitted(daniel), ways=2):
        old, other = window(entry), window(entry)
        came_to = raced(old.sign, edited(other, 7, 8, 9))
        assert len(refusals(came_to)) == 1
        state = end_of(entry, old)
        assert unchanged(entry, old.text if state == "signed" else old.text | {"needle_count": 9})
        race.ended(state)


def test_the_same_words_again_are_the_words_that_were_seen(race, daniel):
    """Edited there and back: who read it before may sign it, for it says what was read."""
    for entry in race.rounds(lambda: submitted(daniel), ways=2):
        old, other = window(entry), window(entry)
        raced(old.sign, edited(other, 9, entry.needle_count))
        state = end_of(entry, old)
        assert unchanged(entry, old.text)
        race.ended(state)


def returned(to):
    entry = submitted(to)
    old = window(entry)
    window(entry).send_back()
    return SupervisedSession.objects.get(pk=entry.pk), old


def looking(entry, seen: list):
    """Open the entry again and again until it waits, and sign what it says then."""

    def act():
        for _ in range(5000):
            seen.append(window(entry))
            if seen[-1].session.state == "submitted":
                break
            sleep(0.002)
        return seen[-1].sign()

    return act


def test_a_page_that_saves_by_itself_another_that_submits_and_two_who_sign(race, daniel):
    for entry, old in race.rounds(lambda: returned(daniel)):
        page, seen = Page(uuid4(), entry.content_hash, by_itself=True), [old]
        rows = [SupervisedSession.objects.get(pk=entry.pk) for _ in range(2)]
        raced(
            lambda rows=rows, page=page: saves(rows[0], page, needle_count=8),
            lambda rows=rows, page=page: saves(rows[1], page, submitting=True, needle_count=9),
            old.sign,
            looking(entry, seen),
        )
        state = end_of(entry, *seen[1:])
        assert state == "signed"
        assert unchanged(entry, old.text | {"needle_count": 9})
        race.ended(state)


def logged_anew(like) -> SupervisedSession:
    given = {"by": like.practitioner.user, "practitioner": like.practitioner, "session": None, "now": LATER}
    return keep(values=values_of(like, needle_count=9), page=Page(uuid4()), submitting=True, **given)


def test_withdrawn_and_logged_anew_with_other_words(race, daniel):
    for entry in race.rounds(lambda: submitted(daniel), ways=2):
        old, mine = window(entry), window(entry).session

        def log_anew(mine=mine):
            withdraw(by=mine.practitioner.user, session=mine, now=LATER)
            return logged_anew(mine)

        came_to = raced(old.sign, log_anew)
        assert len(refusals(came_to)) == 1
        state = end_of(entry, old)
        assert unchanged(entry, old.text)
        if state == "withdrawn":
            assert end_of(came_to[1]) == "submitted"
        race.ended(state)
