"""The interpreter: each kind of requirement answers with a step function over the date line."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

from .dates import OPEN, add_days, add_months, day_after
from .items import facts_since, items
from .kept import kept
from .licenses import licensed_months, matching, standing
from .outcomes import Truth
from .requirements import COURSE_KINDS, TRAINING_KINDS, walk
from .scope import taught_line
from .steps import Answer, Steps, all_of, any_of, latched, merge, met_from, select, truth
from .timed import assuming
from .truths import LEAVES, days, months_reached

UNITS = {
    "all_of": "requirement", "any_of": "option", "hours": "minute", "sessions": "session", "modules": "module",
    "exam": "exam", "active_license": "license", "licensed_for": "month", "credential": "credential",
    "holds": "certification", "filing": "filing", "attestation": "attestation", "within": "requirement",
    "unknown": "", "reviewed": "review", "timed_filing": "filing", "taught": "course",
}  # fmt: skip


def answer(node, facts) -> Steps:
    """What the requirement answers on each day, as `Answer`s: its truth and the figure it has."""
    return _ANSWERS.get(node.kind, _counted)(node, facts)


def truth_of(node, facts) -> Steps:
    """The truth alone of a requirement on each day."""
    alone = _TRUTHS.get(node.kind)
    return alone(node, facts) if alone else truth(answer(node, facts))


def _truth_of_all(node, facts):
    return all_of(truth_of(child, facts) for child in node.of)


def _truth_of_any(node, facts):
    return any_of(truth_of(child, facts) for child in node.of)


def _truth_of_license(node, facts):
    return any_of(standing(each, facts) for each in matching(node, facts))


def _truth_of_licensed_for(node, facts):
    day = months_reached(node, facts)
    late = day is not None and node.before == "training" and _trained_before(day, node, facts)
    return met_from(None if late else day)


def _truth_of_review(node, facts):
    return _review_line(node)


@kept
def _review_line(node):
    return Steps.between(date.min, node.last_day, Truth.MET, Truth.STALE)


def _counted(node, facts):
    need, changes = node.needed, defaultdict(int)
    for item in items(node, facts):
        if item.starts_on <= item.ends_on:
            changes[item.starts_on] += item.amount
            if item.ends_on < OPEN:
                changes[day_after(item.ends_on)] -= item.amount
    have, points = 0, []
    for day in sorted(changes):
        have += changes[day]
        points.append((day, _against(need, have if node.kind in TRAINING_KINDS else min(have, 1))))
    return Steps.of(points, _against(need, 0))


def _against(need, have):
    return Answer(Truth.MET if have >= need else Truth.NOT_MET, have)


def _all(node, facts):
    return merge(_all_answer, (answer(child, facts) for child in node.of))


def _any(node, facts):
    return merge(_any_answer, (answer(child, facts) for child in node.of))


def _all_answer(*answers):
    return Answer(min(each.truth for each in answers), _how_many_met(answers))


def _any_answer(*answers):
    return Answer(max(each.truth for each in answers), min(1, _how_many_met(answers)))


def _how_many_met(answers):
    return sum(each.truth is Truth.MET for each in answers)


def _as_answer(value):
    return Answer(value, int(value is Truth.MET))


def _active_license(node, facts):
    return any_of(standing(each, facts) for each in matching(node, facts)).map(_as_answer)


def _licensed_for(node, facts):
    reached = licensed_months(facts, node.jurisdiction, node.months)
    points = [(day, _against(node.months, months)) for day, months in reached]
    if node.before == "training" and points and _trained_before(points[-1][0], node, facts):
        points = [(day, Answer(Truth.NOT_MET, each.have)) for day, each in points]
    return Steps.of(points, _against(node.months, 0))


def _trained_before(day, node, facts):
    """True when the first course in the subjects was taken before the months were full.

    Strict on purpose: a later course does not mend an earlier one taken too soon.
    """
    return any(
        fact.on < day
        for fact in (*facts.credits, *facts.completions)
        if not node.subjects or any(subject in node.subjects for subject, _, _ in fact.minutes)
    )


def starts(anchor, tree, facts) -> tuple:
    """The days from which a time limit may run: those of the tree's own courses or sessions, earliest first.

    Where the tree counts no courses (or sessions) itself, every one of them is a start.
    """
    nodes = () if tree is None else _training_lines(tree, anchor)
    if nodes:
        return tuple(sorted({day for node in nodes for day in days(node, facts)}))
    events = (*facts.credits, *facts.completions) if anchor == "first_course" else facts.sessions
    return tuple(sorted({each.on for each in events}))


@kept
def _training_lines(tree, anchor):
    return tuple(node for node in walk(tree) if node.kind in _KINDS_OF[anchor])


def attempts(node, facts):
    """Each start of a time limit with its last day in time and the facts from that start on."""
    for start in starts(node.anchor, node.of, facts):
        yield start, add_months(start, node.months), facts_since(facts, start)


def _within(node, facts):
    """The limit is one for what is done. What holds on a day (a license, a card) is asked of that day and of everything
    known, whenever the rest was reached; a filing with a time limit of its own keeps it.
    """
    own = held_on_a_day(node.of)
    if not own:
        return _reached(node, facts).map(_as_answer)
    chooser = merge(lambda *said: said, (truth_of(each, facts) for each in own))
    ways = list(dict.fromkeys(chooser.values))
    trees = (assuming(node.of, dict(zip(own, way, strict=True))) for way in ways)
    lines = [_reached(replace(node, of=tree), facts) for tree in trees]
    return select(chooser.map(ways.index), lines).map(_as_answer)


@kept
def held_on_a_day(tree):
    """The lines of a tree that no time limit of another line is about."""
    return tuple(each for each in walk(tree) if is_held_on_a_day(each))


def is_held_on_a_day(node) -> bool:
    """True for what is asked of the day itself: a license, a card, a statement that ages, a filing with a limit."""
    return node.kind in _HELD or bool(getattr(node, "max_age_months", None))


def _reached(node, facts):
    reached = []
    for start, deadline, since in attempts(node, facts):
        inside = Steps.between(start, deadline, Truth.MET, Truth.NOT_MET)
        reached.append(latched(all_of((truth_of(node.of, since), inside))))
        if Truth.MET in reached[-1].values:
            break  # A later start has less evidence, so it cannot have met its tree on an earlier day.
    return any_of(reached)


def filing_windows(node, facts) -> tuple[tuple[date, date], ...]:
    """The spans of days, inclusive, on which a filing with a time limit may still be missing; earliest first."""
    return tuple((start, add_days(start, node.within_days)) for start in _filing_starts(node, facts))


def _filing_starts(node, facts):
    if node.anchor == "last_course":
        return _courses_until_trained(node, facts)
    if node.anchor == "first_course":
        return starts("first_course", node.training, facts)[:1]
    return _trained(node, facts)


def _trained(node, facts):
    """The first day on which the training is met, alone; none while it is not."""
    line = truth_of(node.training, facts) if node.training else Steps.always(Truth.NOT_MET)
    return tuple(day for day, value in zip(line.days, line.values, strict=True) if value is Truth.MET)[:1]


def _courses_until_trained(node, facts):
    """A course taken after the training was complete starts no time anew."""
    last = _trained(node, facts)
    return tuple(day for day in starts("first_course", node.training, facts) if not last or day <= last[0])


def _timed_filing(node, facts):
    windows = (Steps.between(*window, Truth.MET, Truth.NOT_MET) for window in filing_windows(node, facts))
    return merge(
        lambda filed, in_time: Answer(max(filed.truth, in_time), filed.have), (_counted(node, facts), any_of(windows))
    )


def _assumed(node, facts):
    return Steps.always(_as_answer(node.truth))


def _unknown(node, facts):
    return Steps.always(Answer(Truth.UNKNOWN))


def _reviewed(node, facts):
    """A rule's review vouches for it until its last day; later the rule still holds, but the look at it is overdue."""
    return _review_line(node).map(_as_answer)


_HELD = ("active_license", "licensed_for", "credential", "holds", "timed_filing")
_TRUTHS = LEAVES | {
    "all_of": _truth_of_all,
    "any_of": _truth_of_any,
    "active_license": _truth_of_license,
    "licensed_for": _truth_of_licensed_for,
    "reviewed": _truth_of_review,
}
_KINDS_OF = {"first_course": COURSE_KINDS, "first_session": ("sessions",)}
_ANSWERS = {
    "all_of": _all,
    "any_of": _any,
    "active_license": _active_license,
    "licensed_for": _licensed_for,
    "within": _within,
    "timed_filing": _timed_filing,
    "assumed": _assumed,
    "taught": taught_line,
    "unknown": _unknown,
    "reviewed": _reviewed,
}
