"""The direction of a text, for paper: WeasyPrint knows `dir`, but does not find it out as browsers do for `<bdi>`."""

import unicodedata

from django import template

register = template.Library()


@register.filter
def direction(text: str) -> str:
    """“rtl” or “ltr”, as the first strong letter says (Unicode UAX #9, rules P2 and P3)."""
    strong = next((each for each in map(unicodedata.bidirectional, text) if each in {"L", "R", "AL"}), "L")
    return "ltr" if strong == "L" else "rtl"
