"""Work on certificates behind the screen. Each task may run twice: it does nothing the second time."""

from django.utils import timezone
from django_tasks import task

from certificates.bulk.work import ITEMS

BULK = -5  # after what brings answers up to date, before questions about drafts (training/tasks.py)


@task(priority=BULK)
def decide_one_of_many(item_id: int) -> None:
    """Decide about one person of a bulk issue, and issue the certificate."""
    ITEMS.work(item_id, now=timezone.now())
