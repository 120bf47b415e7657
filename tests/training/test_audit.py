"""The record of acts: append-only, chained, without names or values."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import NOW, PractitionerFactory, UserFactory
from training import audit_triggers
from training.actions.audit import record
from training.chain import digest_of
from training.models import AuditEvent
from training.queries.audit import broken_links

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PractitionerFactory()


@pytest.fixture
def events(person):
    by = UserFactory()
    return [
        record(
            action="practitioner.update",
            by=by,
            subject=person,
            practitioner=person,
            fields=["phone"],
            values=n,
            now=NOW,
        )
        for n in range(4)
    ]


def refuses(sql: str, *values) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


def tampered(sql: str, *values) -> list:
    """What the walk finds after somebody with the keys of the database lifted the triggers."""
    audit_triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
    audit_triggers.install(connection)
    return list(broken_links())


def test_each_practitioner_has_a_chain_and_events_about_nobody_have_one(events, person):
    other = PractitionerFactory()
    record(action="practitioner.create", by=None, subject=other, practitioner=other, now=NOW)
    record(action="rule.draft", by=None, subject=other, now=NOW)
    chains = AuditEvent.objects.values_list("chain", "sequence").order_by("pk")
    assert list(chains) == [*((f"p:{person.pk}", n) for n in (1, 2, 3, 4)), (f"p:{other.pk}", 1), ("-", 1)]
    assert list(broken_links()) == []


def test_an_event_holds_field_names_and_a_salted_hash_but_no_value(person):
    secret = {"full_name": "Inés Zamora-Quiroga"}
    event = record(
        action="practitioner.update",
        by=None,
        subject=person,
        practitioner=person,
        fields=secret,
        values=secret,
        now=NOW,
    )
    assert event.fields == ["full_name"]
    assert "Zamora-Quiroga" not in str(AuditEvent.objects.values().get(pk=event.pk))
    assert event.digest == digest_of(event.salt, secret), "it proves a value that somebody shows"


def test_the_database_refuses_to_change_an_event(events):
    assert refuses("UPDATE training_auditevent SET action = %s WHERE id = %s", "x", events[0].pk)


def test_the_database_refuses_to_delete_an_event(events):
    assert refuses("DELETE FROM training_auditevent WHERE id = %s", events[0].pk)


def test_without_the_triggers_the_check_would_not_refuse(events):
    audit_triggers.remove(connection)
    assert not refuses("UPDATE training_auditevent SET action = %s WHERE id = %s", "x", events[0].pk)
    audit_triggers.install(connection)


def test_an_edited_event_is_found(events):
    assert tampered("UPDATE training_auditevent SET action = %s WHERE id = %s", "x", events[1].pk) == [
        (events[1].chain, 2, "its content was changed")
    ]


def test_a_deleted_event_is_found(events):
    faults = tampered("DELETE FROM training_auditevent WHERE id = %s", events[1].pk)
    assert faults == [(events[1].chain, 3, "the event before it, 2, is missing")]


def test_a_reordered_event_is_found(events):
    with_gap = tampered("UPDATE training_auditevent SET sequence = 99 WHERE id = %s", events[1].pk)
    assert {sequence for _, sequence, _ in with_gap} == {3, 99}


def test_a_rolled_back_act_leaves_no_event(person):
    with pytest.raises(RuntimeError), transaction.atomic():
        record(action="practitioner.update", by=None, subject=person, practitioner=person, now=NOW)
        raise RuntimeError
    assert not AuditEvent.objects.exists()
