"""The person hears of extra time at quizzes: when it is granted, changed, taken back, and a week before it ends."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import timedelta

import pytest

from tests.factories import NOW, TODAY, AccommodationFactory, days
from tests.training.desk_story import clinic, manager, person  # noqa: F401
from training.actions.accommodation import grant, withdraw
from training.actions.reminders import Report, send_reminders
from training.models import OutgoingMail

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
WORDS = "A letter of Dr. Ash about a migraine."


def granted(manager, person, **given):
    values = {"extra_percent": 50, "basis": WORDS, "starts_on": TODAY, "ends_on": None, "now": NOW, "today": TODAY}
    return grant(by=manager, practitioner=person, **values | given)


def withdrawn(manager, person, **given):
    return withdraw(by=manager, practitioner=person, **{"now": LATER, "today": TODAY} | given)


def letters() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.order_by("pk"))


def test_a_grant_is_told_once_and_without_the_reason(manager, person):
    row = granted(manager, person, ends_on=days(13))
    granted(manager, person, ends_on=days(13), now=NOW + timedelta(seconds=1))
    [letter] = letters()
    assert (letter.key, letter.to, letter.practitioner) == (f"extra-time:{row.pk}:granted", person.user.email, person)
    assert letter.subject == "You have extra time at quizzes"
    assert "50 percent more time" in letter.body
    assert "from March 1, 2027 to March 14, 2027, that day included" in " ".join(letter.body.split())
    assert "/learn/" in letter.body
    assert "migraine" not in f"{letter.subject} {letter.body}"


def test_one_without_a_last_day_holds_from_its_first(manager, person):
    granted(manager, person)
    assert "from March 1, 2027 on" in letters()[0].body


def test_a_change_is_told_as_a_change(manager, person):
    granted(manager, person)
    row = granted(manager, person, extra_percent=100, now=LATER)
    _, second = letters()
    assert (second.key, second.subject) == (f"extra-time:{row.pk}:granted", "Your extra time at quizzes has changed")
    assert "100 percent more time" in second.body
    assert "A quiz that you began before keeps the time it began with." in second.body


def test_other_words_about_the_reason_change_nothing_for_the_person(manager, person):
    granted(manager, person, starts_on=days(-3))
    granted(manager, person, basis="Another letter on file.", now=LATER)
    assert len(letters()) == 1


def test_after_one_that_ended_it_is_no_change(manager, person):
    AccommodationFactory(practitioner=person, ends_on=days(-1))
    granted(manager, person)
    assert letters()[0].subject == "You have extra time at quizzes"


def test_what_is_taken_back_is_told_once(manager, person):
    row = granted(manager, person)
    withdrawn(manager, person)
    withdrawn(manager, person)
    _, letter = letters()
    assert (letter.key, letter.subject) == (f"extra-time:{row.pk}:ended", "Your extra time at quizzes has ended")
    assert "A quiz that you began before keeps the time it began with." in letter.body


def test_what_had_ended_before_is_closed_without_a_letter(manager, person):
    AccommodationFactory(practitioner=person, ends_on=days(-1))
    assert withdrawn(manager, person)
    assert letters() == []


@pytest.mark.parametrize(("left", "count"), [(8, 0), (7, 1), (0, 1), (-1, 0)])
def test_a_week_before_the_last_day_there_is_one_letter(person, left, count):
    row = AccommodationFactory(practitioner=person, ends_on=days(left))
    assert send_reminders(now=NOW) == Report(count, 0)
    assert send_reminders(now=NOW) == Report(0, 0)
    for letter in letters():
        assert letter.key == f"extra-time:{row.pk}:ends:{row.ends_on}"
        assert letter.subject.startswith("Your extra time at quizzes ends on March ")
        assert row.basis not in letter.body


def test_one_that_was_granted_in_its_last_week_has_been_told(manager, person):
    granted(manager, person, ends_on=days(5))
    assert send_reminders(now=LATER) == Report(0, 0)


def test_one_that_was_taken_back_is_not_reminded_of(manager, person):
    AccommodationFactory(practitioner=person, ends_on=days(5))
    withdrawn(manager, person)
    assert send_reminders(now=LATER) == Report(0, 0)
