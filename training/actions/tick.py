"""What time alone brings about. Each step may run at any moment and any number of times."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.management import call_command
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from training.actions import refreshing, whatif
from training.actions.adverse_mail import remind_of_reports
from training.actions.checkpoint import make_daily
from training.actions.delivery import send_waiting
from training.actions.erratum import tell_those_left
from training.actions.files import sweep
from training.actions.learning import end_all_overdue
from training.actions.license_ask import ask_about_due
from training.actions.quiz_figures import count_answers
from training.actions.reminders import send_reminders
from training.actions.signing_receipts import mail_left_receipts
from training.actions.upload_drafts import clear_old

log = logging.getLogger(__name__)

STALE = timedelta(hours=1)  # longer than any task of ours runs
MAX_RUNS = 3
KEPT = timedelta(days=30)


def every_pass() -> list[Callable]:
    work = [take_up_long_work, take_up_bulk_issues]
    return [publish_scheduled, end_quizzes, tell_of_errata, *work, write_receipts, send_mail]


def every_hour() -> list[Callable]:
    answers = [rebuild_stale_standings, ask_sources, remind, remind_of_events, count_quizzes]
    answers += [make_badges, read_status_lists]
    return [*answers, take_up_dropped_tasks, clear_up, sweep_files, seal_audit]


def run(steps: list[Callable], *, now: datetime) -> list[str]:
    """Do each step; one that fails is logged and does not stop the others. Returns the names of those that failed."""
    failed = []
    for step in steps:
        try:
            step(now=now)
        except Exception:
            log.exception("The step %s of the tick failed", step.__name__)
            failed.append(step.__name__)
    return failed


def publish_scheduled(*, now: datetime) -> None:
    """Publish and expire pages whose time has come."""
    call_command("publish_scheduled", verbosity=0)


def end_quizzes(*, now: datetime) -> None:
    """Grade the quizzes whose time is up."""
    end_all_overdue(now=now)


def tell_of_errata(*, now: datetime) -> None:
    """Tell those whom the publishing of a correction has not reached yet."""
    tell_those_left(now=now)


def rebuild_stale_standings(*, now: datetime) -> None:
    refreshing.answer_anew(now=now)


def ask_sources(*, now: datetime) -> None:
    """Ask the sources that answer by themselves about the licenses that are due."""
    ask_about_due(now=now)


def take_up_long_work(*, now: datetime) -> None:
    """Go on with rebuilds and questions about drafts that a killed worker left, and forget old ones."""
    for work in (refreshing.REBUILDS, whatif.QUESTIONS):
        work.take_up_dropped(now=now)
    for noun in (refreshing, whatif):
        noun.forget_old(now=now)


def take_up_bulk_issues(*, now: datetime) -> None:
    """Go on with people of a bulk issue whom a killed worker left."""
    call_command("take_up_bulk_issues", verbosity=0)


def write_receipts(*, now: datetime) -> None:
    """Receipts for those who signed by a link and closed the page."""
    mail_left_receipts(now=now)


def send_mail(*, now: datetime) -> None:
    send_waiting(now=now)


def remind(*, now: datetime) -> None:
    report = send_reminders(now=now)
    if report.failed:
        raise RuntimeError(f"{report.failed} reminders could not be written")


def remind_of_events(*, now: datetime) -> None:
    """Reports of adverse events that are due."""
    if failed := remind_of_reports(now=now):
        raise RuntimeError(f"the reminders of {failed} adverse events could not be written")


def count_quizzes(*, now: datetime) -> None:
    """Count what new answers tell about the questions of quizzes."""
    count_answers(now=now)


def make_badges(*, now: datetime) -> None:
    """The badges of certificates that were issued before there were any."""
    call_command("make_badges", verbosity=0)


def read_status_lists(*, now: datetime) -> None:
    """Which badges are revoked or suspended today, before a verifier asks."""
    call_command("read_status_lists", verbosity=0)


def take_up_dropped_tasks(*, now: datetime) -> int:
    """Put a task whose worker was killed back into the queue; give up after three runs. Returns how many."""
    dropped = 0
    for row in DBTaskResult.objects.running().filter(started_at__lt=now - STALE):
        status = TaskResultStatus.READY if len(row.worker_ids) < MAX_RUNS else TaskResultStatus.FAILED
        finished_at = now if status == TaskResultStatus.FAILED else None
        mine = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at)
        dropped += mine.update(status=status, finished_at=finished_at)
    return dropped


def clear_up(*, now: datetime) -> None:
    """Forget sign-ins that ended, tasks that were done long ago and files kept between two tries at a form."""
    clear_old(now=now)
    call_command("clearsessions", verbosity=0)
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()


def sweep_files(*, now: datetime) -> None:
    """Remove uploaded files whose act was rolled back."""
    sweep(now=now)


def seal_audit(*, now: datetime) -> None:
    """Sign once a day where the chains of the audit record stand."""
    make_daily(now=now)
