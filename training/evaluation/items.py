"""What counts in a leaf: each piece of evidence as an amount that counts from a first to a last day.

The truth of a requirement, the figure that it has on a day and the evidence behind it are all read from these.
"""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from .dates import OPEN, last_day


class Item(NamedTuple):
    """One piece of evidence in one leaf; `ends_on` is the last day it counts, `OPEN` for good."""

    starts_on: date
    kind: str
    id: str
    amount: int = 1
    ends_on: date = OPEN


def items(node, facts) -> tuple[Item, ...]:
    """The evidence that counts in a leaf, by day and then by id, whatever the order of the facts."""
    return tuple(Item(*each) for each in sorted(_SOURCES[node.kind](node, facts)))


def counted(node, facts) -> list[tuple]:
    """The same as plain tuples with the fields of `Item`, in no order: walking the lines of many needs no more."""
    return _SOURCES[node.kind](node, facts)


def is_counted(node) -> bool:
    """True for the kinds of leaf that count items."""
    return node.kind in _SOURCES


def counts_course(node, fact) -> bool:
    """True when a line about hours or modules speaks of this course, whether or not it adds to the figure."""
    if not node.admits(fact.on):
        return False
    if node.kind == "hours":
        return minutes_of(fact.minutes, node.subjects, node.modes) > 0
    return getattr(fact, "module", None) in node.modules


def facts_since(facts, start):
    """The facts without dated evidence from before a day; licenses, credentials and holdings stay whole."""
    names = ("credits", "completions", "sessions", "exams", "filings", "attestations")
    return replace(facts, **{name: tuple(each for each in getattr(facts, name) if each.on >= start) for name in names})


@lru_cache(maxsize=4096)
def minutes_of(lines, subjects, modes) -> int:
    """The minutes of a course that a filter lets through. Many people take the same course."""
    return sum(
        minutes
        for subject, mode, minutes in lines
        if (not subjects or subject in subjects) and (not modes or mode in modes)
    )


def _hours(node, facts):
    """A module's minutes count once: a repetition adds only what a later revision gives above the best before."""
    subjects, modes, admits, found, best = node.subjects, node.modes, _admits(node), [], {}
    for fact in facts.credits:
        if (minutes := minutes_of(fact.minutes, subjects, modes)) and admits(fact.on):
            found.append((fact.on, "credit", fact.id, minutes, OPEN))
    passed = ((fact.on, -minutes_of(fact.minutes, subjects, modes), fact.id, fact.module) for fact in facts.completions)
    for on, less, id, module in sorted(passed):
        if -less > best.get(module, 0) and admits(on):
            found.append((on, "completion", id, -less - best.get(module, 0), OPEN))
            best[module] = -less
    return found


def _sessions(node, facts):
    admits, fits = _admits(node), _fits(node)
    return [
        (fact.on, "session", fact.id, 1, OPEN)
        for fact in facts.sessions
        if fact.eligible and fits(fact) and admits(fact.on)
    ]


def _fits(node):
    if not (node.regions or node.modes or node.supervision or node.qualifications or node.new_patients):
        return _any_fact
    regions, qualifications = set(node.regions), set(node.qualifications)

    def fits(fact):
        return (
            (not regions or not regions.isdisjoint(fact.regions))
            and (not node.modes or fact.mode in node.modes)
            and (not node.supervision or fact.supervision in node.supervision)
            and qualifications.issubset(fact.qualifications)
            and (fact.new_patient or not node.new_patients)
        )

    return fits


def _modules(node, facts):
    """Each of the modules on the day it was first passed."""
    admits, first = _admits(node), {}
    for fact in sorted(facts.completions, key=_BY_DAY):
        if fact.module in node.modules and admits(fact.on):
            first.setdefault(fact.module, (fact.on, "completion", fact.id, 1, OPEN))
    return list(first.values())


def _exams(node, facts):
    admits, name, score = _admits(node), node.name, node.score
    mine = (fact for fact in facts.exams if fact.name == name and fact.score >= score and admits(fact.on))
    return [(fact.on, "exam", fact.id, 1, OPEN) for fact in mine]


def _credentials(node, facts):
    admits, name = _admits(node), node.name
    mine = (fact for fact in facts.credentials if fact.name == name and admits(fact.starts_on))
    return [(fact.starts_on, "credential", fact.id, 1, fact.ends_on or OPEN) for fact in mine]


def _holdings(node, facts):
    mine = (fact for fact in facts.holdings if fact.scheme == node.scheme)
    return [(fact.starts_on, "certification", fact.scheme, 1, fact.ends_on or OPEN) for fact in mine]


def _filings(node, facts):
    admits, about = _admits(node), (node.jurisdiction, node.name)
    mine = (fact for fact in facts.filings if (fact.jurisdiction, fact.name) == about and admits(fact.on))
    return [(fact.on, "filing", fact.id, 1, OPEN) for fact in mine]


def _attestations(node, facts):
    admits, name, limit = _admits(node), node.name, node.max_age_months
    mine = (fact for fact in facts.attestations if fact.name == name and admits(fact.on))
    return [(fact.on, "attestation", fact.id, 1, last_day(fact.on, limit) if limit else OPEN) for fact in mine]


def _admits(node):
    return _any_fact if node.since is None and node.until is None else node.admits


def _any_fact(fact):
    return True


_BY_DAY = attrgetter("on", "id")
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
