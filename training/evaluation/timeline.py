"""Clearance: may this person practice dry needling in this jurisdiction, on every day there is."""

from .evaluation import Evaluation, Finding, checklist_findings, evaluation_of
from .kept import kept
from .outcomes import Clearance, Truth
from .rules import REVIEW_TOLERANCE_DAYS, in_force
from .scope import scope_line
from .spans import Span, State, ids_of, spans_of, truths_of, unmet
from .stage import provisional, provisional_finding
from .steps import Steps, merge, select

_OUTCOMES = {
    Truth.NOT_MET: Clearance.NOT_CLEARED,
    Truth.UNKNOWN: Clearance.NEEDS_REVIEW,
    Truth.STALE: Clearance.CHECK_DUE,
}
RULE_LINE = "implied.rule"
_UNDECIDED = Steps.always(State(Clearance.NEEDS_REVIEW, unmet=(RULE_LINE,)))
_PROHIBITED = Steps.always(State(Clearance.PROHIBITED, unmet=(RULE_LINE,)))


def clearance_timeline(versions, facts, review_tolerance_days=REVIEW_TOLERANCE_DAYS) -> tuple[Span, ...]:
    """The clearance under the versions of one jurisdiction's rule, as spans that tile the calendar."""
    return spans_of(_states(tuple(versions), facts, review_tolerance_days))


def evaluate_clearance(versions, facts, as_of, review_tolerance_days=REVIEW_TOLERANCE_DAYS, names=None) -> Evaluation:
    """The clearance on one day, with its findings, since when, until when, and what changes next.

    `names` maps the codes that findings mention to what people call them.
    """
    versions = tuple(versions)
    place = in_force(versions, facts.profession).value_on(as_of)
    version = None if place is None else versions[place]
    return evaluation_of(
        _states(versions, facts, review_tolerance_days),
        as_of,
        _findings(version, facts, as_of, review_tolerance_days, names),
        rule=version.id if version else "",
        duties=version.duties if version else (),
    )


def _states(versions, facts, tolerance_days):
    chooser, used = _plan(versions, facts.profession, tolerance_days)
    return select(chooser, (_UNDECIDED, *(_judged(version, facts, review) for version, review in used)))


@kept
def _plan(versions, profession, tolerance_days):
    """Which version judges each day, as a place among those used, from 1 on; and these with their review lines."""
    if len({each.jurisdiction for each in versions}) > 1:
        raise ValueError("the versions are of more than one jurisdiction")
    chooser = in_force(versions, profession)
    used = [place for place in dict.fromkeys(chooser.values) if place is not None]
    with_reviews = tuple((versions[place], versions[place].review_line(tolerance_days)) for place in used)
    return chooser.map(lambda place: 0 if place is None else 1 + used.index(place)), with_reviews


def _judged(version, facts, review):
    if version.stance == "prohibited":
        return _PROHIBITED
    if version.stance == "undecided":
        return _UNDECIDED
    return _permitted(version, facts, review)


def _permitted(version, facts, review):
    checklist = _with_review(version, review)
    ids = ids_of(checklist)
    stage, deadline = provisional(version, facts, review)
    scope = _scope(version.taught, version.scope, facts)
    limited = _scope(version.provisional_taught, version.provisional_scope, facts)

    def judge(in_stage, scope, limited, *truths):
        full = min(truths)
        if full is Truth.MET:
            return State(Clearance.CLEARED, None, (), scope)
        missing = unmet(ids, truths)
        best = max(full, in_stage)
        if best is Truth.MET:
            return State(Clearance.PROVISIONAL, deadline, missing, limited)
        return State(_OUTCOMES[best], None, missing)

    return merge(judge, (stage, scope, limited, *truths_of(checklist, facts)))


@kept
def _with_review(version, review):
    return (*version.checklist, *review)


def _scope(taught, scope, facts):
    """The scope of each day: what the rule says, or of it what the courses taught by then."""
    return scope_line(taught, facts) if taught else _always(scope)


@kept
def _always(scope):
    return Steps.always(scope)


def _findings(version, facts, as_of, tolerance_days, names):
    yield _law(version)
    if version is None or version.stance != "permitted":
        return
    checklist = (*version.checklist, *version.review_line(tolerance_days))
    yield from checklist_findings(checklist, facts, as_of, names)
    if version.provisional:
        yield provisional_finding(version, facts, as_of, names)


_LAW = {
    "permitted": ("Permitted by law", Truth.MET, ""),
    "prohibited": ("Prohibited by law", Truth.NOT_MET, "board"),
    "silent": ("The law is silent", Truth.UNKNOWN, "manager"),
    "unclear": ("The law is unclear", Truth.UNKNOWN, "manager"),
}
_NO_RULE = ("No adopted rule is in force on this date", Truth.UNKNOWN, "manager")


def _law(version):
    """The first line of every answer: what the law says, and the organization's position where it leaves it open."""
    label, truth, who = _LAW[version.status] if version else _NO_RULE
    note = ""
    if version and version.status in ("silent", "unclear") and version.position:
        truth, who = (Truth.MET, "") if version.position == "permitted" else (Truth.NOT_MET, "manager")
        note = f"{label}; {version.position} by the position of the organization"
    dates = dict(zip(("since", "until"), version.law_days, strict=True)) if version else {}
    citation = version.citation if version else ""
    have = int(truth is Truth.MET)
    return Finding(RULE_LINE, label, truth.word, have, 1, "rule", citation=citation, who=who, note=note, **dates)
