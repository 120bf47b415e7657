"""What counts in a leaf: each piece of evidence as an amount that counts from a first to a last day.

The figure that a requirement has on a day and the evidence behind it are both read from these items.
"""

from dataclasses import dataclass, replace
from datetime import date

from .dates import OPEN, last_day

COURSES = ("credit", "completion")


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One piece of evidence in one leaf; `ends_on` is the last day it counts, `OPEN` for good."""

    starts_on: date
    kind: str
    id: str
    amount: int = 1
    ends_on: date = OPEN


def items(node, facts) -> tuple[Item, ...]:
    """The evidence that counts in a leaf, by day and then by id, whatever the order of the facts."""
    return tuple(sorted(_SOURCES[node.kind](node, facts)))


def is_counted(node) -> bool:
    """True for the kinds of leaf that count items."""
    return node.kind in _SOURCES


def counts_course(node, fact) -> bool:
    """True when a line about hours or modules speaks of this course, whether or not it adds to the figure."""
    if not node.admits(fact.on):
        return False
    return _minutes(node, fact) > 0 if node.kind == "hours" else getattr(fact, "module", None) in node.modules


def facts_since(facts, start):
    """The facts without dated evidence from before a day; licenses, credentials and holdings stay whole."""
    names = ("credits", "completions", "sessions", "exams", "filings", "attestations")
    return replace(facts, **{name: tuple(each for each in getattr(facts, name) if each.on >= start) for name in names})


def _minutes(node, fact):
    return sum(
        minutes
        for subject, mode, minutes in fact.minutes
        if (not node.subjects or subject in node.subjects) and (not node.modes or mode in node.modes)
    )


def _hours(node, facts):
    for fact in facts.credits:
        if node.admits(fact.on) and (amount := _minutes(node, fact)):
            yield Item(fact.on, "credit", fact.id, amount)
    yield from _module_minutes(node, facts)


def _module_minutes(node, facts):
    """A module's minutes count once: a repetition adds only what a later revision gives above the best before."""
    best = {}
    found = [(fact.on, -_minutes(node, fact), fact.id, fact.module) for fact in facts.completions]
    for on, minutes, id, module in sorted(each for each in found if node.admits(each[0])):
        if -minutes > best.get(module, 0):
            yield Item(on, "completion", id, -minutes - best.get(module, 0))
            best[module] = -minutes


def _sessions(node, facts):
    for fact in facts.sessions:
        if fact.eligible and node.admits(fact.on) and _fits(node, fact):
            yield Item(fact.on, "session", fact.id)


def _fits(node, fact):
    return (
        (not node.regions or not set(node.regions).isdisjoint(fact.regions))
        and (not node.modes or fact.mode in node.modes)
        and (not node.supervision or fact.supervision in node.supervision)
        and set(node.qualifications) <= set(fact.qualifications)
        and (fact.new_patient or not node.new_patients)
    )


def _modules(node, facts):
    first = {}
    for fact in sorted(facts.completions, key=lambda each: (each.on, each.id)):
        if fact.module in node.modules and node.admits(fact.on):
            first.setdefault(fact.module, fact)
    return (Item(fact.on, "completion", fact.id) for fact in first.values())


def _exams(node, facts):
    for fact in facts.exams:
        if fact.name == node.name and fact.score >= node.score and node.admits(fact.on):
            yield Item(fact.on, "exam", fact.id)


def _credentials(node, facts):
    for fact in facts.credentials:
        if fact.name == node.name and node.admits(fact.starts_on):
            yield Item(fact.starts_on, "credential", fact.id, ends_on=fact.ends_on or OPEN)


def _holdings(node, facts):
    for fact in facts.holdings:
        if fact.scheme == node.scheme:
            yield Item(fact.starts_on, "certification", fact.scheme, ends_on=fact.ends_on or OPEN)


def _filings(node, facts):
    for fact in facts.filings:
        if (fact.jurisdiction, fact.name) == (node.jurisdiction, node.name) and node.admits(fact.on):
            yield Item(fact.on, "filing", fact.id)


def _attestations(node, facts):
    for fact in facts.attestations:
        if fact.name == node.name and node.admits(fact.on):
            limit = node.max_age_months
            yield Item(fact.on, "attestation", fact.id, ends_on=last_day(fact.on, limit) if limit else OPEN)


_SOURCES = {
    "hours": _hours,
    "sessions": _sessions,
    "modules": _modules,
    "exam": _exams,
    "credential": _credentials,
    "holds": _holdings,
    "filing": _filings,
    "timed_filing": _filings,
    "attestation": _attestations,
}
