"""Somebody who edits rows: the database itself keeps what was signed, said and recorded, on both engines."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from tests.factories import NOW, PractitionerFactory, UserFactory, link_signature
from tests.training import adverse_story
from tests.training.my_story import clinic, person, supervisor  # noqa: F401
from tests.training.signed_story import signed_session
from training import audit_triggers, signed_triggers
from training.actions.audit import record
from training.actions.checkpoint import make_checkpoint
from training.actions.void_session import ask
from training.models import (
    AuditCheckpoint,
    AuditEvent,
    SessionStep,
    SessionVoid,
    SignOff,
    SupervisedSession,
    SupervisorStatement,
)

pytestmark = pytest.mark.django_db

sqlite_only = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no INSERT OR REPLACE")


@pytest.fixture
def signed(person, supervisor):
    return signed_session(person, supervisor)


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except DatabaseError as error:
        return any(said in str(error) for said in ("append-only", "kept", "never changed"))
    return False


def sql(text: str):
    def run():
        with connection.cursor() as cursor:
            cursor.execute(text)

    return run


def replaced(model, **changes):
    """`INSERT OR REPLACE`, which deletes the row in the way without asking its triggers."""
    row = model.objects.order_by("pk").values().last() | changes
    names, marks = ", ".join(f'"{name}"' for name in columns(model)), ", ".join("%s" for _ in row)
    values = [model._meta.get_field(name).get_db_prep_save(value, connection) for name, value in row.items()]

    def run():
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT OR REPLACE INTO {model._meta.db_table} ({names}) VALUES ({marks})", values)

    return run


def columns(model) -> list[str]:
    return [field.column for field in model._meta.concrete_fields]


@sqlite_only
def test_an_event_is_not_replaced_by_its_key_its_place_or_its_hash():
    someone = PractitionerFactory()
    record(action="practitioner.update", by=None, subject=someone, practitioner=someone, now=NOW)
    kept = AuditEvent.objects.values().get()
    assert refused(replaced(AuditEvent, action="x"))
    assert refused(replaced(AuditEvent, id=kept["id"] + 9, hash="0" * 64))
    assert refused(replaced(AuditEvent, id=kept["id"] + 9, sequence=9))
    assert AuditEvent.objects.values().get() == kept


@sqlite_only
def test_a_checkpoint_is_not_replaced():
    someone = PractitionerFactory()
    record(action="practitioner.update", by=None, subject=someone, practitioner=someone, now=NOW)
    kept = make_checkpoint(now=NOW)
    for changes in ({"events": 9}, {"id": kept.pk + 9, "digest": "0" * 64}, {"id": kept.pk + 9, "number": 9}):
        assert refused(replaced(AuditCheckpoint, **changes))
    assert AuditCheckpoint.objects.get().digest == kept.digest


def test_what_is_said_once_is_neither_changed_nor_deleted(signed, person, clinic):
    """The signature, the steps, what was done about an event, what a supervisor stated."""
    link_signature()
    adverse_story.recorded(person, clinic)
    for table in audit_triggers.SIGNED:
        assert refused(sql(f"UPDATE {table} SET id = id")), table
        assert refused(sql(f"DELETE FROM {table}")), table


@sqlite_only
def test_a_signature_is_not_replaced(signed):
    last = SignOff.objects.get().pk
    assert refused(replaced(SignOff, printed_name="Somebody Else"))
    assert refused(replaced(SignOff, id=last + 9, printed_name="Somebody Else"))
    assert refused(replaced(SessionStep, comment="Anything."))
    link_signature()
    assert refused(replaced(SupervisorStatement, number="PT 1"))


def test_a_signed_entry_keeps_what_was_signed_and_its_state(signed):
    rows = SupervisedSession.objects.filter(pk=signed.pk)
    for changes in (
        {"needle_count": F("needle_count") + 1},
        {"spots": ["quad-right"]},
        {"content_hash": "0" * 64},
        {"state": "returned"},
        {"supervisor": PractitionerFactory()},
    ):
        assert refused(lambda changes=changes: rows.update(**changes)), changes
    assert refused(sql(f"DELETE FROM training_supervisedsession WHERE id = {signed.pk}"))
    signed.save()
    rows.update(superseded_at=NOW)
    assert refused(lambda: rows.update(superseded_at=None))


def test_what_moves_on_changes_in_nothing_else(person, clinic, signed):
    """A signature by link, an adverse event, a request to void: what was said stays, what follows is written once."""
    by_link = link_signature()
    event = adverse_story.recorded(person, clinic)
    asked = ask(by=person.user, session=signed, reason="Entered twice.", now=NOW, today=NOW.date())
    said = {by_link: {"printed_name": "Somebody"}, event: {"grade": "mild"}, asked: {"reason": "Anything."}}
    for row, changes in said.items():
        rows = type(row).objects.filter(pk=row.pk)
        assert refused(lambda rows=rows, changes=changes: rows.update(**changes)), row
        assert refused(sql(f"DELETE FROM {row._meta.db_table}")), row
        row.save()
    decided = {"outcome": "declined", "answer": "It stays.", "decided_at": NOW, "decided_by": UserFactory()}
    SessionVoid.objects.update(**decided, decided_as="manager")
    assert refused(lambda: SessionVoid.objects.update(answer="It goes."))


def test_every_trigger_is_there_after_all_migrations():
    """SQLite drops those of a table that a migration rebuilds."""
    on_sqlite = connection.vendor == "sqlite"
    catalog = "sqlite_master WHERE type = 'trigger'" if on_sqlite else "pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {'name' if on_sqlite else 'tgname'} FROM {catalog}")
        there = {name for (name,) in cursor.fetchall()}
    once = ("update", "delete", "replace") if on_sqlite else ("change", "truncate")
    moving = ("change", "delete", "replace" if on_sqlite else "truncate")
    asked = {f"{prefix}_no_{what}" for prefix in audit_triggers.PREFIX.values() for what in once}
    asked |= {f"{kept.prefix}_no_{what}" for kept in signed_triggers.TABLES.values() for what in moving}
    assert asked - there == set()


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", [*audit_triggers.PREFIX, *signed_triggers.TABLES])
def test_no_table_is_emptied(table):
    assert refused(sql(f"TRUNCATE {table} CASCADE"))
