"""The places of a sentence, such as {scheme}: which there are, which must be there, and what stands in them."""

from collections.abc import Mapping
from string import Formatter

# By kind of sentence, each place with what is printed there. `limit` and `extended` bring their comma with them.
PLACES = {
    "certification": {
        "words": "the words of the scheme, such as “has met every requirement of …”",
        "scheme": "the name of the scheme",
        "limit": "a limit of its scope, where it has one",
        "from": "the first day",
        "until": "the last day",
        "extended": "the day it was extended from, where it was",
    },
    "change": {
        "scheme": "the name of the scheme",
        "limit": "a limit of its scope, where it has one",
        "from": "the first day",
        "until": "the last day",
        "extended": "the day it was extended from, where it was",
    },
    "completion": {"course": "the title of the course", "completed": "the day of the completion"},
}
EITHER = {"certification": {"words", "scheme"}}  # one of them is enough


def misplaced(sentence: str, kind: str) -> str:
    """Why a sentence cannot be filled, in a sentence; empty where it can. `kind` is a key of `PLACES`."""
    try:
        found = places_of(sentence)
    except ValueError:
        return "Each place begins with { and ends with }, and has a name alone in between, for example {from}."
    known, either = PLACES[kind], EITHER.get(kind, set())
    for name in found:
        if name not in known:
            return f"There is no place {braced(name)} here. The places are {listed(known)}."
    missing = [name for name in known if name not in found and name not in either]
    if missing:
        return f"The sentence lacks {listed(missing)}. Without it the certificate would not say {known[missing[0]]}."
    if either and not either & set(found):
        return f"The sentence lacks {' or '.join(map(braced, sorted(either)))}: what was certified must be said."
    twice = [name for name in known if found.count(name) > 1]
    return f"The place {braced(twice[0])} stands there twice. Leave it once." if twice else ""


def filled(sentence: str, values: Mapping[str, str]) -> str:
    """The sentence with its places filled. A place that is not in `values` raises KeyError."""
    parts = Formatter().parse(sentence)
    return "".join(text + (values[name] if name is not None else "") for text, name, _, _ in parts)


def places_of(sentence: str) -> list[str]:
    """The names of the places, in order. Raises ValueError where a brace is alone or a place holds more than a name."""
    found = []
    for _, name, form, conversion in Formatter().parse(sentence):
        if form or conversion:
            raise ValueError(name)
        if name is not None:
            found.append(name)
    return found


def braced(name: str) -> str:
    return f"{{{name}}}"


def listed(names) -> str:
    *others, last = map(braced, names)
    return f"{', '.join(others)} and {last}" if others else last
