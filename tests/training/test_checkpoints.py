"""Signed checkpoints over the heads of all chains, and the eight ways to tamper with the record."""

import json
import re
import runpy
import subprocess
import sys
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from config.settings import BASE_DIR
from tests.factories import NOW, PractitionerFactory
from tests.tampering import lifted
from training import audit_key
from training.actions import tick
from training.actions.audit import record
from training.actions.checkpoint import make_checkpoint, make_daily
from training.models import AuditCheckpoint, AuditEvent
from training.queries.audit import broken_links

pytestmark = pytest.mark.django_db

ALONE = runpy.run_path(str(BASE_DIR / "script" / "check_audit.py"))


@pytest.fixture
def person():
    return PractitionerFactory()


def act(person, count: int = 1, *, values=0) -> list[AuditEvent]:
    given = {"action": "practitioner.update", "by": None, "subject": person, "practitioner": person}
    return [record(**given, fields=["phone"], values=values, now=NOW) for _ in range(count)]


def exported(path) -> list[str]:
    call_command("export_audit", str(path))
    return path.read_text().splitlines()


def what(anchors=()) -> set[str]:
    return {fault.what for fault in broken_links(anchors)}


def rehash(event: AuditEvent) -> None:
    """Make an event agree with what it says now."""
    from training.chain import hash_of

    event.hash = hash_of(event.link)
    event.save()


def edit(events):
    AuditEvent.objects.filter(pk=events[1].pk).update(action="x")


def edit_and_rehash(events):
    events[1].action = "x"
    rehash(events[1])


def delete(events):
    events[1].delete()


def delete_and_renumber(events):
    events[1].delete()
    for event in events[2:]:
        event.sequence -= 1
        rehash(event)


def swap(events):
    first, second = events[1].sequence, events[2].sequence
    AuditEvent.objects.filter(pk=events[1].pk).update(sequence=99)
    AuditEvent.objects.filter(pk=events[2].pk).update(sequence=first)
    AuditEvent.objects.filter(pk=events[1].pk).update(sequence=second)


def insert(events):
    for event in reversed(events[2:]):
        event.sequence += 1
        rehash(event)
    fields = {name: getattr(events[1], name) for name in ("chain", "at", "action", "subject_type", "subject_id")}
    made = AuditEvent(**fields, sequence=events[1].sequence + 1, previous_hash=events[1].hash)
    rehash(made)


def cut_off_the_tail(events):
    events[3].delete()


def rewrite_all_after(events):
    previous = events[0].hash
    for event in events[1:]:
        event.action, event.previous_hash = "x", previous
        rehash(event)
        previous = event.hash


TAMPERED = [edit, edit_and_rehash, delete, delete_and_renumber, swap, insert, cut_off_the_tail, rewrite_all_after]
NEED_AN_ANCHOR = {cut_off_the_tail, rewrite_all_after}


@pytest.mark.parametrize("tamper", TAMPERED)
def test_the_eight_classes_of_tampering_are_found(person, tamper, tmp_path):
    events = act(person, 4)
    make_checkpoint(now=NOW)
    assert broken_links() == [] and ALONE["check"](exported(tmp_path / "whole"))[0] == [], "the canary is whole"
    with lifted():
        tamper(events)
    assert broken_links() != []
    assert ALONE["check"](exported(tmp_path / "broken"))[0] != []


@pytest.mark.parametrize("tamper", TAMPERED)
def test_a_checkpoint_signed_later_hides_nothing(person, tamper, tmp_path):
    events = act(person, 4)
    make_checkpoint(now=NOW)
    with lifted():
        tamper(events)
    act(person)
    make_checkpoint(now=NOW)
    assert broken_links() != []
    assert ALONE["check"](exported(tmp_path / "broken"))[0] != []


@pytest.mark.parametrize("tamper", TAMPERED)
def test_without_a_checkpoint_two_of_them_would_be_missed(person, tamper):
    events = act(person, 4)
    with lifted():
        tamper(events)
    assert bool(broken_links()) == (tamper not in NEED_AN_ANCHOR)


def test_who_deletes_the_checkpoints_too_is_found_by_one_that_was_kept_outside(person):
    act(person, 2)
    make_checkpoint(now=NOW)
    act(person, 2)
    kept = make_checkpoint(now=NOW)
    with lifted():
        kept.delete()
        AuditEvent.objects.filter(sequence__gt=2).delete()
    assert broken_links() == [], "nothing inside tells of it"
    assert what([(kept.number, kept.digest)]) == {"this checkpoint was given, and it is gone"}
    act(person)
    make_checkpoint(now=NOW)
    assert what([(kept.number, kept.digest)]) == {"this checkpoint was given with another digest"}


