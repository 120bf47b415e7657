"""The truth alone of the leaves, without the figures: the day on which a sum is reached, the days on which a card runs.

Walking the whole line of many people asks for nothing more. `answers` gives the same truth with the figure, and a
property test holds the two together.
"""

from functools import lru_cache
from operator import attrgetter

from .dates import OPEN, add_months, day_after, last_day, whole_months
from .licenses import held_line
from .outcomes import Truth
from .steps import met_from, met_within

_ON = attrgetter("on")


def hours(node, facts):
    """Met from the day on which the minutes reach what is asked for."""
    have, need = 0, node.minutes
    for on, minutes in sorted(minutes_by_day(node, facts)):
        have += minutes
        if have >= need:
            return met_from(on)
    return met_from(None)


def minutes_by_day(node, facts) -> list:
    """Day and minutes of each course that adds to a line about hours, in no order."""
    subjects, modes, admits, found, best = node.subjects, node.modes, _admits(node), [], {}
    for fact in facts.credits:
        if (minutes := minutes_of(fact.minutes, subjects, modes)) and admits(fact.on):
            found.append((fact.on, minutes))
    for fact in sorted(facts.completions, key=_ON):
        minutes = minutes_of(fact.minutes, subjects, modes)
        if minutes > best.get(fact.module, 0) and admits(fact.on):
            found.append((fact.on, minutes - best.get(fact.module, 0)))
            best[fact.module] = minutes
    return found


@lru_cache(maxsize=4096)
def minutes_of(lines, subjects, modes) -> int:
    """The minutes of a course that a filter lets through. Many people take the same course."""
    return sum(
        minutes
        for subject, mode, minutes in lines
        if (not subjects or subject in subjects) and (not modes or mode in modes)
    )


def sessions(node, facts):
    """Met from the day of the last session that is needed."""
    days = session_days(node, facts)
    return met_from(sorted(days)[node.count - 1] if len(days) >= node.count else None)


def session_days(node, facts) -> list:
    """The day of each session that counts, in no order."""
    admits, fits = _admits(node), _fits(node)
    return [fact.on for fact in facts.sessions if fact.eligible and fits(fact) and admits(fact.on)]


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


def _any_fact(fact):
    return True


def modules(node, facts):
    """Met from the day on which enough of the modules are passed."""
    days, needed = module_days(node, facts), node.needed
    return met_from(sorted(days)[needed - 1] if len(days) >= needed else None)


def module_days(node, facts) -> list:
    """The day on which each of the modules was first passed, in no order."""
    admits, first = _admits(node), {}
    for fact in facts.completions:
        if fact.module in node.modules and admits(fact.on):
            first[fact.module] = min(fact.on, first.get(fact.module, fact.on))
    return list(first.values())


def exam(node, facts):
    admits = _admits(node)
    days = [each.on for each in facts.exams if each.name == node.name and each.score >= node.score and admits(each.on)]
    return met_from(min(days, default=None))


def credential(node, facts):
    admits, name = _admits(node), node.name
    mine = (each for each in facts.credentials if each.name == name and admits(each.starts_on))
    return met_within((each.starts_on, each.ends_on or OPEN) for each in mine)


def holds(node, facts):
    mine = (each for each in facts.holdings if each.scheme == node.scheme)
    return met_within((each.starts_on, each.ends_on or OPEN) for each in mine)


def filing(node, facts):
    about, admits = (node.jurisdiction, node.name), _admits(node)
    days = (each.on for each in facts.filings if (each.jurisdiction, each.name) == about and admits(each.on))
    return met_from(min(days, default=None))


def attestation(node, facts):
    admits, name, limit = _admits(node), node.name, node.max_age_months
    days = [each.on for each in facts.attestations if each.name == name and admits(each.on)]
    if not limit:
        return met_from(min(days, default=None))
    return met_within((on, last_day(on, limit)) for on in days)


def months_reached(node, facts):
    """The day on which the whole months licensed reach what is asked for, or None."""
    total = 0
    for starts_on, ends_on, value in held_line(facts, node.jurisdiction).spans():
        if value is Truth.MET:
            full = whole_months(starts_on, day_after(ends_on))
            if total + full >= node.months:
                return add_months(starts_on, node.months - total)
            total += full
    return None


def _admits(node):
    return _any_fact if node.since is None and node.until is None else node.admits


LEAVES = {
    "hours": hours,
    "sessions": sessions,
    "modules": modules,
    "exam": exam,
    "credential": credential,
    "holds": holds,
    "filing": filing,
    "attestation": attestation,
}
# The days of what a line about courses or sessions counts.
DAYS = {
    "hours": lambda node, facts: [on for on, _ in minutes_by_day(node, facts)],
    "modules": module_days,
    "sessions": session_days,
}
