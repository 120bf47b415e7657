"""How many certificates one worker makes in a second, and how many two make together."""

import os
import time
from collections.abc import Iterator
from uuid import uuid4

import time_machine

from certificates.models import BulkItem
from tests.bench.measure import line
from tests.certificates.bulk.story import asked, many
from tests.certificates.bulk.workers import BATCH, Worker
from tests.factories import NOW, ClinicFactory, SchemeFactory, UserFactory

EACH, ROUNDS = int(os.environ.get("BULK_EACH", 24)), 3


def run() -> Iterator[str]:
    """One worker and two take turns; of each the fastest round, which a busy machine disturbs least."""
    for factory in (UserFactory, ClinicFactory, SchemeFactory):
        factory.reset_sequence(int(time.time()), force=True)  # a kept database has rows of another run
    taken = {1: [], 2: []}
    Worker(time.time(), BATCH).warm().begin().ended()  # what the preparation left in the queue
    for _ in range(ROUNDS):
        for workers, found in taken.items():
            found.append(seconds(workers))
    one, two = (EACH / min(found) for found in taken.values())
    yield line("certificates in bulk, by two workers against one", EACH, two, "certificates a second", one, two / one)


def seconds(count: int) -> float:
    """How long so many workers take for a bulk issue that waits for them; they are warm before it begins."""
    began = time.time()
    workers = [worker.warm() for worker in [Worker(began, BATCH) for _ in range(count)]]
    with time_machine.travel(NOW, tick=False):
        bulk = asked(many(EACH, f"Scheme {uuid4().hex[:8]}"))
    start = time.perf_counter()
    for worker in workers:
        worker.begin()
    for worker in workers:
        worker.ended()
    took = time.perf_counter() - start
    if BulkItem.objects.filter(bulk=bulk, state=BulkItem.State.ISSUED).count() != EACH:
        raise RuntimeError("Not all of them were issued.")
    return took
