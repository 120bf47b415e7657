"""The answer for one place in words: the sentence, the reason, and what comes next by itself."""

from datetime import date

from training.evaluation import Clearance
from training.evaluation.dates import long_date
from training.queries.lines import PROVISIONAL
from training.queries.my_standing import Place


def answer_parts(place: Place, as_of: date, today: date, known: str = "") -> dict:
    """The sentence in three parts (before, the outcome's own word, after), and the reason below it.

    `known` is the day, in words, by whose knowledge it is answered; empty for now.
    """
    outcome, where = place.evaluation.outcome, place.jurisdiction.name
    day = "today" if as_of == today else f"on {long_date(as_of)}"
    until = f" until {long_date(place.until)}" if place.until else ""
    on = until if as_of == today else f" {day}"
    parts = {
        Clearance.CLEARED: ("You ", "may practice", f" dry needling in {where}{on}."),
        Clearance.PROVISIONAL: (
            f"You may practice dry needling in {where}, ",
            "provisionally",
            f",{on}." if on else ".",
        ),
        Clearance.CHECK_DUE: (f"Do not practice dry needling in {where} {day}: a ", "check is due", "."),
        Clearance.NEEDS_REVIEW: ("We ", "cannot say yet", f" whether you may practice dry needling in {where}."),
        Clearance.NOT_CLEARED: ("You ", "may not", f" practice dry needling in {where} {day}."),
        Clearance.PROHIBITED: ("Dry needling is ", "prohibited", f" in {where}."),
    }[outcome]
    return {"before": parts[0], "word": parts[1], "after": parts[2], "because": because(place, day, known)}


def because(place: Place, day: str, known: str) -> str:
    """Why, in a sentence or two, and what comes next by itself."""
    open_lines = [finding for finding in place.findings if finding.truth != "met" and finding.id != PROVISIONAL]
    first = f"{open_lines[0].label}." if open_lines else ""
    words = {
        Clearance.CLEARED: all_met(place),
        Clearance.PROVISIONAL: provisional_words(place, open_lines),
        Clearance.CHECK_DUE: "All was met when we last looked. Your compliance manager checks it again.",
        Clearance.PROHIBITED: first or "The law does not permit it.",
        Clearance.NEEDS_REVIEW: f"{first} Your compliance manager decides. Until then, do not practice it there.",
        Clearance.NOT_CLEARED: f"{count_open(open_lines)}.",
    }[place.evaluation.outcome]
    by = f", as we knew it on {known}" if known else ""
    for_day = f"The answer is for {day.removeprefix('on ')}{by}."
    return " ".join(filter(None, [words.strip(), "" if known else after_that(place), for_day]))


def all_met(place: Place) -> str:
    """How much is met; a paper with time left is named with its day."""
    due = min((each.due_on for each in place.findings if each.due_on), default=None)
    count = len(place.findings)
    if due is None:
        return f"All {count} requirements are met."
    return f"{count} requirements are met, 1 of them only until {long_date(due)}: there is a paper to file by then."


def provisional_words(place: Place, open_lines: list) -> str:
    """What provisional practice is, and what ends it."""
    until = f" by {long_date(place.evaluation.deadline)}" if place.evaluation.deadline else ""
    to_meet = "1 requirement" if len(open_lines) == 1 else f"{len(open_lines)} requirements"
    return f"{place.jurisdiction} lets you begin before all is done. Meet {to_meet}{until}, or you have to stop."


def count_open(open_lines: list) -> str:
    count = len(open_lines)
    return "1 requirement is missing" if count == 1 else f"{count} requirements are missing"


def after_that(place: Place) -> str:
    """What comes next by itself, and asks nothing of the reader."""
    if not place.check_by:
        return ""
    return f"We check your {place.jurisdiction} license again by {long_date(place.check_by)}. Nothing for you to do."
