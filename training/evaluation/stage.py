"""Provisional practice: what a rule allows for a time, before all of it is met."""

from datetime import date

from .answers import starts
from .dates import OPEN, add_months, long_date
from .evaluation import Finding, checklist_findings
from .kept import kept
from .outcomes import Truth
from .requirements import AllOf
from .spans import truths_of
from .steps import Steps, all_of, met_from


def provisional(version, facts, review):
    """The truth line of a version's provisional stage, and its last day.

    `review` are lines to be met besides its checklist. Without a stage or a start it is not met on any day, and there
    is no last day. That day is the same day of the month, as statutes count.
    """
    first = _first_start(version, facts)
    if first is None:
        return met_from(None), None
    deadline = add_months(first, version.provisional.months)
    in_time = Steps.between(first, deadline, Truth.MET, Truth.NOT_MET)
    checklist = (*version.provisional_checklist, *review)
    return all_of((in_time, *truths_of(checklist, facts))), deadline


def _first_start(version, facts) -> date | None:
    if not version.provisional:
        return None
    return min(starts(version.provisional.anchor, _counted(version), facts), default=None)


@kept
def _counted(version):
    """All that the stage and the rule count."""
    return AllOf((version.provisional.tree, *version.checklist))


def provisional_finding(version, facts, as_of, names=None):
    """The line about provisional practice, with what it asks for below it."""
    line, deadline = provisional(version, facts, ())
    first = _first_start(version, facts)
    said = line.value_on(as_of)
    since, until = line.run_on(as_of)
    children = checklist_findings(version.provisional_checklist, facts, as_of, names)
    return Finding(
        "implied.provisional",
        "Provisional practice",
        said.word,
        sum(each.truth == "met" for each in children),
        len(children),
        "requirement",
        None if since == date.min else since,
        None if until == OPEN else until,
        version.citation,
        who="" if said is Truth.MET else "therapist",
        note=f"Full requirements due by {long_date(deadline)}" if first and first <= as_of else "",
        check_due=said is Truth.STALE,
        children=children,
    )
