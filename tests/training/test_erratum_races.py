"""Publishing a correction while somebody hands in, or twice at once: everybody concerned is told, and once."""

import pytest
from django.db import connection  # noqa: F401 - what `one_writer` asks

from tests import factories
from tests.training.quiz_story import made
from tests.training.test_errata import done, handed_in, publish, trying
from tests.training.test_lock_order import Beside, around
from tests.training.test_quiz_races import at_once, one_writer
from training.actions import erratum, learning
from training.models import AuditEvent, Erratum, ErratumNotice, OutgoingMail

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor():
    return factories.UserFactory(role="editor")


def one_each(*attempts) -> None:
    people = sorted(each.practitioner_id for each in attempts)
    assert sorted(ErratumNotice.objects.values_list("practitioner", flat=True)) == people
    assert OutgoingMail.objects.filter(key__startswith="erratum:").count() == len(people)
    assert AuditEvent.objects.filter(action="erratum.tell").count() == len(people)


def test_a_correction_that_is_sent_off_many_times_is_one(editor):
    module = made()
    attempts = [done(module), done(module)]
    found = at_once(8, lambda: publish(editor, module))
    assert {each.pk for each in found} == {Erratum.objects.get().pk}
    assert AuditEvent.objects.filter(action="erratum.publish").count() == 1
    one_each(*attempts)


def test_publishing_and_handing_in_at_once(editor):
    module = made()
    attempts = [trying(module) for _ in range(6)]
    left = iter([*(lambda each=each: handed_in(each) for each in attempts), lambda: publish(editor, module)])
    found = at_once(len(attempts) + 1, lambda: next(left)())
    assert not any(isinstance(each, Exception) for each in found)
    one_each(*attempts)


def beside(monkeypatch, act, module, name) -> Beside:
    """Begin `act` in another thread once `name` of the module was called, and go on when it waits or ends."""
    other = Beside(act)
    around(monkeypatch, module, name, other, before=False)
    return other


@one_writer
def test_published_after_somebody_who_hands_in_has_looked_for_errata(editor, monkeypatch):
    module = made()
    attempt = trying(module)
    other = beside(monkeypatch, lambda: publish(editor, module), learning, "tell_of_attempt")
    handed_in(attempt)
    other.end()
    one_each(attempt)


@one_writer
def test_handed_in_after_the_tries_to_tell_about_were_read(editor, monkeypatch):
    module = made()
    attempt = trying(module)
    other = beside(monkeypatch, lambda: handed_in(attempt), erratum, "untold")
    publish(editor, module)
    other.end()
    one_each(attempt)
