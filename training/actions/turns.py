"""Long work behind the screen, in turns of some seconds, by any number of workers.

A job is a row with `claimed_until`, `failures` and `finished_at`. One worker is at it at a time; the claim of a killed
one runs out, and another goes on. A turn that fails is tried again after a while, and given up after a few times.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Model, Q, QuerySet

log = logging.getLogger(__name__)

SECONDS = 10  # of one turn: mail and other tasks wait no longer for the worker
CLAIM = timedelta(minutes=3)  # longer than one turn takes
WAIT = timedelta(minutes=1)  # before a turn that failed is tried again
MAX_FAILURES = 3


class Overtaken(Exception):
    """Somebody else went on with the job, or ended it; nothing of this turn is kept."""


@dataclass(frozen=True, slots=True)
class LongWork:
    """One kind of long work.

    `jobs` finds its rows. `turn` goes on with one until the monotonic clock says so and answers whether it wants
    another turn; `give_up` ends one that failed too often; `task` is what a worker runs with the key of a job.
    """

    jobs: Callable[[], QuerySet]
    turn: Callable[[Model, float, datetime], bool]
    give_up: Callable[[Model, datetime], None]
    task: Callable

    def enqueue(self, pk: int) -> None:
        self.task().enqueue(pk)

    def work(self, pk: int, *, now: datetime, seconds: float = SECONDS) -> bool:
        """Take one turn at a job; True when it wants another."""
        job = self.claim(pk, now)
        if job is None:
            return False
        try:
            more = self.turn(job, time.monotonic() + seconds, now)
        except Overtaken:
            return False
        except Exception:
            log.exception("A turn at “%s” failed", job)
            self.failed(job, now)
            return False
        self.held(job).update(claimed_until=None, failures=0)
        return more

    def claim(self, pk: int, now: datetime) -> Model | None:
        """The open job, ours until the claim runs out; None when it is over or somebody else's."""
        if self.idle(now).filter(pk=pk).update(claimed_until=now + CLAIM) != 1:
            return None
        return self.jobs().get(pk=pk)

    def idle(self, now: datetime) -> QuerySet:
        """Open jobs that nobody is at."""
        return self.jobs().filter(Q(claimed_until=None) | Q(claimed_until__lte=now), finished_at=None)

    def held(self, job: Model) -> QuerySet:
        """The job, while the claim that it was read with stands: another worker's is not ours to give back."""
        return self.jobs().filter(pk=job.pk, claimed_until=job.claimed_until)

    def failed(self, job: Model, now: datetime) -> None:
        """Wait a while before the next try, or give up. One begun anew meanwhile has its failures behind it."""
        held = self.held(job).filter(finished_at=None)
        failed = held.update(failures=F("failures") + 1, claimed_until=now + WAIT)
        if failed and self.jobs().filter(pk=job.pk, failures__gte=MAX_FAILURES).exists():
            self.give_up(job, now)

    def take_up_dropped(self, *, now: datetime) -> int:
        """Put jobs that nobody is at, a killed worker's or a failed one's, into the queue again. Returns how many."""
        from training.tasks import queued

        idle = list(self.idle(now).values_list("pk", flat=True))
        on_their_way = queued(self.task()) if idle else set()
        dropped = [pk for pk in idle if pk not in on_their_way]
        for pk in dropped:
            self.enqueue(pk)
        return len(dropped)
