"""The sentence after the name: that of a design, with the facts in its places."""

from datetime import date

from certificates.designs.content import DesignContent
from certificates.designs.languages import language_of
from certificates.designs.places import filled


def certified(
    content: DesignContent,
    *,
    words: str,
    scheme: str,
    valid_from: date,
    valid_until: date,
    changed: bool = False,
    limited: bool = False,
    extended_from: date | None = None,
) -> str:
    """That of a certification, each date on one line. `words` are those of the scheme.

    `changed` is said after an extension or a reduction of scope, which judged no requirement.
    """
    language = language_of(content.language)
    values = {
        "words": " ".join(words.split()).rstrip(" .,;"),
        "scheme": scheme,
        "limit": language.limited if limited else "",
        "from": language.unbroken(valid_from),
        "until": language.unbroken(valid_until),
        "extended": language.extended.format(language.unbroken(extended_from)) if extended_from else "",
    }
    return filled(content.sentence_of_change if changed else content.sentence, values)


def completed(content: DesignContent, *, course: str, completed_on: date) -> str:
    """That of a completion. It says that the quiz was passed, never how well."""
    day = language_of(content.language).unbroken(completed_on)
    return filled(content.sentence, {"course": course, "completed": day})
