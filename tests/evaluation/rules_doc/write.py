"""Writes the worked examples into docs/rules.md: `python -m tests.evaluation.rules_doc`."""

from pathlib import Path

from training.evaluation.dates import long_date
from training.evaluation.describe import hours
from training.models.scope import scope_words
from training.words import CLEARANCE_WORDS

from .first_cases import FIRST
from .more_cases import MORE

DOCUMENT = Path(__file__).parents[3] / "docs" / "rules.md"
MARK = "<!-- From here on written by code: python -m tests.evaluation.rules_doc -->"
CASES = (*FIRST, *MORE)
WHO = {
    "therapist": "the therapist",
    "supervisor": "a supervisor",
    "manager": "a compliance manager",
    "board": "the board",
}
WORDS = {"missing": "Missing", "unknown": "Unknown", "met": "Still to do"}
UNITS = {"minute": "hours", "session": "sessions", "month": "months", "module": "modules"}


def document() -> str:
    """The whole page: its hand-written part as it stands, and every example."""
    return f"{DOCUMENT.read_text().partition(MARK)[0]}{MARK}\n\n{examples()}"


def examples() -> str:
    return "\n".join(example(number, case) for number, case in enumerate(CASES, 1))


def example(number, case) -> str:
    said = case.evaluation()
    return "\n".join(
        [
            f"### {number}. {case.title}",
            "",
            f"{case.who}: {case.has}. **{case.place}, {long_date(case.as_of)}?**",
            "",
            answer(said),
            "",
            *reasons(said.findings),
            f"- What changes next: {next_change(said)}",
            *([f"- Duties, shown and never counted: {' '.join(said.duties)}"] if case.duties else []),
            "",
            *rules(case, said),
            "",
        ]
    )


def answer(said) -> str:
    """The outcome, since when, to which deadline and within which scope."""
    since = f" since {long_date(said.since)}" if said.since else ""
    deadline = f", until {long_date(said.deadline)} at the latest" if said.deadline else ""
    scope = f" Scope: {scope_words(said.scope).lower()}." if said.scope else ""
    return f"**{CLEARANCE_WORDS[said.outcome.value]}**{since}{deadline}.{scope}"


def next_change(said) -> str:
    if not said.next_change_on:
        return "nothing, by itself."
    outcome = CLEARANCE_WORDS[said.next_outcome.value].lower()
    return f"on {long_date(said.next_change_on)} to “{outcome}”, if nothing else happens."


def reasons(findings) -> list[str]:
    """What stands in the way or is still to be done, a line each; then all that is met."""
    plain = [each for each in findings if each.truth == "met" and not (each.due_on or "due since" in each.note)]
    lines = [line(each) for each in findings if each not in plain]
    return [*lines, *(["- Met:", *(f"  - {met(each)}" for each in plain)] if plain else [])]


def line(finding) -> str:
    word = "Check due" if finding.check_due else WORDS[finding.truth]
    return f"- {word}: {told(finding)}{parts(finding)}"


def told(finding) -> str:
    note = f" {finding.note}." if finding.note else ""
    who = f" Next: {WHO[finding.who]}." if finding.who else ""
    return f"{finding.label}{figures(finding)}{cited(finding)}.{note}{who}"


def parts(finding) -> str:
    """The parts of a line that is not met, indented below it."""
    if finding.truth == "met":
        return ""
    return "".join(f"\n  - {each.truth}: {each.label}{figures(each)}" for each in finding.children)


def met(finding) -> str:
    ways = [each.label for each in finding.children if each.truth == "met"]
    which = f" (by: {ways[0][:1].lower()}{ways[0][1:]})" if finding.unit == "option" and ways else ""
    note = f" ({finding.note[:1].lower()}{finding.note[1:]})" if finding.note else ""
    return f"{finding.label}{which}{figures(finding)}{note}"


def figures(finding) -> str:
    """“, 46 of 50 hours”, where there is something to count."""
    if finding.unit not in UNITS or (finding.unit != "minute" and finding.need == 1):
        return ""
    if finding.unit == "minute" and finding.need < 60:
        return ""
    if finding.unit == "minute":
        return f", {hours(finding.have)} of {hours(finding.need)} hours"
    return f", {finding.have} of {finding.need} {UNITS[finding.unit]}"


def cited(finding) -> str:
    return f" ({finding.citation})" if finding.citation else ""


def rules(case, said) -> list[str]:
    """The version that judged the day, and what the example assumes about it."""
    judged = [each for each in case.law if each.key == said.rule]
    return [f"*{version_words(each)}*" for each in judged] or ["*No adopted version was in force on that day.*"]


def version_words(one) -> str:
    version = one.version
    until = f" to {long_date(version.effective_until)}" if version.effective_until else ""
    citation = f"Rule: {version.citation}, " if version.citation else ""
    words = [f"{citation}version `{one.key}`, in force from {long_date(version.effective_from)}{until}"]
    words += ["a day that the example assumes"] if one.assumed else []
    words += [f"open questions closed as “nothing required”: {one.closed}"] if one.closed else []
    return f"{'; '.join(words)}."


def write() -> None:
    DOCUMENT.write_text(document())
