"""What the next session should cover, in words for whoever reads: what, and why."""

from dataclasses import dataclass, replace

from training.evaluation.coverage import Asked, Suggestion
from training.evaluation.describe import describe
from training.models import Competency, Region
from training.models.session import SessionMode, Supervision
from training.queries.uncounted import QUALIFIED
from training.words import joined_words

MOST = 3  # of regions or competencies that one line names
SAID = {
    code: label[:1].lower() + label[1:] for code, label in (*Region.choices, *Competency.choices, *SessionMode.choices)
}
SAID |= {code.value: words for code, words in QUALIFIED.items()}
SAID |= {
    Supervision.OBSERVED.value: "observed",
    Supervision.HANDS_ON.value: "needled under direct observation",
    Supervision.IN_ROOM.value: "with the supervisor in the room",
    Supervision.REMOTE.value: "with the supervisor remote and live",
    Supervision.INDEPENDENT.value: "on one's own, reviewed after",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to cover, and the reason."""

    what: str
    why: str


def items_of(suggestions: tuple[Suggestion, ...]) -> list[Item]:
    return [WRITERS[each.kind](each) for each in suggestions]


def of_line(suggestion: Suggestion) -> Item:
    """“3 more supervised sessions, neck, in person”: “Florida asks for 25: 20 count, 2 wait.”"""
    node, left = suggestion.lines[0].node, suggestion.left
    count, _, rest = describe(replace(node, count=left, label="", since=None, until=None), SAID).partition(" ")
    return Item(f"{count} more {rest}", " ".join(asked_words(each) for each in suggestion.lines))


def asked_words(asked: Asked) -> str:
    counting = f"{asked.have} count{'s' if asked.have == 1 else ''}" if asked.have else "none counts yet"
    waiting = f", {asked.waiting} wait{'s' if asked.waiting == 1 else ''}" if asked.waiting else ""
    return f"{asked.by} asks for {asked.node.count}{asked.purpose}: {counting}{waiting}."


def of_opened(suggestion: Suggestion) -> Item:
    opens = "opens" if len(suggestion.by) == 1 else "open"
    why = f"{joined_words(suggestion.by)} {opens} {it(suggestion)}, and no session needles there yet."
    return Item(some(suggestion.codes), why)


def of_competencies(suggestion: Suggestion) -> Item:
    return Item(some(suggestion.codes), f"No session marks {it(suggestion)} as practiced yet.")


def of_taught(suggestion: Suggestion) -> Item:
    return Item(some(suggestion.codes), "Taught by the courses on record, and no session needles there yet.")


def it(suggestion: Suggestion) -> str:
    return "it" if len(suggestion.codes) == 1 else "them"


def some(codes: tuple[str, ...]) -> str:
    """The first ones by name, and how many more: “Foot, thigh, chest and 2 more”."""
    over = len(codes) - MOST
    named = [SAID[code] for code in (codes if over <= 1 else codes[:MOST])]
    words = joined_words([*named, f"{over} more"] if over > 1 else named)
    return words[:1].upper() + words[1:]


WRITERS = {"line": of_line, "opened": of_opened, "competencies": of_competencies, "taught": of_taught}
