"""Characters that no paper carries, whatever the face: hidden ones and towers of marks. How a message names them."""

import unicodedata

from fontTools import unicodedata as scripts

from certificates.refused import IssueRefused

JOINERS = "\u200c\u200d"  # zero width (non-)joiner: Persian and Indic spelling needs them
WITHOUT_JOINERS = {"Latn", "Grek", "Cyrl"}
MOST_MARKS = 5  # marks in a row; Tibetan stacks reach four
MARKS_IN_A_LINE = 2  # more of them need a higher line
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # letters and marks by their category, and never seen


def refuse_invisible(text: str, what: str) -> None:
    """Controls, bidirectional overrides, halves of surrogates and unassigned characters print as something else."""
    for character in text:
        if is_hidden(character, text):
            raise IssueRefused(
                f"{what.capitalize()} holds {named(character)}, which cannot be printed. Type the words again."
            )


def is_hidden(character: str, text: str) -> bool:
    """Whether a character cannot be seen. A joiner can, by what it does to letters of a script that knows it."""
    if character in FILLERS:
        return True
    if unicodedata.category(character) not in INVISIBLE:
        return False
    return character not in JOINERS or not any(
        each.isalpha() and scripts.script(each) not in WITHOUT_JOINERS for each in text
    )


def refuse_stacks(text: str, what: str) -> None:
    """A tower of marks would leave its line."""
    if tower(text) > MOST_MARKS:
        raise IssueRefused(f"{what.capitalize()} has more than {MOST_MARKS} marks on one letter. Type the words again.")


def tower(text: str) -> int:
    """The most marks that stand on one letter."""
    highest = marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        highest = max(highest, marks)
    return highest


def fewer_marks(text: str) -> str:
    """Without the marks above the highest tower that a line can hold."""
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def named(character: str) -> str:
    """A character as a message names it: “ก” (U+0E01, Thai character ko kai)."""
    name = unicodedata.name(character, "").lower()
    point = f"U+{ord(character):04X}" + (f", {name}" if name else "")
    return (
        f"“{character}” ({point})"
        if unicodedata.category(character)[0] not in "CZ"
        else f"a hidden character ({point})"
    )
