"""Each guard is shown to be needed: without it one person gets two certificates.

They stand one behind the other: the lock on the person (on SQLite the one writer), the comparison with what was seen,
and that cycles never overlap.
"""

from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection, transaction  # noqa: F401 - the condition of a mark names it

from certificates.bulk import work
from certificates.models import Certificate
from tests.certificates.races.story import ready, single, waiting_item
from tests.factories import NOW, TODAY
from tests.training.at_once import at_once
from training.actions import Refused, cycles
from training.actions import decision as acts
from training.actions.decision import ChangedSince
from training.models import Cycle

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("clock")]
on_postgresql = pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer")
TOMORROW = TODAY + timedelta(days=1)


@contextmanager
def unlocked(practitioner):
    with transaction.atomic():
        yield practitioner


def printed_item(given):
    """An item whose paper is printed already, for another day than the single decision's."""
    item = waiting_item(given, effective_on=TOMORROW)
    return item, work.printed_beforehand(item, NOW)


def decided_meanwhile():
    """Such an item after the single decision, and what was to be seen of the person before both."""
    given = ready()
    item, printed = printed_item(given)
    before = acts.fresh(given.person, given.scheme, TODAY)
    single(given)()
    return given, item, printed, before


def test_what_was_decided_meanwhile_is_noticed():
    _, item, printed, _ = decided_meanwhile()
    with pytest.raises(ChangedSince):
        work.issued(item, printed, NOW)
    assert Certificate.objects.count() == 1


def test_without_the_comparison_cycles_still_never_overlap(monkeypatch):
    _, item, printed, before = decided_meanwhile()
    monkeypatch.setattr(acts, "fresh", lambda *asked: before)
    with pytest.raises(Refused, match="There is a cycle in this time already"):
        work.issued(item, printed, NOW)


def test_without_that_too_there_are_two(monkeypatch):
    given, item, printed, before = decided_meanwhile()
    monkeypatch.setattr(acts, "fresh", lambda *asked: before)
    monkeypatch.setattr(cycles, "standing_cycles", lambda *asked: Cycle.objects.none())
    work.issued(item, printed, NOW)
    assert Certificate.objects.filter(cycle__practitioner=given.person).count() == 2


def at_the_same_step(monkeypatch) -> None:
    """Both have compared before one writes; who stays alone there goes on after some seconds."""
    meet, step = Barrier(2), acts.require_effective

    def met(*given):
        with suppress(BrokenBarrierError):
            meet.wait(4)
        return step(*given)

    monkeypatch.setattr(acts, "require_effective", met)


@on_postgresql
def test_with_the_lock_the_second_one_waits(monkeypatch):
    given = ready()
    item, printed = printed_item(given)
    at_the_same_step(monkeypatch)
    at_once(single(given), lambda: work.issued(item, printed, NOW))
    assert Certificate.objects.count() == 1


@on_postgresql
def test_without_the_lock_there_are_two(monkeypatch):
    given = ready()
    item, printed = printed_item(given)
    monkeypatch.setattr(acts, "changing", unlocked)
    at_the_same_step(monkeypatch)
    at_once(single(given), lambda: work.issued(item, printed, NOW))
    assert Certificate.objects.filter(cycle__practitioner=given.person).count() == 2
