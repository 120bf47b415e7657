"""A badge that somebody hands in, field by field beside the stored one.

Its words are compared and nothing of it is made canonical: naming the nodes of a stranger's graph may take for ever
(docs/decisions/open-badges.md). The proof of the stored badge covers each of its words, so that it holds for a file
that says the same and for no other.
"""

import json
from collections.abc import Iterator

from certificates.badge import keys
from certificates.badge.canonical import plain
from certificates.badge.check import faults_of_proof
from certificates.dropped.words import Difference, shown

Place = tuple[str, ...]
MOST = 40  # differences that are shown
# What people call the places that matter to them.
CALLED = {
    "name": "Title",
    "issuer, id": "Issuer",
    "validFrom": "Valid from",
    "validUntil": "Valid until",
    "credentialSubject, identifier, identityHash": "Name",
    "credentialSubject, achievement, name": "What was achieved",
    "credentialSubject, achievement, description": "Scope or objectives",
    "proof, proofValue": "Proof",
}


def says_the_same(file: dict, stored: dict) -> bool:
    """Whether both say the same to a verifier: spaces, the order of names and of a set say nothing."""
    return written(plain(file)) == written(plain(stored))


def written(value) -> str:
    """One text for one value, so that 0 is not false and 1 is not 1.0."""
    return json.dumps(value, sort_keys=True)


def differences(file: dict, stored: dict) -> list[Difference]:
    """What the file says otherwise; `what` is the place, as names from the outside to the inside."""
    ours, theirs = dict(fields(stored)), {}
    for place, text in fields(file):
        if place in ours or len(theirs) < len(ours) + MOST:
            theirs[place] = text
    names = [name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name)]
    return [shown(Difference(called(name), theirs.get(name, ""), ours.get(name, ""))) for name in names[:MOST]]


def called(place: Place) -> str:
    """A place with what people call it: “Name (credentialSubject, identifier, identityHash)”."""
    words = ", ".join(place)
    return f"{CALLED[words]} ({words})" if words in CALLED else words


def fields(badge: dict) -> Iterator[tuple[Place, str]]:
    """Each plain value with its place; one of a thing and a list of one are the same.

    A stranger's file may be nested as deeply and have names as long as it likes: here it costs no memory.
    """
    left = [((), name, part) for name, part in reversed(badge.items())]
    while left:
        around, name, value = left.pop()
        place = (*around, name)
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(value, list):
            value = {str(number): each for number, each in enumerate(value, start=1)}
        if value and isinstance(value, dict):
            left += [(place, name, part) for name, part in reversed(value.items())]
        else:
            yield place, value if isinstance(value, str) else json.dumps(value)


def proof_holds(stored: dict) -> bool:
    """Whether the proof of a stored badge is by one of our keys, over its words."""
    return not list(faults_of_proof(stored, keys.issuer_document(stored["issuer"]["id"])))


def issuer_of(file: dict) -> str:
    """Whom it names as its issuer, as it can be shown; empty where it names nobody."""
    issuer = file.get("issuer")
    named = issuer.get("id") if isinstance(issuer, dict) else issuer
    return named if isinstance(named, str) else ""
