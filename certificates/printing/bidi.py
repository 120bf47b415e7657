"""The direction of a text: WeasyPrint knows `dir`, but does not find it out as browsers do for `<bdi>`."""

import unicodedata

RIGHT_TO_LEFT = {"R", "AL"}


def direction(text: str) -> str:
    """“rtl” or “ltr”, as the first strong letter says (Unicode UAX #9, rules P2 and P3)."""
    strong = next((each for each in map(unicodedata.bidirectional, text) if each in RIGHT_TO_LEFT | {"L"}), "L")
    return "ltr" if strong == "L" else "rtl"


def has_right_to_left(text: str) -> bool:
    """Whether any letter is written from right to left."""
    return any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in text)
