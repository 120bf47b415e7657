"""Work done behind the screen by `manage.py db_worker`. Each task may run twice: it does nothing the second time."""

from django.utils import timezone
from django_tasks import task

from training.actions.delivery import send_one
from training.actions.standing import rebuild_stale, refresh_jurisdiction
from training.models import Jurisdiction


@task()
def send_mail_now(mail_id: int) -> bool:
    """Send one letter of the outbox. What fails here is tried again by the tick."""
    return send_one(mail_id, now=timezone.now())


@task()
def refresh_jurisdiction_now(jurisdiction_id: int) -> int:
    """Answer everybody in play in a jurisdiction anew, after its rule changed. Returns how many people that were."""
    return refresh_jurisdiction(Jurisdiction.objects.get(pk=jurisdiction_id))


@task()
def rebuild_stale_now() -> int:
    """Answer anew whoever's answers rest on something older, after a setting changed. Returns how many that were."""
    return rebuild_stale()
