"""Workers that are killed at random moments: whoever comes after them goes on, and nothing is lost or doubled.

`script/kills` does it longer: KILLS workers, PEOPLE to decide about.
"""

import os
import random
import time

import pytest
import time_machine
from django.test import override_settings

from certificates.bulk.work import ITEMS
from certificates.integrity import certificate_differences
from certificates.models import BulkItem, Certificate, CertificatePdf, NumberSeries
from certificates.numbers import number_differences
from tests.certificates.bulk.story import asked, many
from tests.certificates.bulk.workers import Worker, clock
from tests.factories import NOW
from training.models import Decision
from training.queries.audit import broken_links
from training.queries.integrity import differences

KILLS, PEOPLE = int(os.environ.get("KILLS", 3)), int(os.environ.get("PEOPLE", 8))
AT_ONCE = 2
LONGEST = 2.5  # seconds until a worker is killed: some certificates
PATIENCE = 60 + 5 * PEOPLE  # seconds
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def left() -> int:
    return BulkItem.objects.filter(finished_at=None).count()


def killed_at_random(began: float) -> int:
    """Start workers together and kill each at a moment of its own; returns how many were at work then."""
    workers = [worker.warm() for worker in [Worker(began) for _ in range(AT_ONCE)]]
    for worker in workers:
        worker.begin()
    for worker in workers:
        time.sleep(random.uniform(0, LONGEST))
        worker.kill()
    ITEMS.take_up_dropped(now=clock(began))
    return BulkItem.objects.filter(finished_at=None).exclude(claimed_until=None).count()


def finished(began: float) -> None:
    """One worker goes on, and the tick takes up what the killed ones held."""
    worker, until = Worker(began).warm().begin(), time.monotonic() + PATIENCE
    try:
        while left() and time.monotonic() < until:
            ITEMS.take_up_dropped(now=clock(began))
            time.sleep(0.5)
    finally:
        worker.kill()
    assert not left(), "the rest was done in time"


def test_killed_workers_lose_and_double_nothing(record_property):
    given, began = many(PEOPLE), time.time()
    with override_settings(TASKS=QUEUE):
        with time_machine.travel(NOW, tick=False):
            bulk = asked(given)
        held = [killed_at_random(began) for _ in range(KILLS) if left()]
        finished(began)
    record_property("held", sum(held))
    assert_whole(given, bulk)


def assert_whole(given, bulk) -> None:
    """One decision, certificate, number and PDF for each person; each number explained."""
    assert set(bulk.items.values_list("state", flat=True)) == {"issued"}
    people = sorted(person.pk for person in given.people)
    assert sorted(Decision.objects.values_list("practitioner", flat=True)) == people
    assert sorted(Certificate.objects.values_list("cycle__practitioner", flat=True)) == people
    numbers = set(Certificate.objects.values_list("number", flat=True))
    assert len(numbers) == len(people) == CertificatePdf.objects.count() == NumberSeries.objects.get().last
    assert not Certificate.objects.filter(pdf=None).exists()
    assert list(certificate_differences()) == list(number_differences()) == []
    assert list(differences()) == broken_links() == []
