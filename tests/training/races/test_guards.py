"""Each guard of a signature is shown to be needed: without it the race ends wrong, and the check of integrity says so.

The guards stand one behind the other: the lock (on SQLite the one writer), the comparison with what was shown, the
change of state that only the first one makes, and the constraint of one signature for an entry.
"""

from contextlib import contextmanager, suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from tests.training.at_once import at_once
from tests.training.races.story import LATER, saves, submitted, supervisor, window
from training import audit_triggers
from training.actions import sign as signing
from training.actions.session import withdraw
from training.actions.session_page import Page
from training.models import SignOff, SupervisedSession
from training.queries.eligibility import eligibility
from training.queries.integrity import differences
from training.session_content import content_hash

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
on_postgresql = pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer; its guard is below")
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL locks rows; its guards are above")
CHANGED = "This entry changed while you were reading it. Nothing was written. Read it again."
WITHDRAWN = "This entry no longer waits for you: it is withdrawn. Nothing was written."


@pytest.fixture
def entry():
    return submitted(supervisor())


@contextmanager
def unlocked(practitioner):
    with transaction.atomic():
        yield practitioner


def seen_as_it_was(session, content_hash):
    """Without the comparison: what the window has is taken for what is there."""
    return session


def whatever_waits(session, content_hash):
    """Without the state: the entry is signed whatever became of it."""
    return SupervisedSession.objects.filter(pk=session.pk)


def together(monkeypatch, name: str, patience: float) -> None:
    """Both reach this step of the act before one goes on; who stays alone there goes on after so many seconds."""
    meet, step = Barrier(2), getattr(signing, name)

    def met(*given, **named):
        with suppress(BrokenBarrierError):
            meet.wait(patience)
        return step(*given, **named)

    monkeypatch.setattr(signing, name, met)


def edit(shown, **changes):
    """Returned, changed and submitted again: another text waits under the same number."""
    shown.send_back()
    back = SupervisedSession.objects.get(pk=shown.session.pk)
    return saves(back, Page(None, back.content_hash), submitting=True, **changes)


def attempted(act):
    """What an act came to: its answer, its refusal, or the error that the database met it with."""

    def run():
        try:
            return act()
        except (IntegrityError, OperationalError) as error:
            return error

    return run


def signed_twice(monkeypatch, entry, patience=20) -> list:
    """Two windows sign; where nothing holds the second one back, both see that nobody signed before."""
    together(monkeypatch, "signed_before", patience)
    return at_once(*(attempted(window(entry).sign) for _ in range(2)))


def kinds(came_to: list) -> list[str]:
    return sorted(type(each).__name__ for each in came_to)


def test_another_text_is_refused_with_a_sentence(entry):
    old, other = window(entry), window(entry)
    edit(other, needle_count=9)
    assert at_once(old.sign) == [CHANGED]
    assert list(differences()) == []


def test_without_the_comparison_another_text_is_signed(entry, monkeypatch):
    old, other = window(entry), window(entry)
    edit(other, needle_count=9)
    monkeypatch.setattr(signing, "as_shown", seen_as_it_was)
    monkeypatch.setattr(signing, "waiting", whatever_waits)
    old.sign()
    assert f"Session {entry.pk}: the signature is on another text." in list(differences())


def test_with_the_hash_alone_a_text_that_was_changed_beneath_it_would_be_signed(entry, monkeypatch):
    """The stored hash still says what was shown, the fields no longer do."""
    old = window(entry)
    SupervisedSession.objects.filter(pk=entry.pk).update(needle_count=9)
    assert at_once(old.sign) == [CHANGED]
    monkeypatch.setattr(signing, "hash_of_content", lambda row: row.content_hash)
    old.sign()
    assert f"Session {entry.pk}: what was signed was changed afterward." in list(differences())


def test_what_was_withdrawn_is_refused_and_without_the_state_it_would_be_signed(entry, monkeypatch):
    old, mine = window(entry), window(entry).session
    withdraw(by=mine.practitioner.user, session=mine, now=LATER)
    assert at_once(old.sign) == [WITHDRAWN]
    monkeypatch.setattr(signing, "waiting", whatever_waits)
    old.sign()
    assert list(entry.steps.values_list("state", flat=True)) == ["withdrawn", "signed"]


