"""The answer for one place in words: the sentence, the reason, and what comes next by itself."""

from dataclasses import dataclass
from datetime import date

from training.evaluation import Clearance
from training.evaluation.dates import long_date
from training.models import LawStatus, PracticeRule
from training.models.scope import scope_words
from training.queries.all_rules import Researched
from training.queries.lines import PROVISIONAL
from training.queries.my_standing import Certified, Place
from training.queries.scopes import limit_words


@dataclass(frozen=True, slots=True)
class Law:
    """What stands behind an answer: the rule that judged it, or the research where nobody has adopted one."""

    rule: PracticeRule | None = None
    researched: Researched | None = None
    profession: str = ""

    @property
    def is_position(self) -> bool:
        """Whether the organization's own position permits it, where the law leaves it open."""
        return self.rule is not None and self.rule.position == "permitted"

    @property
    def forbids(self) -> bool:
        """Whether nobody has adopted a rule, and research says that it is not permitted."""
        return self.researched is not None and self.researched.status == LawStatus.PROHIBITED


def answer_parts(place: Place, as_of: date, today: date, known: str = "", law: Law = Law()) -> dict:
    """The sentence in three parts (before, the outcome's own word, after), and the reason below it.

    `known` is the day, in words, by whose knowledge it is answered; empty for now.
    """
    day = "today" if as_of == today else f"on {long_date(as_of)}"
    before, word, after = sentence(place, as_of == today, day, law)
    return {"before": before, "word": word, "after": after, "because": because(place, day, known, law)}


def sentence(place: Place, is_today: bool, day: str, law: Law) -> tuple[str, str, str]:
    """The answer; the first day on which it changes is its end, whatever changes later."""
    outcome, where = place.evaluation.outcome, place.jurisdiction.name
    last = place.evaluation.until if outcome is Clearance.PROVISIONAL else place.until
    until = f" until {long_date(last)}" if last else ""
    on, then = (until, "") if is_today else (f" {day}", f" {day}")
    if law.forbids and outcome is Clearance.NEEDS_REVIEW:
        return "Do ", "not practice", f" dry needling in {where}{then}: as researched, it is not permitted."
    return {
        Clearance.CLEARED: ("You ", "may practice", f" dry needling in {where}{on}."),
        Clearance.PROVISIONAL: (
            f"You may practice dry needling in {where}, ",
            "provisionally",
            f",{on}." if on else ".",
        ),
        Clearance.CHECK_DUE: (f"Do not practice dry needling in {where} {day}: a ", "check is due", "."),
        Clearance.NEEDS_REVIEW: ("We ", "cannot say yet", f" whether you may practice dry needling in {where}{then}."),
        Clearance.NOT_CLEARED: ("You ", "may not", f" practice dry needling in {where} {day}."),
        Clearance.PROHIBITED: ("Dry needling is ", "prohibited", f" in {where}{then}."),
    }[outcome]


def because(place: Place, day: str, known: str, law: Law) -> str:
    """Why, in a sentence or two, and what comes next by itself."""
    open_lines = [finding for finding in place.findings if finding.truth != "met" and finding.id != PROVISIONAL]
    limit = scope_words(place.evaluation.scope) if place.evaluation.outcome.may_practice else ""
    first = f"{open_lines[0].label}." if open_lines else ""
    words = {
        Clearance.CLEARED: f"{position(place) if law.is_position else ''} {all_met(place)}",
        Clearance.PROVISIONAL: provisional_words(place, open_lines),
        Clearance.CHECK_DUE: "All was met when we last looked. Your compliance manager checks it again.",
        Clearance.PROHIBITED: first or "The law does not permit it.",
        Clearance.NEEDS_REVIEW: undecided(place, first, law),
        Clearance.NOT_CLEARED: f"{count_open(open_lines)}.",
    }[place.evaluation.outcome]
    by_then = f"The answer is for {day.removeprefix('on ')}, as we knew it on {known}." if known else ""
    limited = f"Limited to: {limit}." if limit else ""
    return " ".join(filter(None, [limited, words.strip(), by_then or after_that(place)]))


def position(place: Place) -> str:
    return f"The law of {place.jurisdiction} leaves it open; that you may is the position of our organization."


def undecided(place: Place, first: str, law: Law) -> str:
    """Who decides, and what to do until then."""
    if law.forbids:
        source = f"We go by {law.researched.citation}, as public pages tell it" if law.researched.citation else ""
        return f"{source or 'We go by public pages'}; nobody of ours has read the law itself and adopted a rule."
    if law.rule is None and law.profession:
        whose = f"for your profession ({law.profession.lower()})"
        first = f"No rule that we adopted {whose} is in force there on this date."
    return f"{first} Your compliance manager decides. Until then, do not practice it there."


def all_met(place: Place) -> str:
    """How much is met; a paper with time left is named with its day."""
    due = min((each.due_on for each in place.findings if each.due_on), default=None)
    count = len(place.findings)
    if due is None:
        return {1: "The one requirement is met.", 2: "Both requirements are met."}.get(
            count, f"All {count} requirements are met."
        )
    return f"{count} requirements are met, 1 of them only until {long_date(due)}: there is a paper to file by then."


def provisional_words(place: Place, open_lines: list) -> str:
    """What provisional practice is, and what ends it."""
    until = f" by {long_date(place.evaluation.deadline)}" if place.evaluation.deadline else ""
    to_meet = "1 requirement" if len(open_lines) == 1 else f"{len(open_lines)} requirements"
    begun = f"{place.jurisdiction} lets you begin before all is done."
    return f"{begun} Meet {to_meet} more{until}, or you have to stop." if open_lines else begun


def count_open(open_lines: list) -> str:
    count = len(open_lines)
    return "1 requirement is missing" if count == 1 else f"{count} requirements are missing"


def limits(schemes: list[Certified]) -> str:
    """To what the certifications that are held are limited, where they are."""
    held = (each for each in schemes if each.evaluation.outcome.is_held and each.evaluation.scope)
    return " ".join(f"Your {each.scheme} covers only {limit_words(each.evaluation.scope)}." for each in held)


def after_that(place: Place) -> str:
    """What comes next by itself, and asks nothing of the reader."""
    if not place.check_by:
        return ""
    ours = "that is for us to do." if place.evaluation.outcome is Clearance.PROVISIONAL else "Nothing for you to do."
    mark = ";" if place.evaluation.outcome is Clearance.PROVISIONAL else "."
    return f"We check your {place.jurisdiction} license again by {long_date(place.check_by)}{mark} {ours}"
