"""What a course gives to a line, or why it gives nothing, in words that stand after the name of a rule or scheme."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from training.evaluation import Finding
from training.evaluation.dates import long_date
from training.evaluation.describe import about, capital, hours, in_hours
from training.evaluation.items import minutes_of
from training.evaluation.timeline import RULE_LINE
from training.queries.lines import names_no_number
from training.queries.scopes import limit_words
from training.queries.uncounted import either, misfit, no_time_words, outside, why_no_time
from training.queries.waits import every

MET = "nothing more, what it asks of courses is met"
NO_COURSES = "nothing, it asks for no courses"
ONE_MODULE = "the module that it asks for"
OTHER_SUBJECTS = "it asks for hours on other subjects"
UNREAD = "not known, nobody has read yet what it asks for"


@dataclass(frozen=True, slots=True)
class Share:
    """What a course gives to a line: in words, the line's own name where it says more, and what of the course does not
    count there."""

    words: str
    line: str = ""
    left_out: str = ""


def added(leaf, after: Finding, course, names) -> Share:
    """What the course would add to a line that is open."""
    words = would(leaf, after, names)
    return Share(f"{words}{leaf.purpose}", line_of(leaf), left_out(leaf, course))


def would(leaf, after: Finding, names) -> str:
    """“1.5 of the 10 hours still missing in person”, “module 3 of 5”."""
    now, node = leaf.finding, leaf.node
    if node.kind == "taught":
        return "the body regions that it teaches"
    if node.kind == "modules":
        return f"module {min(after.have, now.need)} of {now.need}" if now.need > 1 else ONE_MODULE
    if names_no_number(now):
        return f"the hours that it asks for{narrowed(node, names)}"
    missing = now.need - now.have
    more = min(after.have - now.have, missing)
    amount = f"{hours(more)} of the" if more < missing else "all"
    return f"{amount} {in_hours(missing)} still missing{narrowed(node, names)}"


def as_counted(leaf, courses: Sequence, names) -> Share:
    """What courses on record, one module or one entry, count as in a line."""
    node, need = leaf.node, leaf.finding.need
    best = max(courses, key=lambda each: minutes_in(node, each))
    if node.kind == "taught":
        words = "the body regions that it taught"
    elif node.kind == "modules":
        words = f"1 of its {need} modules" if need > 1 else ONE_MODULE
    elif names_no_number(leaf.finding):
        words = f"the hours that it asks for{narrowed(node, names)}"
    else:
        words = f"{hours(minutes_in(node, best))} of its {in_hours(need)}{narrowed(node, names)}"
    return Share(f"{words}{leaf.purpose}", line_of(leaf), left_out(leaf, best))


def line_of(leaf) -> str:
    """The name of a line that was given one, that counts some days only, or several subjects."""
    node = leaf.node
    is_more = node.label or len(getattr(node, "subjects", ())) > 1 or getattr(node, "since", None)
    return capital(leaf.finding.label) if is_more else ""


def minutes_in(node, course) -> int:
    """The minutes of a course that count in a line: of a repetition all, as all the times together give the best."""
    return minutes_of(course.minutes, node.subjects, node.modes) if node.kind == "hours" else 0


def narrowed(node, names) -> str:
    """What hours a line asks for: “ on safety, in person”. Many subjects are told by their number."""
    if len(node.subjects) > 1:
        modes = f", {either(node.modes)}" if node.modes else ""
        return f" on its {len(node.subjects)} subjects{modes}"
    words = about(node, names)
    return f" {words}" if words else ""


def left_out(leaf, course) -> str:
    """What of a course does not count in a line that it counts in, and why."""
    if leaf.node.kind != "hours" or names_no_number(leaf.finding):
        return ""
    why = Counter()
    for subject, mode, minutes in course.minutes:
        why[why_no_time(leaf.node, course.on, subject, mode, True)] += minutes
    return no_time_words(why)


def opened(codes: Iterable[str]) -> list[Share]:
    """Body regions and techniques that are new."""
    return [Share(f"opens {limit_words(sorted(codes))}")] if codes else []


def why_nothing(target, asked: Sequence, course, names) -> str:
    """Why a course gives nothing to a rule or scheme, of whose lines about courses some are `asked`."""
    findings = target.each.evaluation.findings
    law = next((each for each in findings if each.id == RULE_LINE), None)
    if law and law.truth != "met":
        said = law.note or law.label
        return f"{'not known' if law.truth == 'unknown' else 'nothing'}, {said[:1].lower()}{said[1:]}"
    if not target.leaves:
        return UNREAD if any(each.truth == "unknown" for each in every(findings)) else NO_COURSES
    found = dict.fromkeys(reason for leaf in asked for reason in reasons(leaf.node, course, target.since))
    words = [subject_words(asked, names) if each == OTHER_SUBJECTS else each for each in found]
    return f"{'nothing now' if target.since else 'nothing'}, {'; '.join(words)}" if words else MET


def subject_words(asked: Sequence, names) -> str:
    """One subject by its name; several would be a list."""
    subjects = {subject for leaf in asked for subject in getattr(leaf.node, "subjects", ())}
    return f"it asks for hours on {names.get(*subjects)}" if len(subjects) == 1 else OTHER_SUBJECTS


def reasons(node, course, since: date | None) -> Iterator[str]:
    """What keeps a course out of a line; `since` is the first day that counts for a renewal."""
    if node.kind == "taught":
        yield "it opens nothing more of what this teaches" if course.taught else "this does not say what it teaches"
    elif not node.admits(course.on):
        yield f"the day is {outside(node, course.on)}"
    elif node.kind == "modules":
        yield reason_of_module(node, course, since)
    elif not course.minutes:
        yield "this gives no hours"
    else:
        yield from (reason_of_time(node, course.on, subject, mode, since) for subject, mode, _ in course.minutes)


def reason_of_time(node, on: date, subject: str, mode: str, since: date | None) -> str:
    """What keeps one part of a course out, by its subject and mode."""
    is_out = misfit(node, on, subject, mode)
    if is_out == "subject":
        return OTHER_SUBJECTS
    if is_out == "mode":
        return f"it asks for hours {either(node.modes)}"
    return before_renewal(on, since) or why_no_time(node, on, subject, mode, False)


def before_renewal(on: date, since: date | None) -> str:
    return f"its renewal counts courses from {long_date(since)}" if since and on < since else ""


def reason_of_module(node, course, since: date | None) -> str:
    module = getattr(course, "module", "")
    if not module:
        return "it asks for modules of ours"
    if module not in node.modules:
        return "it asks for other modules"
    return before_renewal(course.on, since) or "this module is done already"
