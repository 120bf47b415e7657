"""Many decided in one go: each as on the single page, each by itself."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from certificates import tasks
from certificates.bulk import work
from certificates.bulk.start import stop
from certificates.bulk.work import ITEMS
from certificates.integrity import certificate_differences
from certificates.models import BulkIssue, BulkItem, Certificate, NumberSeries
from tests import factories
from tests.certificates.bulk.story import asked, many, seen_now
from tests.certificates.make import issued
from tests.factories import NOW, TODAY
from training.actions import Refused
from training.actions.tick import every_pass, take_up_bulk_issues
from training.models import AuditEvent, Decision, Practitioner
from training.tasks import queued

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def given():
    return many(3)


@pytest.fixture
def later(monkeypatch):
    """Tasks wait until they are asked for."""
    monkeypatch.setattr(tasks, "decide_one_of_many", SimpleNamespace(enqueue=lambda pk: None))
    return lambda: [ITEMS.work(pk, now=timezone.now()) for pk in BulkItem.objects.values_list("pk", flat=True)]


def ends(bulk) -> list[str]:
    return sorted(bulk.items.values_list("state", flat=True))


def why(person) -> str:
    return BulkItem.objects.get(practitioner=person).why


def test_each_is_decided_and_issued(given):
    bulk = asked(given)
    assert ends(bulk) == ["issued"] * 3
    assert Decision.objects.filter(decided_by=given.manager, reason="All met.", effective_on=TODAY).count() == 3
    numbers = sorted(Certificate.objects.values_list("number", flat=True))
    assert numbers == [f"DN-2027-{place:05}" for place in (1, 2, 3)]
    for item in bulk.items.all():
        assert (item.certificate.number, item.certificate.code) == (item.number, item.code)
        assert item.certificate.practitioner == item.practitioner
    assert list(certificate_differences()) == []


def test_the_paper_says_what_a_single_decision_would_say(given):
    asked(given)
    one = many(1, "Another scheme")
    one.person, one.now, one.today = one.people[0], NOW, TODAY
    single, bulk = issued(one).document, Certificate.objects.get(number="DN-2027-00001").document
    assert single.keys() == bulk.keys()
    own = {"number", "code", "verify_address", "holder_name", "scheme"}
    assert {name: bulk[name] for name in bulk if name not in own} == {
        name: single[name] for name in single if name not in own
    }


def test_a_double_click_asks_once(given):
    token = uuid4()
    seen = seen_now(given)
    assert asked(given, token=token, seen=seen) == asked(given, token=token, seen=seen)
    assert BulkIssue.objects.count() == 1
    assert Certificate.objects.count() == 3


def test_who_changed_since_is_not_decided_about(given, later):
    bulk = asked(given)
    person = given.people[0]
    Practitioner.objects.filter(pk=person.pk).update(full_name="Inés Zamora Ruiz")
    later()
    assert ends(bulk) == ["changed", "issued", "issued"]
    assert why(person).startswith("Something changed")
    assert not Decision.objects.filter(practitioner=person).exists()
    assert NumberSeries.objects.get().last == 2


def test_what_a_single_decision_did_meanwhile_is_a_change(given, later):
    bulk = asked(given)
    given.person, given.now, given.today = given.people[0], NOW - timedelta(hours=1), TODAY
    issued(given)
    later()
    assert ends(bulk) == ["changed", "issued", "issued"]
    assert Certificate.objects.count() == 3


def test_a_name_that_cannot_be_printed_is_refused_in_words(given, later):
    Practitioner.objects.filter(pk=given.people[1].pk).update(full_name="Ada \U00012000")
    bulk = asked(given)
    later()
    assert ends(bulk) == ["issued", "issued", "refused"]
    assert why(given.people[1]).startswith("Nothing is decided, because the certificate cannot be issued.")
    assert not Decision.objects.filter(practitioner=given.people[1]).exists()
    assert list(certificate_differences()) == [], "the row says why the number is missing"


@pytest.mark.parametrize("change", ["deactivated", "dismissed", "moved"])
def test_a_manager_who_lost_the_right_meanwhile_decides_nothing(given, later, change):
    bulk = asked(given)
    if change == "deactivated":
        type(given.manager).objects.filter(pk=given.manager.pk).update(is_active=False)
    elif change == "dismissed":
        given.manager.groups.clear()
    else:
        given.clinic.managers.clear()
    later()
    assert ends(bulk) == ["refused"] * 3
    assert not Decision.objects.exists()
    assert not NumberSeries.objects.exists(), "no number is taken for what is refused"


def test_nobody_decides_on_themselves(given):
    own = given.people[0]
    type(given.manager).objects.filter(pk=given.manager.pk).update(email="ruth@example.org")
    Practitioner.objects.filter(pk=own.pk).update(user=given.manager)
    seen = seen_now(given)
    assert own.pk not in {each.practitioner for each in seen}
    forged = [replace(each, practitioner=own.pk) for each in seen[:1]]
    with pytest.raises(Refused, match="Choose at least one"):
        asked(given, seen=forged)


def test_people_of_other_clinics_are_left_out(given):
    other = many(1, "Other")
    seen = seen_now(other)
    with pytest.raises(Refused, match="Choose at least one"):
        asked(given, seen=seen)
    assert not BulkItem.objects.exists()


def test_stopping_leaves_what_is_decided(given, later):
    bulk = asked(given)
    ITEMS.work(bulk.items.first().pk, now=timezone.now())
    assert stop(by=given.manager, bulk=bulk, now=NOW) == 2
    later()
    assert ends(bulk) == ["issued", "stopped", "stopped"]
    assert Decision.objects.count() == 1
    with pytest.raises(Refused, match="Nothing waits"):
        stop(by=given.manager, bulk=bulk, now=NOW)


def test_only_who_asked_and_administrators_stop_it(given, later):
    bulk = asked(given)
    with pytest.raises(Refused, match="asked for this"):
        stop(by=factories.UserFactory(role="manager"), bulk=bulk, now=NOW)
    assert stop(by=factories.UserFactory(role="administrator"), bulk=bulk, now=NOW) == 3


def test_a_task_that_runs_twice_does_nothing_the_second_time(given, later):
    bulk = asked(given)
    later()
    later()
    assert ends(bulk) == ["issued"] * 3
    assert Certificate.objects.count() == Decision.objects.count() == 3


def test_who_was_killed_after_the_number_goes_on_with_it(given, later, monkeypatch):
    bulk = asked(given, seen=seen_now(given)[:1])

    class Killed(BaseException):
        pass

    def killed(*given):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(work, "printed_of", killed)
        with pytest.raises(Killed):
            ITEMS.work(bulk.items.get().pk, now=timezone.now())
    taken = bulk.items.get()
    assert (taken.number, taken.state) == ("DN-2027-00001", "waiting")
    assert not Decision.objects.exists()
    ITEMS.work(taken.pk, now=timezone.now() + timedelta(minutes=4))
    assert Certificate.objects.get().number == "DN-2027-00001"
    assert Certificate.objects.get().code == taken.code


def test_paper_that_says_something_else_by_now_is_printed_again(given, later, monkeypatch):
    bulk = asked(given, seen=seen_now(given)[:1])
    first, calls = work.printed_of, []

    def meanwhile(document, decision, now):
        calls.append(document)
        if len(calls) == 1:
            type(given.manager).objects.filter(pk=given.manager.pk).update(last_name="Berg")
        return first(document, decision, now)

    monkeypatch.setattr(work, "printed_of", meanwhile)
    later()
    assert ends(bulk) == ["issued"]
    assert [each.decided_by for each in calls] == ["Ruth Lindqvist", "Ruth Berg"]
    assert Certificate.objects.get().document["decided_by"] == "Ruth Berg"
    assert NumberSeries.objects.get().last == 1


def test_nothing_is_locked_while_it_is_printed(given, later, monkeypatch):
    from django.db import connection

    asked(given)
    depth = len(connection.savepoint_ids)
    seen, first = [], work.printed_of
    monkeypatch.setattr(work, "printed_of", lambda *all: seen.append(len(connection.savepoint_ids)) or first(*all))
    later()
    assert seen == [depth] * 3, "printing begins no deeper in a transaction than the task itself"


def test_a_worker_that_fails_is_tried_again_and_given_up(given, later, monkeypatch):
    bulk = asked(given, seen=seen_now(given)[:1])

    def broken(*given):
        raise ValueError

    monkeypatch.setattr(work, "printed_of", broken)
    for minutes in (0, 5, 10):
        ITEMS.work(bulk.items.get().pk, now=timezone.now() + timedelta(minutes=minutes))
    item = bulk.items.get()
    assert (item.state, item.why) == ("refused", work.GIVEN_UP)
    assert list(certificate_differences()) == []


def test_tasks_come_with_the_rows_and_the_tick_asks_for_those_that_are_lost(given, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    bulk = asked(given)
    keys = sorted(bulk.items.values_list("pk", flat=True))
    assert queued(tasks.decide_one_of_many) == set(keys)
    DBTaskResult.objects.all().delete()
    BulkItem.objects.filter(pk=keys[0]).update(claimed_until=timezone.now() - timedelta(seconds=1))
    BulkItem.objects.filter(pk=keys[1]).update(claimed_until=timezone.now() + timedelta(seconds=1))
    for _ in range(2):
        call_command("take_up_bulk_issues", verbosity=0)
        assert sorted(row.args_kwargs["args"][0] for row in DBTaskResult.objects.all()) == [keys[0], keys[2]]
    assert take_up_bulk_issues in every_pass()


def test_it_is_in_the_audit_record(given):
    bulk = asked(given)
    event = AuditEvent.objects.get(action="certificate.bulk")
    assert (event.subject_id, event.actor_id) == (str(bulk.pk), given.manager.pk)
