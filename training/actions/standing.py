"""Rebuilding the stored answers: every action that changes what they rest on does its writes inside `changing`."""

from collections.abc import Iterable
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.db.models import F

from training.actions.once import held
from training.models import Jurisdiction, Practitioner, Standing, StandingPair
from training.queries.spans import Rules
from training.queries.standing_rows import BATCH, computed

being_changed: ContextVar[frozenset[int]] = ContextVar("being_changed", default=frozenset())


@contextmanager
def changing(practitioner: Practitioner):
    """Lock the person's row, let the caller write, then count the facts up and replace the person's spans.

    Within another `changing` of the same person the spans are replaced once, at the end of the outer one.
    """
    outer = being_changed.get()
    with transaction.atomic():
        person = held(practitioner)
        if person.pk in outer:
            yield person
            return
        token = being_changed.set(outer | {person.pk})
        try:
            yield person
        finally:
            being_changed.reset(token)
        Practitioner.objects.filter(pk=person.pk).update(facts_version=F("facts_version") + 1)
        refresh([person.pk])


@contextmanager
def changing_together(*people: Practitioner):
    """`changing` of several people, yielded as given. A rebuild locks in the order of the keys, and so does this."""
    with ExitStack() as stack:
        rows = {pk: stack.enter_context(changing(Practitioner(pk=pk))) for pk in sorted({each.pk for each in people})}
        yield [rows[each.pk] for each in people]


def refresh_all(people: list[int], place: Jurisdiction | None = None) -> None:
    """Rebuild many people, a batch in a transaction; with a `place` their answers there and no other.

    Their rows are locked first, as `changing` does. Without the lock an answer computed before somebody's act would
    be written after it.
    """
    rules = Rules()
    for batch in batches(sorted(people)):
        with transaction.atomic():
            ours = Practitioner.objects.select_for_update(no_key=True).filter(pk__in=batch).order_by("pk")
            refresh(list(ours.values_list("pk", flat=True)), place, rules)


def batches(people: list[int]):
    return (people[start : start + BATCH] for start in range(0, len(people), BATCH))


def refresh(people: Iterable[int], place: Jurisdiction | None = None, rules: Rules | None = None) -> None:
    """Replace the stored spans of these people, or theirs in one place, in the caller's transaction."""
    rows, pairs = computed(people, rules)
    about = {"jurisdiction": place} if place else {}
    if place:
        rows = [row for row in rows if row.jurisdiction_id == place.pk]
        pairs = [pair for pair in pairs if pair.jurisdiction_id == place.pk]
    Standing.objects.filter(practitioner__in=people, **about).delete()
    StandingPair.objects.filter(practitioner__in=people, **about).delete()
    Standing.objects.bulk_create(rows, batch_size=1000)
    StandingPair.objects.bulk_create(pairs, batch_size=1000)