def test_a_checkpoint_made_anew_with_another_key_is_not_believed(person, settings):
    act(person)
    row = make_checkpoint(now=NOW)
    with lifted():
        row.delete()
    settings.AUDIT_KEY = "11" * 32
    make_checkpoint(now=NOW)
    assert broken_links() == []
    settings.AUDIT_KEY = ""
    assert [fault.what.partition(",")[0] for fault in broken_links()] == [
        "it is signed by a key that is not known here"
    ]


def test_a_former_key_still_counts(person, settings):
    settings.AUDIT_KEY = "11" * 32
    act(person)
    row = make_checkpoint(now=NOW)
    settings.AUDIT_KEY = "22" * 32
    assert broken_links() != []
    settings.AUDIT_FORMER_KEYS = [row.key]
    assert broken_links() == []


@pytest.mark.parametrize(
    ("name", "value"), [("digest", "0" * 64), ("signature", "0" * 128), ("events", 7), ("heads", []), ("number", 5)]
)
def test_an_edited_checkpoint_is_found(person, name, value):
    act(person)
    row = make_checkpoint(now=NOW)
    with lifted():
        AuditCheckpoint.objects.filter(pk=row.pk).update(**{name: value})
    assert broken_links() != []


def test_the_database_refuses_to_change_or_delete_a_checkpoint(person):
    act(person)
    make_checkpoint(now=NOW)
    for sql in ("UPDATE training_auditcheckpoint SET events = 9", "DELETE FROM training_auditcheckpoint"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_a_checkpoint_names_the_chains_that_moved_and_counts_all(person):
    other = PractitionerFactory()
    act(person, 2)
    act(other, 3)
    make_checkpoint(now=NOW)
    last = act(person)[-1]
    row = make_checkpoint(now=NOW)
    assert (row.number, row.events, row.heads) == (2, 6, [[f"p:{person.pk}", 3, last.hash]])
    assert make_checkpoint(now=NOW) is None, "nothing happened since"


def test_a_chain_that_was_committed_late_is_named_the_next_time(person):
    late = act(PractitionerFactory())[0]
    act(person)
    with lifted():
        AuditEvent.objects.filter(pk=late.pk).delete()
        make_checkpoint(now=NOW)
        late.save(force_insert=True)
    heads = make_checkpoint(now=NOW).heads
    assert late.chain in [chain for chain, _, _ in heads]
    assert make_checkpoint(now=NOW) is None and broken_links() == []


def test_the_tick_makes_one_a_day(person):
    for hours in (0, 1, 24):
        act(person)
        make_daily(now=NOW + timedelta(hours=hours))
    assert [row.at - NOW for row in AuditCheckpoint.objects.all()] == [timedelta(0), timedelta(hours=24)]
    assert tick.seal_audit in tick.every_hour()


def test_the_command_names_the_newest_checkpoint_and_takes_one(person):
    act(person)
    row = make_checkpoint(now=NOW)
    out = StringIO()
    call_command("verify_audit", f"--checkpoint={row.number}:{row.digest}", stdout=out)
    assert f"{row.number}:{row.digest}" in out.getvalue()
    with pytest.raises(CommandError, match="1 faults"):
        call_command("verify_audit", f"--checkpoint=1:{'0' * 64}", stderr=StringIO())
    with pytest.raises(CommandError, match="not a number"):
        call_command("verify_audit", "--checkpoint=first")


def test_the_key_is_made_once_and_for_its_owner_alone(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    first = audit_key.kept_key()
    audit_key.write_once(tmp_path / "keys" / "audit.key", "of a second process")
    assert audit_key.kept_key() == first
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["audit.key"]
    assert (tmp_path / "keys" / "audit.key").stat().st_mode & 0o777 == 0o600


def test_a_file_alone_shows_a_forged_signature(person, tmp_path):
    act(person)
    lines = exported(tmp_path / "whole")
    digest = AuditCheckpoint.objects.get().digest
    assert ALONE["check"](lines, [(1, digest)])[0] == []
    assert ALONE["check"](lines, [(1, "0" * 64)])[0] == ["checkpoint 1 is not the one given"]
    events = [line for line in lines if '"event"' in line]
    for nobodys in ([], events):
        assert ALONE["check"](nobodys)[0] == ["no checkpoint is in the file, so nobody vouches for it"]
    for start in ("0000", "zz"):
        forged = [re.sub(r'("signature": ".*).{4}"', rf'\g<1>{start}"', line) for line in lines]
        assert ALONE["check"](forged)[0] == ["checkpoint 1 is not signed by the key that it names"]


def test_what_a_crafted_name_says_does_not_reach_the_terminal(tmp_path):
    path = tmp_path / "crafted"
    path.write_text(json.dumps({"event": ["\x1b[2J\x1b[8mp:1", 1, "", ""]}) + "\n")
    run = subprocess.run([sys.executable, "script/check_audit.py", path], capture_output=True, check=False)
    assert (run.returncode, b"\x1b" in run.stdout, b"p:1#1 was changed" in run.stdout) == (1, False, True)
