"""Days in the words of a language, by Django's formats."""

from collections.abc import Callable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import override


def day_in(code: str) -> Callable[[date], str]:
    """How a language says a day: “1 de marzo de 2027”, “1er mars 2027”."""

    def day_of(day: date) -> str:
        with override(code):
            words = date_format(day, "DATE_FORMAT", use_l10n=True)
        return f"1er{words[1:]}" if code == "fr" and words.startswith("1 ") else words

    return day_of
