"""Modules that would wait for one another."""

from collections.abc import Iterable, Mapping


def circle(start: str, needs: Mapping[str, Iterable[str]]) -> list[str]:
    """The shortest way from `start` back to it: each needs the next, the last one `start`. Empty if there is none."""
    ways, seen = [[start]], set()
    for way in ways:
        for each in needs.get(way[-1], ()):
            if each == start:
                return way
            if each not in seen:
                seen.add(each)
                ways.append([*way, each])
    return []
