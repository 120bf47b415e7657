"""Whether what a source holds is the license that somebody claims. It fails closed: never the first entry of a list."""

from training.actions.license import normalize_number
from training.models import License
from training.models.fields import fold
from training.sources.base import Answer, Entry


def entry_for(license: License, answer: Answer) -> Entry | None:
    """The one entry under the claimed number and the holder's name, now or earlier; None where there is none.

    Two different entries that both fit prove nothing, so they count as none.
    """
    mine = [
        each
        for each in answer.entries
        if normalize_number(each.number) == license.normalized_number and is_name_of(license.practitioner, each.name)
    ]
    return mine[0] if len(mine) == 1 else None


def is_name_of(practitioner, name: str) -> bool:
    """Every part of the family name and the first given name, in any order and script-folded, now or formerly."""
    found = set(parts(name))
    names = [(practitioner.full_name, practitioner.sort_name)]
    names += [(former.full_name, former.full_name) for former in practitioner.former_names.all()]
    return any(found >= must_have(*each) for each in names)


def must_have(full: str, sort: str) -> set[str]:
    """The family name as it sorts (before the comma) and the first word of the name."""
    family, comma, _ = sort.partition(",")
    words = parts(full)
    return {*(parts(family) if comma else words[-1:]), *words[:1]}


def parts(name: str) -> list[str]:
    """The words of a name without case, accents and punctuation."""
    return fold("".join(letter if letter.isalnum() else " " for letter in name)).split()