def test_a_window_that_is_behind_takes_the_day_from_the_entry_and_nothing_from_itself(entry, monkeypatch):
    """Its row is of an older text; the hash that it sends is of the one that is there."""
    behind, other = window(entry), window(entry)
    now_there = window(edit(other, happened_on=entry.happened_on.replace(day=1)))
    asked = []
    monkeypatch.setattr(signing, "eligibility", lambda who, day: asked.append(day) or eligibility(who, day))
    type(behind)(behind.session, now_there.text, now_there.content_hash, behind.by).sign()
    assert asked == [now_there.session.happened_on]


@on_postgresql
def test_without_the_lock_the_change_of_state_lets_one_of_two_sign(entry, monkeypatch):
    monkeypatch.setattr(signing, "changing", unlocked)
    assert kinds(signed_twice(monkeypatch, entry)) == ["SignOff", "str"]
    assert SignOff.objects.count() == 1


@on_postgresql
def test_without_that_the_database_takes_one_of_two_signatures(entry, monkeypatch):
    monkeypatch.setattr(signing, "changing", unlocked)
    monkeypatch.setattr(signing, "waiting", whatever_waits)
    assert kinds(signed_twice(monkeypatch, entry)) == ["IntegrityError", "SignOff"]
    assert SignOff.objects.count() == 1


@on_postgresql
def test_with_no_guard_there_are_two_signatures(entry, monkeypatch):
    monkeypatch.setattr(signing, "changing", unlocked)
    monkeypatch.setattr(signing, "waiting", whatever_waits)
    with signatures_not_unique():
        assert kinds(signed_twice(monkeypatch, entry)) == ["SignOff", "SignOff"]
        assert SignOff.objects.filter(session=entry).count() == 2


@contextmanager
def signatures_not_unique():
    """The table of signatures, without the rule of one for an entry."""
    table = SignOff._meta.db_table
    with connection.cursor() as cursor:
        known = connection.introspection.get_constraints(cursor, table)
        name = next(name for name, each in known.items() if each["unique"] and each["columns"] == ["session_id"])
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    try:
        yield
    finally:
        audit_triggers.remove(connection, audit_triggers.SIGN_OFFS)
        SignOff.objects.all().delete()
        audit_triggers.install(connection, audit_triggers.SIGN_OFFS)
        with connection.cursor() as cursor:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" UNIQUE (session_id)')


@on_postgresql
def test_without_the_lock_the_change_of_state_notices_a_withdrawal_after_the_comparison(entry, monkeypatch):
    monkeypatch.setattr(signing, "changing", unlocked)
    old, mine = window(entry), window(entry).session
    compare = signing.as_shown

    def compared_then_withdrawn(*given):
        row = compare(*given)
        at_once(lambda: withdraw(by=mine.practitioner.user, session=mine, now=LATER))
        return row

    monkeypatch.setattr(signing, "as_shown", compared_then_withdrawn)
    assert at_once(old.sign) == [WITHDRAWN]
    assert not SignOff.objects.exists()


@on_sqlite
def test_a_transaction_that_does_not_begin_as_a_writer_breaks_off(entry, monkeypatch):
    """The product's setting (`transaction_mode`) is what makes the second writer wait for the first."""
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"

    def deferred(act):
        def run():
            connection.transaction_mode = None
            try:
                return attempted(act)()
            finally:
                connection.transaction_mode = "IMMEDIATE"

        return run

    together(monkeypatch, "signed_before", 20)
    came_to = at_once(*(deferred(window(entry).sign) for _ in range(2)))
    assert kinds(came_to) == ["OperationalError", "SignOff"]
    assert "database is locked" in [str(each) for each in came_to]


@on_sqlite
def test_as_it_is_set_the_second_writer_waits(entry, monkeypatch):
    one, two = signed_twice(monkeypatch, entry, patience=1)
    assert one == two == SignOff.objects.get()
    assert two.content_hash == content_hash(entry)
