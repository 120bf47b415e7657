"""Bringing stored answers up to date after a rule changed: a few people at once, many behind the screen.

The counters of the pairs say what is left (`queries.stale`). So a job that runs twice finds nothing the second time,
one that was killed goes on where it was, and whatever acts and other workers refreshed meanwhile is not done again.
"""

import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F

from training.actions.standing import refresh_all
from training.actions.turns import LongWork
from training.models import Jurisdiction, Refresh, Scheme
from training.queries.stale import stale_pairs, stale_people
from training.queries.standing_rows import BATCH

AT_ONCE = 200
KEPT = timedelta(days=7)


def hold_places() -> list[int]:
    """Lock every jurisdiction in the order of their keys, which are returned.

    Adoptions lock their own first, then write their event, then answer people. Whoever changes several takes the same
    way, so that nobody waits for somebody who waits for them.
    """
    return list(Jurisdiction.objects.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def jurisdictions_changed(places: Iterable[Jurisdiction], *, now: datetime) -> None:
    """Count the rules of these places up and answer everybody in play there anew."""
    places = list(places)
    Jurisdiction.objects.filter(pk__in=[place.pk for place in places]).update(rules_version=F("rules_version") + 1)
    answer_anew(now=now, jurisdiction=places[0] if len(places) == 1 else None)


def scheme_changed(scheme: Scheme, *, now: datetime) -> None:
    """Count the rules of the scheme up and answer everybody enrolled anew."""
    Scheme.objects.filter(pk=scheme.pk).update(rules_version=F("rules_version") + 1)
    answer_anew(now=now, scheme=scheme)


def answer_anew(*, now: datetime, jurisdiction: Jurisdiction | None = None, scheme: Scheme | None = None) -> int:
    """Rebuild what is stale there, or anywhere: at once, or behind the screen when it is more than `AT_ONCE` people.

    Returns how many people that are.
    """
    stale = stale_people(jurisdiction=jurisdiction, scheme=scheme)
    count = stale.count()
    if count > AT_ONCE:
        begin(now=now, total=count, jurisdiction=jurisdiction, scheme=scheme)
    elif count:
        refresh_all(list(stale.values_list("pk", flat=True)), jurisdiction)
    return count


@transaction.atomic
def begin(*, now: datetime, total: int, **about) -> Refresh:
    """Begin a job, or begin the open one about the same anew. It is locked, so that it does not end meanwhile."""
    Refresh.objects.filter(gave_up=True, **about).update(gave_up=False)  # it is tried again, so nobody need know
    job = Refresh.objects.select_for_update().filter(finished_at=None, **about).first()
    if job is None:
        job = Refresh(**about)
    job.asked_at, job.total, job.done, job.failures = now, total, 0, 0
    job.save()
    transaction.on_commit(partial(REBUILDS.enqueue, job.pk))
    return job


def turn(job: Refresh, until: float, now: datetime) -> bool:
    """Bring some people up to date; True when there are more."""
    before = left(job)
    refresh_batches(job, until=until)
    return not finished(job, before, now)


def with_subject():
    return Refresh.objects.select_related("jurisdiction", "scheme")


def stale_of(job: Refresh):
    return stale_people(jurisdiction=job.jurisdiction, scheme=job.scheme)


def left(job: Refresh) -> int:
    return stale_of(job).count()


def refresh_batches(job: Refresh, *, until: float) -> None:
    """Rebuild stale people in the order of their keys until the turn is over; at least one batch."""
    last = 0
    while batch := list(stale_of(job).filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        refresh_all(batch, job.jurisdiction)
        last = batch[-1]
        Refresh.objects.filter(pk=job.pk).update(done=F("done") + len(batch))
        if time.monotonic() >= until:
            return


@transaction.atomic
def finished(claimed: Refresh, before: int, now: datetime) -> bool:
    """End the job if nothing is left, else say how far it is.

    The row is locked before counting: who adopts meanwhile waits here, and then begins a new job (`begin`), or comes
    first and is counted. A turn that moved nothing is a failure, so that no job runs for ever; one during which it was
    asked for anew is none.
    """
    job = Refresh.objects.select_for_update().get(pk=claimed.pk)
    rest = left(job)
    if rest and rest >= before and job.asked_at == claimed.asked_at:
        raise RuntimeError(f"{rest} people stay stale")
    job.finished_at = None if rest else now
    job.total = max(job.total, rest)
    job.done = job.total - rest
    job.save()
    return not rest


def give_up(job: Refresh, now: datetime) -> None:
    """End the job and say so."""
    Refresh.objects.filter(pk=job.pk, finished_at=None).update(finished_at=now, gave_up=True)


def task():
    from training.tasks import bring_up_to_date_now

    return bring_up_to_date_now


def forget_old(*, now: datetime) -> None:
    """Delete rows of jobs that ended days ago. One that was given up is over once nothing is stale any more."""
    given_up = Refresh.objects.filter(gave_up=True)
    if given_up.exists() and not stale_pairs().exists():
        given_up.update(gave_up=False)
    Refresh.objects.filter(finished_at__lt=now - KEPT, gave_up=False).delete()


REBUILDS = LongWork(jobs=with_subject, turn=turn, give_up=give_up, task=task)
