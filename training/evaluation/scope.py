"""Scope: the body regions and techniques that a rule opens, where it opens only what the courses taught."""

from dataclasses import dataclass

from .facts import TECHNIQUES
from .items import counts_course
from .node import Node
from .outcomes import Truth
from .requirements import COURSE_KINDS, walk
from .steps import Answer, Steps


@dataclass(frozen=True, kw_only=True)
class Taught(Node):
    """Something taught by the counted courses may be practiced. Never part of a written tree.

    `tree` is the rule whose courses count; where it counts none itself, every course does. `scope` are the codes
    that limit it, empty for no limit.
    """

    kind = "taught"
    tree: Node | None = None
    scope: tuple[str, ...] = ()
    who: str = "manager"


def taught_line(node, facts) -> Steps:
    """What the line answers on each day: unknown while no counted course names a body region that it taught."""
    return codes_line(node, facts).map(lambda said: _answer(node, *said))


def scope_line(node, facts) -> Steps:
    """The codes that may be practiced on each day, in alphabetical order; more courses widen them."""
    return codes_line(node, facts).map(lambda said: within(said[0], node.scope) or ())


def codes_line(node, facts) -> Steps:
    """What was taught so far, as codes in alphabetical order, and by how many courses, on each day."""
    points, codes = [], set()
    for courses, fact in enumerate(teaching(node, facts), 1):
        codes.update(fact.taught)
        points.append((fact.on, (tuple(sorted(codes)), courses)))
    return Steps.of(points, ((), 0))


def teaching(node, facts) -> list:
    """The counted courses and modules that say what they taught, by day and id."""
    counting = [each for each in walk(node.tree) if each.kind in COURSE_KINDS] if node.tree else []
    courses = (fact for fact in (*facts.credits, *facts.completions) if fact.taught)
    counted = (fact for fact in courses if not counting or any(counts_course(each, fact) for each in counting))
    return sorted(counted, key=lambda fact: (fact.on, fact.id))


def within(taught, scope) -> tuple[str, ...] | None:
    """What was taught and lies within a scope; None where nothing that was taught may be practiced.

    A scope may name regions, techniques or both; it limits only what it names. Where it names some and none of
    them was taught, nothing is left: needling needs a region and a technique.
    """
    limits = [set(part) for part in _parts(scope) if part]
    if not taught or any(limit.isdisjoint(taught) for limit in limits):
        return None
    return tuple(code for code in taught if all(code in limit for limit in limits if _alike(code, limit)))


def _parts(codes):
    return [each for each in codes if each not in TECHNIQUES], [each for each in codes if each in TECHNIQUES]


def _alike(code, limit):
    return (code in TECHNIQUES) == (not limit.isdisjoint(TECHNIQUES))


def _answer(node, taught, courses):
    if not _parts(taught)[0]:
        return Answer(Truth.UNKNOWN, courses)
    return Answer(Truth.NOT_MET if within(taught, node.scope) is None else Truth.MET, courses)
