"""Rows of many people at once."""

from django.db.models import Q

from training.keys import among_keys

SPARSE = 1.2


def among(people: list[int], name: str = "practitioner") -> Q:
    """Rows of these people, whose keys ascend; `name` is the column that holds them.

    Keys that (nearly) follow one another are asked for by the first and the last: a statement that lists five hundred
    costs more to write than its rows to read. The rows of the few others in between are for the reader to leave out.
    """
    if people and people[-1] - people[0] < SPARSE * len(people):
        return Q(**{f"{name}__gte": people[0], f"{name}__lte": people[-1]})
    return among_keys(people, name)
