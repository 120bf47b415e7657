"""The queue of the desk's first page that is about certificates."""

from datetime import date

from certificates.corrections.requests import waiting
from training.models import User
from training.queries.queues import Queue, added, counted, waits


@added
def corrections_queue(user: User, today: date) -> Queue:
    """Holders who ask for a corrected certificate."""
    count, oldest = counted(waiting(user, today), "asked_at")
    return Queue("Certificates to correct", "certificate:asked", count, waits(oldest, today))
