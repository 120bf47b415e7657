"""What turns an answer: the reason why it changes on a day, in words that stand after “when”."""

from collections.abc import Callable
from datetime import date

from training.evaluation import Evaluation, Finding
from training.evaluation.facts import Facts, LicenseFact
from training.evaluation.licenses import standing
from training.evaluation.outcomes import Clearance, Truth
from training.queries.waits import every

NOUNS = {"license": "license", "compact_privilege": "compact privilege", "registration": "registration"}


def turning(now: Evaluation, answer: Callable[[date], Evaluation], facts: Facts, names: dict) -> str:
    """Why the outcome changes on its next day of change: “the license in Florida ends”. Empty while nothing does.

    `answer` evaluates the same facts on another day; `names` maps codes to what people call them.
    """
    if now.next_change_on is None:
        return ""
    later = answer(now.next_change_on)
    return of_rule(now, later) or of_line(now, later, facts, names)


def of_rule(now: Evaluation, later: Evaluation) -> str:
    """Another version, or none, judges from that day on."""
    if now.rule == later.rule:
        return ""
    if not later.rule:
        return "the rule that we adopted ends"
    if not now.rule:
        return "a rule that we adopted takes effect"
    same = now.rule.split("+")[0] == later.rule.split("+")[0]
    return "our house policy changes" if same else "the next version of the rule takes effect"


def of_line(now: Evaluation, later: Evaluation, facts: Facts, names: dict) -> str:
    """The line that is no longer met, or that is met from then on."""
    if now.outcome is Clearance.PROVISIONAL and now.until == now.deadline:
        return "the time for provisional practice is over"
    then = {finding.id: finding for finding in every(later.findings)}
    lost = [each for each in now.findings if each.id in then and level(then[each.id]) < level(each)]
    won = [each for each in now.findings if each.truth != "met" and each.id in then and then[each.id].truth == "met"]
    if won and (later.outcome.rank > now.outcome.rank or not lost):
        return won_words(won[-1])
    return lost_words(narrowed(lost[0], then), then, facts, names, later.as_of) if lost else ""


def won_words(finding: Finding) -> str:
    return "what it asks for is complete" if finding.id == "implied.provisional" else f"“{finding.label}” is met"


def level(finding: Finding) -> int:
    """Met, met when last looked at, or neither."""
    return 2 if finding.truth == "met" else int(finding.check_due)


def narrowed(finding: Finding, then: dict[str, Finding]) -> Finding:
    """The part of a line that turns it, where one does."""
    parts = (part for part in finding.children if part.id in then)
    return next((part for part in parts if level(then[part.id]) < level(part)), finding)


def lost_words(finding: Finding, then: dict[str, Finding], facts: Facts, names: dict, day: date) -> str:
    if finding.unit == "license":
        return license_words(finding, then[finding.id], facts, names, day)
    if finding.unit == "review":
        return "the time to read the rule again is over"
    if finding.due_on:
        return f"the time is over for “{finding.label}”"
    if finding.unit == "credential":
        return f"“{finding.label}” ends"
    if finding.unit == "attestation":
        return f"“{finding.label}” has to be signed again"
    return f"“{finding.label}” is no longer met"


def license_words(finding: Finding, later: Finding, facts: Facts, names: dict, day: date) -> str:
    """The license, or the home license that a privilege rests on, ends; or only the look at it is no longer fresh."""
    mine = {id for kind, id in finding.evidence if kind == "license"}
    counted = [each for each in facts.licenses if each.id in mine]
    if not counted:
        return f"“{finding.label}” is no longer met"
    row = counted[-1]
    if later.check_due:
        return f"our check of the {named(row, names)} is no longer fresh"
    home = next((each for each in facts.licenses if each.id == row.home_id), None)
    if home and standing(home, facts).value_on(day) is Truth.NOT_MET:
        return f"the {named(home, names)} ends, and the {NOUNS[row.type]} that rests on it"
    return f"the {named(row, names)} ends"


def named(row: LicenseFact, names: dict) -> str:
    return f"{NOUNS[row.type]} in {names.get(row.jurisdiction) or row.jurisdiction}"
