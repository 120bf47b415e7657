"""The canonical RDF form of a credential, which is what a proof signs."""

from collections.abc import Callable
from threading import Lock

from pyld import jsonld

from certificates.badge.contexts import load

# pyld keeps the contexts that it has read in a cache of the process that no lock guards.
_one_at_a_time = Lock()


class NotCovered(ValueError):
    """A document says something that its contexts do not define: a proof would not cover it."""


def canonical(document: dict, loader: Callable = load) -> str:
    """The document as sorted N-Quads with blank nodes named by RDFC-1.0."""
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": loader}
    with _one_at_a_time:
        return jsonld.normalize(document, options)


def require_covered(document: dict, loader: Callable = load) -> None:
    """Raise NotCovered unless the document is, word for word, what its contexts make of it.

    JSON-LD drops what it does not know without a word, so that a line added to a signed document would leave its
    signature intact. Here it comes back changed.
    """
    options = {"documentLoader": loader}
    with _one_at_a_time:
        expanded = jsonld.expand(document, options)
        back = jsonld.compact(expanded, {"@context": document["@context"]}, options)
    if plain(back | {"@context": document["@context"]}) != plain(document):
        raise NotCovered("The document holds words that its contexts do not define.")


def plain(value):
    """One of a thing and a list of one are the same, and an order of a set says nothing."""
    if isinstance(value, dict):
        return {name: plain(part) if name != "@context" else part for name, part in value.items()}
    if isinstance(value, list):
        parts = sorted((plain(part) for part in value), key=repr)
        return parts[0] if len(parts) == 1 else parts
    return value
