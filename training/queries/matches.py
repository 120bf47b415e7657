"""Records that may be the same person as somebody who signed up."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from training.models import License, Practitioner
from training.models.fields import fold


def likely_matches(people: Iterable[Practitioner], user) -> dict[int, list[tuple[Practitioner, str]]]:
    """For each person the records without a login that share the name, the email or a license number, and why."""
    people = list(people)
    found = defaultdict(list)
    rows = list(Practitioner.objects.visible_to(user).filter(candidates(people), user=None)) if people else []
    numbers = numbers_of([*people, *rows])
    for person in people:
        for row in rows:
            why = reasons(person, row, numbers)
            if why and row.pk != person.pk:
                found[person.pk].append((row, ", ".join(why)))
    return defaultdict(list, {pk: each[:5] for pk, each in found.items()})


def candidates(people: list[Practitioner]) -> Q:
    """One condition for all of them, so that the number of queries does not grow."""
    found = Q(pk__in=[])
    for person in people:
        found |= Q(folded_name__startswith=f"{fold(person.full_name)} ")
        if person.email:
            found |= Q(email__iexact=person.email)
    numbers = License.objects.current().filter(practitioner__in=people).values("normalized_number")
    same = License.objects.current().filter(normalized_number__in=numbers).values("practitioner")
    return found | Q(pk__in=same)


def numbers_of(people) -> dict[int, set[str]]:
    found = defaultdict(set)
    rows = License.objects.current().filter(practitioner__in=people)
    for pk, number in rows.values_list("practitioner", "normalized_number"):
        found[pk].add(number)
    return found


def reasons(person: Practitioner, row: Practitioner, numbers: dict[int, set[str]]) -> list[str]:
    why = []
    if fold(person.full_name) == fold(row.full_name):
        why.append("same name")
    if person.email and person.email.lower() == row.email.lower():
        why.append("same email")
    if numbers[person.pk] & numbers[row.pk]:
        why.append("same license number")
    return why
