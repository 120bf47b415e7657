"""The tick: each step alone, a failing one stops nothing; dropped tasks are taken up again."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from tests.factories import NOW, LicenseFactory, days
from training.actions import tick
from training.models import OutgoingMail
from training.tasks import send_mail_now

pytestmark = pytest.mark.django_db


def running_task(*, started_at, runs=1):
    return DBTaskResult.objects.create(
        status="RUNNING",
        started_at=started_at,
        args_kwargs={"args": [1], "kwargs": {}},
        task_path=send_mail_now.module_path,
        worker_ids=[f"worker{n}" for n in range(runs)],
        backend_name="default",
        run_after=started_at,
    )


def test_one_pass_reminds_and_sends(mailoutbox, time_machine):
    time_machine.move_to(NOW, tick=False)
    LicenseFactory(expires_on=days(30))
    call_command("tick")
    call_command("tick")
    assert len(mailoutbox) == 1
    assert OutgoingMail.objects.get().sent_at - NOW < timedelta(seconds=5)


def test_a_failing_step_stops_no_other():
    done = []

    def first(*, now):
        raise ValueError("broken")

    def second(*, now):
        done.append(now)

    assert tick.run([first, second], now=NOW) == ["first"]
    assert done == [NOW]


def test_the_command_names_what_failed(monkeypatch):
    def broken(*, now):
        raise ValueError("broken")

    monkeypatch.setattr(tick, "send_waiting", broken)
    with pytest.raises(CommandError, match=r"^Failed: send_mail\."):
        call_command("tick")


def test_a_dropped_task_is_taken_up_again():
    dropped = running_task(started_at=NOW - timedelta(hours=2))
    at_work = running_task(started_at=NOW - timedelta(minutes=50))
    assert tick.take_up_dropped_tasks(now=NOW) == 1
    dropped.refresh_from_db()
    at_work.refresh_from_db()
    assert (dropped.status, at_work.status) == ("READY", "RUNNING")


def test_a_task_that_drops_its_worker_three_times_is_given_up():
    dropped = running_task(started_at=NOW - timedelta(hours=2), runs=3)
    tick.take_up_dropped_tasks(now=NOW)
    dropped.refresh_from_db()
    assert (dropped.status, dropped.finished_at) == ("FAILED", NOW)


def test_old_results_are_forgotten():
    for age in (29, 31):
        done = running_task(started_at=NOW - timedelta(days=age))
        DBTaskResult.objects.filter(pk=done.pk).update(status="SUCCESSFUL", finished_at=done.started_at)
    tick.clear_up(now=NOW)
    assert DBTaskResult.objects.get().finished_at == NOW - timedelta(days=29)
