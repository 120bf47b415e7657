"""Whether what a source holds is the license that somebody claims. It fails closed: never the first entry of a list."""

from datetime import datetime

from training.models import License, LicenseCheck
from training.models.fields import fold, normalize_number
from training.sources.base import Answer, Entry


def entry_for(license: License, answer: Answer) -> Entry | None:
    """The one entry under the claimed number and a name that a manager saw; None where there is none.

    Two different entries that both fit prove nothing, so they count as none.
    """
    mine = [
        each
        for each in answer.entries
        if normalize_number(each.number) == license.normalized_number and is_name_of(license, each.name)
    ]
    return mine[0] if len(mine) == 1 else None


def is_compared(license: License) -> bool:
    """Whether a manager saw the holder's present name: a person alone cannot take the name that a list holds."""
    return any(parts(name) == parts(license.practitioner.full_name) for name in seen_names(license))


def is_name_of(license: License, name: str) -> bool:
    """Every part of the family name and the first given name, in any order and script-folded, now or formerly."""
    person, found = license.practitioner, set(parts(name))
    wanted = (must_have(seen, person.sort_name) for seen in seen_names(license))
    return any(words and found >= words for words in wanted)


def seen_names(license: License) -> list[str]:
    """The names that the holder had when a manager admitted them, and when one looked this license up and found it."""
    looks = (each for each in license.checks.all() if each.shows and each.method != LicenseCheck.Method.AUTOMATIC)
    moments = [license.practitioner.admitted_at, *(each.recorded_at for each in looks)]
    return [name_at(license.practitioner, moment) for moment in moments if moment]


def name_at(practitioner, moment: datetime) -> str:
    """The name at an instant; a former one was replaced when it was recorded."""
    former = sorted(practitioner.former_names.all(), key=lambda each: (each.recorded_at, each.pk))
    return next((each.full_name for each in former if each.recorded_at > moment), practitioner.full_name)


def must_have(full: str, sort: str) -> set[str]:
    """The family name and the first of the other words. Lists only say which words of the name are the family's.

    Where the name for lists says something else (nothing before its comma, or no words of the name), it is the last.
    """
    words, (family, comma, _) = parts(full), sort.partition(",")
    said = set(parts(family)) if comma else set()
    last = said if said and said <= set(words) else set(words[-1:])
    return last | set([word for word in words if word not in last][:1])


def parts(name: str) -> list[str]:
    """The words of a name without case, accents and punctuation."""
    return fold("".join(letter if letter.isalnum() else " " for letter in name)).split()
