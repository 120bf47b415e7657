"""The kinds of questions: what a question must hold, what may be answered, and what is right. Judged here alone.

A question is the plain data that a module revision keeps; an answer is a list of words: ids of options, or one number.
"""

import re
from decimal import Decimal

NUMBER = re.compile(r"-?([0-9]{1,9}(\.[0-9]{0,6})?|\.[0-9]{1,6})")
HOW_TO_WRITE = "Write a number in digits, such as 2.5, and nothing else."


class Choice:
    """Options of which one is right, or several; several are right only all together and nothing else."""

    how = "Choose an answer."

    def __init__(self, *, several: bool = False):
        self.several = several

    def flaw(self, question: dict) -> str:
        """Why nobody can answer this question, or nothing."""
        known, answer = [option["id"] for option in question["options"]], question["answer"]
        if len(set(known)) != len(known) or len(known) < 2:
            return f"The options of “{question['text']}” cannot be told apart."
        if not answer or not set(answer) <= set(known):
            return f"“{question['text']}” has no right answer among its options."
        if not self.several and len(answer) != 1:
            return f"“{question['text']}” must have exactly one right answer."
        return ""

    def taken(self, question: dict, given: list[str]) -> list[str]:
        """What is saved of what was given; `ValueError` with a sentence for the person where it cannot be."""
        chosen, known = set(given), {option["id"] for option in question["options"]}
        if not chosen <= known or (len(chosen) > 1 and not self.several):
            raise ValueError("Choose from the answers shown.")
        return sorted(chosen)

    def is_right(self, question: dict, chosen: list[str]) -> bool:
        return set(chosen) == set(question["answer"])


class Numeric:
    """One number, right within a tolerance; both ends count. Decimal arithmetic: 0.1 is 0.1."""

    how = HOW_TO_WRITE
    several = False

    def flaw(self, question: dict) -> str:
        (value, *more), tolerance = question["answer"] or [""], question["tolerance"]
        if more or not NUMBER.fullmatch(value):
            return f"“{question['text']}” must have exactly one number as its answer."
        if not NUMBER.fullmatch(tolerance) or Decimal(tolerance) < 0:
            return f"The tolerance of “{question['text']}” must be 0 or more."
        return ""

    def taken(self, question: dict, given: list[str]) -> list[str]:
        """The number as it was written, with a plain minus; none where the field was left empty."""
        words = [word.strip().replace("−", "-") for word in given if word.strip()]
        if len(words) > 1 or not all(NUMBER.fullmatch(word) for word in words):
            raise ValueError(HOW_TO_WRITE)
        return words

    def is_right(self, question: dict, chosen: list[str]) -> bool:
        if len(chosen) != 1:
            return False
        return abs(Decimal(chosen[0]) - Decimal(question["answer"][0])) <= Decimal(question["tolerance"])


KINDS = {"single": Choice(), "multiple": Choice(several=True), "true_false": Choice(), "numeric": Numeric()}


def kind_of(question: dict) -> Choice | Numeric:
    """How this question is asked and judged; an unknown kind is a `ValueError`."""
    if question["kind"] not in KINDS:
        raise ValueError(f"Nobody knows how to ask a question of the kind {question['kind']!r}.")
    return KINDS[question["kind"]]


def is_right(question: dict, chosen: list[str]) -> bool:
    """Whether this answer is right. No answer is wrong."""
    return bool(chosen) and kind_of(question).is_right(question, chosen)
