"""Clearance: may this person practice dry needling in this jurisdiction, on every day there is."""

from datetime import date

from .answers import starts
from .dates import OPEN, add_months, long_date
from .evaluation import Evaluation, Finding, checklist_findings, evaluation_of
from .outcomes import Clearance, Truth
from .requirements import AllOf
from .rules import REVIEW_TOLERANCE_DAYS, in_force
from .spans import Span, State, spans_of, truths_of, unmet
from .steps import Steps, all_of, merge, select

_OUTCOMES = {
    Truth.NOT_MET: Clearance.NOT_CLEARED,
    Truth.UNKNOWN: Clearance.NEEDS_REVIEW,
    Truth.STALE: Clearance.CHECK_DUE,
}
_UNDECIDED = Steps.always(State(Clearance.NEEDS_REVIEW))


def clearance_timeline(versions, facts, review_tolerance_days=REVIEW_TOLERANCE_DAYS) -> tuple[Span, ...]:
    """The clearance under the versions of one jurisdiction's rule, as spans that tile the calendar."""
    return spans_of(_states(tuple(versions), facts, review_tolerance_days))


def evaluate_clearance(versions, facts, as_of, review_tolerance_days=REVIEW_TOLERANCE_DAYS) -> Evaluation:
    """The clearance on one day, with its findings, since when, until when, and what changes next."""
    versions = tuple(versions)
    place = in_force(versions, facts.profession).value_on(as_of)
    version = None if place is None else versions[place]
    return evaluation_of(
        _states(versions, facts, review_tolerance_days),
        as_of,
        _findings(version, facts, as_of, review_tolerance_days),
        rule=version.id if version else "",
        duties=version.duties if version else (),
    )


def _states(versions, facts, tolerance_days):
    if len({each.jurisdiction for each in versions}) > 1:
        raise ValueError("the versions are of more than one jurisdiction")
    chooser = in_force(versions, facts.profession)
    used = [place for place in dict.fromkeys(chooser.values) if place is not None]
    lines = [_judged(versions[place], facts, tolerance_days) for place in used]
    return select(chooser.map(lambda place: 0 if place is None else 1 + used.index(place)), (_UNDECIDED, *lines))


def _judged(version, facts, tolerance_days):
    if version.stance == "prohibited":
        return Steps.always(State(Clearance.PROHIBITED))
    if version.stance == "undecided":
        return _UNDECIDED
    return _permitted(version, facts, version.review_line(tolerance_days))


def _permitted(version, facts, review):
    checklist = (*version.checklist, *review)
    stage, deadline = _provisional(version, facts, review)

    def judge(provisional, *truths):
        full = min(truths)
        missing = unmet(checklist, truths)
        if full is Truth.MET:
            return State(Clearance.CLEARED, None, missing, version.scope)
        best = max(full, provisional)
        if best is Truth.MET:
            return State(Clearance.PROVISIONAL, deadline, missing, version.provisional.scope or version.scope)
        return State(_OUTCOMES[best], None, missing)

    return merge(judge, (stage, *truths_of(checklist, facts)))


def _provisional(version, facts, review):
    """The truth line of the provisional stage, and its last day; not met anywhere without a stage or a start."""
    first = _first_start(version, facts)
    if first is None:
        return Steps.always(Truth.NOT_MET), None
    deadline = add_months(first, version.provisional.months)
    in_time = Steps.between(first, deadline, Truth.MET, Truth.NOT_MET)
    checklist = (*version.provisional_checklist, *review)
    return all_of((in_time, *truths_of(checklist, facts))), deadline


def _first_start(version, facts) -> date | None:
    if not version.provisional:
        return None
    counted = AllOf((version.provisional.tree, *version.checklist))
    return min(starts(version.provisional.anchor, counted, facts), default=None)


def _findings(version, facts, as_of, tolerance_days):
    yield _law(version)
    if version is None or version.stance != "permitted":
        return
    checklist = (*version.checklist, *version.review_line(tolerance_days))
    yield from checklist_findings(checklist, facts, as_of)
    if version.provisional:
        yield _stage(version, facts, as_of)


_LAW = {
    "permitted": ("Permitted by law", "met"),
    "prohibited": ("Prohibited by law", "missing"),
    "silent": ("The law is silent", "unknown"),
    "unclear": ("The law is unclear", "unknown"),
}


def _law(version):
    """The first line of every answer: what the law says, and the organization's position where it leaves it open."""
    if version is None:
        label, truth, note = "No adopted rule is in force on this date", "unknown", ""
        return Finding("implied.rule", label, truth, 0, 1, "rule", who="manager", note=note)
    label, truth = _LAW[version.status]
    note = ""
    if version.status in ("silent", "unclear") and version.position:
        truth = "met" if version.position == "permitted" else "missing"
        note = f"{label}; {version.position} by the position of the organization"
    who = {"met": "", "missing": "board", "unknown": "manager"}[truth]
    have = int(truth == "met")
    return Finding(
        "implied.rule",
        label,
        truth,
        have,
        1,
        "rule",
        version.effective_from,
        version.effective_until,
        version.citation,
        who=who,
        note=note,
    )


def _stage(version, facts, as_of):
    """The line about provisional practice, with what it asks for below it."""
    line, deadline = _provisional(version, facts, ())
    said = line.value_on(as_of)
    since, until = line.run_on(as_of)
    children = checklist_findings(version.provisional_checklist, facts, as_of)
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
        note=f"Full requirements due by {long_date(deadline)}" if deadline else "",
        check_due=said is Truth.STALE,
        children=children,
    )
