"""Copies of a document, each changed in one place."""

from collections.abc import Iterator
from copy import deepcopy


def copies(document: dict) -> Iterator[tuple[str, dict]]:
    """Each text replaced, each member dropped, and a word added at each level."""
    for path, value in walk(document):
        where = "/".join(map(str, path))
        if isinstance(value, (str, bool)):
            yield f"{where} changed", replaced(document, path, not value if value is False else f"{value}x")
        if path:
            yield f"{where} dropped", without(document, path)
        if isinstance(value, dict):
            yield f"{where} with a word more", replaced(document, path, {**value, "nickname": "Ace"})


def walk(value, path=()) -> Iterator:
    """Every value of a document with where it is; contexts apart, which are no words of it."""
    yield path, value
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield from walk(part, (*path, name))


def replaced(document, path, value):
    if not path:
        return value
    copy = deepcopy(document)
    at(copy, path[:-1])[path[-1]] = value
    return copy


def without(document, path):
    copy = deepcopy(document)
    del at(copy, path[:-1])[path[-1]]
    return copy


def at(document, path):
    for name in path:
        document = document[name]
    return document
