"""What the rules say of many people on every day: the rows of a batch, read as plain values, walked into spans."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from training.evaluation import certification_timeline, clearance_timeline
from training.evaluation.facts import Facts, HoldingFact
from training.evaluation.outcomes import Certification
from training.evaluation.rules import RuleVersion
from training.evaluation.spans import Span
from training.models import Assignment, Jurisdiction, License, Practitioner, Scheme, SchemeVersion
from training.queries.among import among
from training.queries.facts import load_facts
from training.queries.organization import organization, read_once
from training.queries.pursued import Pursued, load_pursued
from training.queries.rules import rule_versions
from training.trees import tree_of_stream


@dataclass(frozen=True, slots=True)
class Answer:
    """The spans of one person about one jurisdiction or one scheme, with the counters that they came from."""

    practitioner: int
    facts_version: int
    jurisdiction: int | None
    scheme: int | None
    rules_version: int
    spans: tuple[Span, ...]


class Rules:
    """Rules and schemes as read once for many people, each with the counter that it had then.

    A counter is read before what it counts (`read_counters`): a rule adopted in between leaves spans that are known to
    be stale.
    """

    def __init__(self):
        self.versions: dict[tuple[int, str], tuple[RuleVersion, ...]] = {}
        self.trees: dict[int, tuple] = {}

    @cached_property
    def places(self) -> dict[int, Jurisdiction]:
        return Jurisdiction.objects.in_bulk()

    @cached_property
    def schemes(self) -> dict[int, Scheme]:
        return Scheme.objects.in_bulk()

    def read_counters(self) -> None:
        _ = self.places, self.schemes

    @cached_property
    def tolerance(self) -> int:
        return organization().review_tolerance_days

    def of(self, place: int, profession: str) -> tuple[RuleVersion, ...]:
        key = (place, profession)
        if key not in self.versions:
            self.versions[key] = rule_versions(self.places[place], profession)
        return self.versions[key]

    def learn(self, versions: set[int]) -> None:
        """Read the initial, renewal and throughout trees of these versions of schemes, if they are new."""
        for row in SchemeVersion.objects.filter(pk__in=versions - self.trees.keys()):
            self.trees[row.pk] = tuple(map(tree_of_stream, (row.initial, row.renewal, row.throughout)))


def answers(people: Iterable[int], rules: Rules) -> list[Answer]:
    """All spans in play of these people, as known now; the number of queries does not depend on how many they are.

    The settings are those of now, not those that a request began with: it may have waited for who changed them.
    """
    rules.read_counters()
    with read_once(), collector_at_rest():
        return list(walked(sorted(people), rules))


@contextmanager
def collector_at_rest():
    """Thousands of small objects are made, none in a cycle: looking for cycles among them takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def walked(people: list[int], rules: Rules) -> Iterator[Answer]:
    counters = dict(Practitioner.objects.filter(pk__in=people).order_by("pk").values_list("pk", "facts_version"))
    facts, pursued, places = load_facts(people), load_pursued(people), places_in_play(people)
    rules.learn({pursuit.version for own in pursued.values() for pursuit in own})
    for person, counter in counters.items():
        own, holdings = facts[person], []
        for pursuit in pursued.get(person, ()):
            spans, scheme = certification(pursuit, own, rules), rules.schemes[pursuit.scheme]
            holdings += held(scheme.slug, spans)
            yield Answer(person, counter, None, scheme.pk, scheme.rules_version, spans)
        if holdings:
            own = replace(own, holdings=tuple(holdings))
        for place in places.get(person, ()):
            spans = clearance_timeline(rules.of(place, own.profession), own, rules.tolerance)
            yield Answer(person, counter, place, None, rules.places[place].rules_version, spans)


def outcomes_on(people: Iterable[int], as_of: date) -> dict[tuple[int, int], Certification]:
    """Where each certification of these people stands on a day, by person and scheme, as known now.

    What was pursued by the others in between (`among`) is left out.
    """
    rules, people = Rules(), sorted(set(people))
    with read_once(), collector_at_rest():
        facts, pursued = load_facts(people), load_pursued(people)
        rules.learn({pursuit.version for own in pursued.values() for pursuit in own})
        return {
            (person, pursuit.scheme): span.outcome
            for person, own_facts in facts.items()
            for pursuit in pursued.get(person, ())
            for span in certification(pursuit, own_facts, rules)
            if span.starts_on <= as_of <= span.ends_on
        }


def certification(pursuit: Pursued, facts: Facts, rules: Rules) -> tuple[Span, ...]:
    return certification_timeline(*rules.trees[pursuit.version], facts, pursuit.cycles, pursuit.acts, pursuit.enrolled)


def held(slug: str, spans: Iterable[Span]) -> list[HoldingFact]:
    """The days on which a certification is held."""
    return [HoldingFact(slug, span.starts_on, span.ends_on) for span in spans if span.outcome.is_held]


def places_in_play(people: list[int]) -> dict[int, list[int]]:
    """The jurisdictions of each person's assignments, licenses and privileges, by primary key."""
    working = Assignment.objects.filter(among(people)).order_by()
    licensed = License.objects.filter(among(people), superseded_at=None).order_by()
    pairs = {
        *working.values_list("practitioner_id", "clinic__jurisdiction_id"),
        *licensed.values_list("practitioner_id", "jurisdiction_id"),
    }
    found = {}
    for person, place in sorted(pairs):
        found.setdefault(person, []).append(place)
    return found
