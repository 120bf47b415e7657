"""What a written label says an amount is: “50 course hours”, “40 of them in person”, “two years of practice”."""

import re
from decimal import Decimal

WORDS = ["a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
COUNTS = {word: Decimal(max(place, 1)) for place, word in enumerate(WORDS)}
NUMBER = rf"(?<![\w.,-])(\d[\d,]*(?:\.\d+)?|{'|'.join(WORDS)})"
APART = rf"(?:and|or|of|in|for|by|within|after|before|hours?|sessions?|{'|'.join(WORDS)})\b"
BETWEEN = rf"(?:[\s-]+(?!{APART})[^\W\d]+){{0,3}}?[\s-]+"
UNITS = {
    "hours": {"hours?|of them": 1},
    "sessions": {"sessions?|treatments?|of them": 1},
    "months": {"months?": 1, "years?": 12},
    "days": {"days?": 1},
}
AMOUNTS = {"hours": "hours", "count": "sessions", "months": "months", "within_days": "days", "max_age_months": "months"}
OF_NODES = {"minutes": "hours"} | {name: unit for name, unit in AMOUNTS.items() if name != "hours"}
LEAST_MINUTES = 15  # what a block can hold at least: written where the law names a subject and no number
PATTERNS = {
    unit: [(re.compile(rf"{NUMBER}{BETWEEN}(?:{words})\b", re.IGNORECASE), times) for words, times in found.items()]
    for unit, found in UNITS.items()
}


def said(label: str, unit: str) -> set[Decimal]:
    """The amounts in that unit that a label names, in digits or small numbers in words; years count as months."""
    return {count(each) * times for pattern, times in PATTERNS[unit] for each in pattern.findall(label)}


def count(word: str) -> Decimal:
    return COUNTS.get(word.lower()) or Decimal(word.replace(",", ""))


def flaw(label: str, unit: str, amount) -> str:
    """A sentence where the label names amounts in that unit, and this is none of them; else nothing."""
    found = said(label, unit)
    if not found or Decimal(str(amount)) in found:
        return ""
    named = " and ".join(plain(each) for each in sorted(found))
    return f"The label says {named} {unit}, the amount is {plain(amount)}. Make them agree, or leave the label empty."


def flaw_of(label: str, value) -> str:
    """The same for the amounts of a requirement as it is written, by the names of its fields."""
    if not label:
        return ""
    found = (flaw(label, unit, value[name]) for name, unit in AMOUNTS.items() if value.get(name))
    return next(filter(None, found), "")


def says(label: str, node) -> bool:
    """Whether the label of a node leaves none of its amounts unsaid.

    A group is shown with its parts, and the least amount of hours stands for “any”.
    """
    asked = [(unit, getattr(node, name, None)) for name, unit in OF_NODES.items()]
    if node.kind == "within" or getattr(node, "minutes", None) == LEAST_MINUTES:
        return True
    return all(not amount or said(label, unit) for unit, amount in asked)


def plain(amount) -> str:
    """50, not 50.00."""
    text = f"{Decimal(str(amount)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
