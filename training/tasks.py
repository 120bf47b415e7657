"""Work done behind the screen by `manage.py db_worker`. Each task may run twice: it does nothing the second time.

Long work is done in turns of some seconds, each of which asks for the next one. A free worker takes mail first, then
what brings answers up to date, then questions about drafts: mail waits for a turn and never for the rest.
"""

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from training.actions import refreshing, whatif
from training.actions.delivery import due, send_one, send_waiting
from training.actions.turns import SECONDS

MAIL, QUESTIONS = 10, -10  # priorities; what is between has 0


@task(priority=MAIL)
def send_mail_now(mail_id: int) -> bool:
    """Send one letter of the outbox. What fails here is tried again by the tick."""
    return send_one(mail_id, now=timezone.now())


@task(priority=MAIL)
def send_waiting_mail_now() -> None:
    """Take a turn at the letters that wait, after an act wrote many."""
    if send_waiting(now=timezone.now(), seconds=SECONDS) and due(timezone.now()).exists():
        send_waiting_mail_now.enqueue()


@task()
def bring_up_to_date_now(refresh_id: int) -> None:
    """Take a turn at a rebuild of stored answers, after a rule or a setting changed."""
    if refreshing.REBUILDS.work(refresh_id, now=timezone.now()):
        bring_up_to_date_now.enqueue(refresh_id)


@task(priority=QUESTIONS)
def compute_what_if_now(what_if_id: int) -> None:
    """Take a turn at a question about a draft."""
    if whatif.QUESTIONS.work(what_if_id, now=timezone.now()):
        compute_what_if_now.enqueue(what_if_id)


def queued(which) -> set[int]:
    """The keys that a worker is going to run the task with anyway."""
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=which.module_path)
    return {given["args"][0] for given in waiting.values_list("args_kwargs", flat=True) if given["args"]}
