"""The real queue: a task is a row that commits with the act, and a worker takes it up."""

import signal

import pytest
from django.core import mail as letters
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from training.actions.mail import queue_mail
from training.models import OutgoingMail
from training.tasks import bring_up_to_date_now, compute_what_if_now, send_mail_now

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def database_queue(settings):
    """As in the product; other tests run a task at the commit that asks for it."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


@pytest.fixture
def worker():
    """A worker that ends when the queue is empty, and gives back the signals that it listens to."""
    heard = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    yield lambda: call_command("db_worker", batch=True, startup_delay=False, interval=0.01, verbosity=0)
    for each, handler in heard.items():
        signal.signal(each, handler)


def invite(now):
    queue_mail(
        key="letter:1",
        to="ines@pinpoint.example",
        subject="Choose your password",
        template="password_link",
        context={"link": "https://pinpoint.example/a"},
        now=now,
    )


def statuses() -> list[str]:
    return list(DBTaskResult.objects.values_list("status", flat=True))


def test_a_worker_sends_what_an_act_asked_for(now, worker):
    with transaction.atomic():
        invite(now)
        assert statuses() == []
    assert (statuses(), letters.outbox) == (["READY"], [])
    worker()
    assert statuses() == ["SUCCESSFUL"]
    assert [letter.to for letter in letters.outbox] == [["ines@pinpoint.example"]]
    assert OutgoingMail.objects.get().sent_at is not None
    worker()
    assert len(letters.outbox) == 1


def test_an_act_that_is_rolled_back_asks_for_nothing(now, worker):
    with pytest.raises(RuntimeError), transaction.atomic():
        invite(now)
        raise RuntimeError
    worker()
    assert (statuses(), letters.outbox) == ([], [])


def test_mail_goes_before_every_turn_of_long_work():
    for task in (compute_what_if_now, bring_up_to_date_now, compute_what_if_now, send_mail_now):
        task.enqueue(1)
    names = [row.task_path.rpartition(".")[2] for row in DBTaskResult.objects.ready()]
    assert names == ["send_mail_now", "bring_up_to_date_now", "compute_what_if_now", "compute_what_if_now"]
