"""Why sessions and course time on record do not count in a line that is missing, in words for whoever logged them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from training.evaluation import Evaluation, Finding
from training.evaluation.dates import long_date
from training.evaluation.describe import in_hours
from training.evaluation.facts import Facts, SessionFact
from training.evaluation.node import Dated, Node
from training.evaluation.requirements import Hours, Sessions
from training.models import SessionState
from training.models.session import Qualification
from training.queries.my_records import MyRecords, current
from training.queries.waits import every
from training.words import joined_words

MODES = {
    "in_person": "in person",
    "live_online": "live online",
    "self_paced": "self-paced",
    "telehealth": "live online",
}
QUALIFIED = {
    Qualification.LICENSED_1Y: "a license for a year",
    Qualification.SESSIONS_25: "25 signed sessions of their own",
    Qualification.CERTIFIED: "our certification",
}
UNSENT = {SessionState.DRAFT: "not submitted yet", SessionState.RETURNED: "returned and not sent again"}
TOO_EARLY = "before the time for this began"


def uncounted(records: MyRecords, facts: Facts, nodes: dict[str, Node], evaluation: Evaluation) -> dict[str, str]:
    """By the id of each line about sessions or hours that is missing, why some of them do not count there."""
    found = {}
    for finding in every(evaluation.findings):
        node = nodes.get(finding.id)
        if finding.truth != "missing" or node is None:
            continue
        if isinstance(node, Sessions):
            found[finding.id] = sessions_words(records, facts, node, finding, evaluation.as_of)
        if isinstance(node, Hours):
            found[finding.id] = hours_words(facts, node, finding, evaluation.as_of)
    return {id: words for id, words in found.items() if words}


def sessions_words(records: MyRecords, facts: Facts, node: Sessions, finding: Finding, as_of: date) -> str:
    """“3 sessions do not count here: 2 not in person; 1 returned and not sent again.”"""
    counted = {id for kind, id in finding.evidence if kind == "session"}
    why = Counter(why_no_session(node, each) for each in facts.sessions if each.on <= as_of and each.id not in counted)
    for state, words in UNSENT.items():
        why[words] += len(current(records.sessions, state=state))
    why += Counter()  # without what is none
    if not why:
        return ""
    total = why.total()
    whole = "1 session does" if total == 1 else f"{total} sessions do"
    return f"{whole} not count here: {told(why, total, str)}."


def why_no_session(node: Sessions, fact: SessionFact) -> str:
    """The first reason that keeps a signed session out."""
    lacking = [QUALIFIED.get(each, each) for each in node.qualifications if each not in fact.qualifications]
    lacks = f"whose supervisor was not shown to have {joined_words(lacking)} on that day" if lacking else ""
    reasons = [
        (not fact.eligible, "signed by somebody who could not supervise on that day"),
        (not node.admits(fact.on), outside(node, fact.on)),
        (node.modes and fact.mode not in node.modes, f"not {either(node.modes)}"),
        (node.supervision and fact.supervision not in node.supervision, "supervised in another way than the rule asks"),
        (lacks, lacks),
        (node.regions and set(node.regions).isdisjoint(fact.regions), "in other regions than the rule names"),
        (node.new_patients and not fact.new_patient, "not the first with that patient"),
    ]
    return next((words for applies, words in reasons if applies), TOO_EARLY)


def hours_words(facts: Facts, node: Hours, finding: Finding, as_of: date) -> str:
    """“9 hours do not count here: 6 hours not in person; 3 hours on other subjects.”"""
    counted = set(finding.evidence)
    why: Counter[str] = Counter()
    for kind, fact in courses(facts, as_of):
        for subject, mode, minutes in fact.minutes:
            why[why_no_time(node, fact.on, subject, mode, (kind, fact.id) in counted)] += minutes
    return no_time_words(why)


def no_time_words(why: Counter[str]) -> str:
    """“2 hours do not count here: 1.5 hours not in person; 0.5 hours on other subjects.”

    From minutes by reason; those under the empty one count. Empty where all do.
    """
    del why[""]
    if not why:
        return ""
    total = why.total()
    verb = "does" if total == 60 else "do"
    return f"{in_hours(total)} {verb} not count here: {told(why, total, in_hours)}."


def courses(facts: Facts, as_of: date) -> Iterator[tuple[str, object]]:
    """Accepted courses and completed modules by a day, each with its kind."""
    yield from (("credit", each) for each in facts.credits if each.on <= as_of)
    yield from (("completion", each) for each in facts.completions if each.on <= as_of)


def why_no_time(node: Hours, on: date, subject: str, mode: str, is_counted: bool) -> str:
    """The first reason that keeps time of a course out; empty where it counts."""
    return {
        "day": outside(node, on),
        "subject": "on other subjects",
        "mode": f"not {either(node.modes)}",
        "": "" if is_counted else f"{TOO_EARLY}, or done twice",
    }[misfit(node, on, subject, mode)]


def misfit(node: Hours, on: date, subject: str, mode: str) -> str:
    """What first keeps time of a course out of a line: its day, its subject or its mode; empty where nothing does."""
    if not node.admits(on):
        return "day"
    if node.subjects and subject not in node.subjects:
        return "subject"
    return "mode" if node.modes and mode not in node.modes else ""


def outside(node: Dated, on: date) -> str:
    """On which side of the days that a line counts the day lies."""
    is_before = node.since is not None and on < node.since
    return f"before {long_date(node.since)}" if is_before else f"after {long_date(node.until or on)}"


def either(modes: Iterable[str]) -> str:
    return " or ".join(dict.fromkeys(MODES.get(mode, mode) for mode in modes))


def told(why: Counter, total: int, amount) -> str:
    """The reasons, the greatest first; one alone needs no amount."""
    if len(why) == 1:
        return next(iter(why))
    return "; ".join(f"{amount(count)} {words}" for words, count in why.most_common())
