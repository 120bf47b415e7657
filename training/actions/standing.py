"""Rebuilding the stored answers: every action that changes what they rest on does its writes inside `changing`."""

from collections.abc import Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import transaction
from django.db.models import F

from training.evaluation import clearance_timeline
from training.models import Jurisdiction, Practitioner, Scheme, Standing, StandingPair
from training.queries.facts import load_facts
from training.queries.pursuits import load_pursuits
from training.queries.rules import rule_versions
from training.queries.stale import in_play_at
from training.queries.standing import CODE_VERSION, tolerance, with_holdings

BATCH = 200
being_changed: ContextVar[frozenset[int]] = ContextVar("being_changed", default=frozenset())


@contextmanager
def changing(practitioner: Practitioner, *, now: datetime):
    """Lock the person's row, let the caller write, then count the facts up and replace the person's spans.

    Within another `changing` of the same person the spans are replaced once, at the end of the outer one.
    """
    outer = being_changed.get()
    with transaction.atomic():
        person = Practitioner.objects.select_for_update().get(pk=practitioner.pk)
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


def refresh_jurisdiction(jurisdiction: Jurisdiction) -> int:
    """Rebuild everybody in play in a jurisdiction; returns how many people that were."""
    people = list(in_play_at(jurisdiction).values_list("pk", flat=True))
    refresh_all(people, jurisdiction)
    return len(people)


def refresh_scheme(scheme: Scheme) -> int:
    """Rebuild everybody enrolled in a scheme; returns how many people that were."""
    people = list(scheme.enrollments.values_list("practitioner", flat=True))
    refresh_all(people)
    return len(people)


def refresh_all(people: list[int], place: Jurisdiction | None = None) -> None:
    """Rebuild many people, a batch in a transaction; with a `place` their answers there and no other.

    Their rows are locked first, as `changing` does. Without the lock an answer computed before somebody's act would
    be written after it.
    """
    for batch in batches(sorted(people)):
        with transaction.atomic():
            held = Practitioner.objects.select_for_update().filter(pk__in=batch).order_by("pk")
            refresh(list(held.values_list("pk", flat=True)), place)


def batches(people: list[int]):
    return (people[start : start + BATCH] for start in range(0, len(people), BATCH))


def refresh(people: Iterable[int], place: Jurisdiction | None = None) -> None:
    """Replace the stored spans of these people, or theirs in one place, in the caller's transaction."""
    rows, pairs = computed(people)
    about = {"jurisdiction": place} if place else {}
    if place:
        rows = [row for row in rows if row.jurisdiction_id == place.pk]
        pairs = [pair for pair in pairs if pair.jurisdiction_id == place.pk]
    Standing.objects.filter(practitioner__in=people, **about).delete()
    StandingPair.objects.filter(practitioner__in=people, **about).delete()
    Standing.objects.bulk_create(rows, batch_size=1000)
    StandingPair.objects.bulk_create(pairs, batch_size=1000)


def computed(people: Iterable[int]) -> tuple[list[Standing], list[StandingPair]]:
    """The spans of these people as the rules say them now, not saved, and the pairs they belong to."""
    people = sorted(people)
    persons = Practitioner.objects.in_bulk(people)
    facts, pursuits, places = load_facts(people), load_pursuits(people), places_in_play(people)
    review, versions = tolerance(), {}
    rows, pairs = [], []
    for person in persons.values():
        mine, own = pursuits[person.pk], facts[person.pk]
        for pursuit in mine:
            rows += [standing(person, span, scheme=pursuit.scheme) for span in pursuit.spans(own)]
            pairs.append(pair(person, pursuit.scheme.rules_version, scheme=pursuit.scheme))
        own = with_holdings(own, mine)
        for place in places[person.pk]:
            key = (place.pk, person.profession)
            if key not in versions:
                versions[key] = rule_versions(place, person.profession)
            spans = clearance_timeline(versions[key], own, review)
            rows += [standing(person, span, jurisdiction=place) for span in spans]
            pairs.append(pair(person, place.rules_version, jurisdiction=place))
    return rows, pairs


def places_in_play(people: list[int]) -> dict[int, list[Jurisdiction]]:
    """The jurisdictions of each person's assignments, licenses and privileges."""
    found = {person: {} for person in people}
    working = Jurisdiction.objects.filter(clinics__assignments__practitioner__in=people)
    licensed = Jurisdiction.objects.filter(licenses__practitioner__in=people, licenses__superseded_at=None)
    pairs = [
        *working.values_list("clinics__assignments__practitioner", "pk").distinct(),
        *licensed.values_list("licenses__practitioner", "pk").distinct(),
    ]
    rows = Jurisdiction.objects.in_bulk({place for _, place in pairs})
    for person, place in sorted(pairs):
        if person in found:
            found[person][place] = rows[place]
    return {person: list(places.values()) for person, places in found.items()}


def standing(person, span, *, jurisdiction=None, scheme=None) -> Standing:
    return Standing(
        practitioner=person,
        jurisdiction=jurisdiction,
        scheme=scheme,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        outcome=span.outcome.value,
        deadline=span.deadline,
        unmet=list(span.unmet),
        scope=list(span.scope),
    )


def pair(person, rules_version, *, jurisdiction=None, scheme=None) -> StandingPair:
    return StandingPair(
        practitioner=person,
        jurisdiction=jurisdiction,
        scheme=scheme,
        facts_version=person.facts_version,
        rules_version=rules_version,
        code_version=CODE_VERSION,
    )
