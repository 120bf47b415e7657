"""Filings with a time limit: each is tied to the training of its rule, whose days start its time.

A written tree names only the anchor. What the anchor means is a matter of the lines beside it, so a rule resolves its
trees once, and the interpreter meets nodes that hold all that they ask about.
"""

from dataclasses import dataclass, fields, replace

from .node import Node
from .outcomes import Truth
from .requirements import TRAINING_KINDS, Filing, children, rebuilt, walk


@dataclass(frozen=True, kw_only=True)
class TimedFiling(Filing):
    """A filing with a time limit, and the training that it waits for. Never part of a written tree."""

    kind = "timed_filing"
    training: Node | None = None


@dataclass(frozen=True)
class Assumed(Node):
    """What is taken as given while something else is asked. Never part of a written tree."""

    kind = "assumed"
    truth: Truth


def timed(tree, *beside) -> Node:
    """The tree with every filing that has a time limit tied to its training.

    That is the tree's own, or where it has none that of the first tree beside it that has some.
    """
    if not any(_has_limit(node) for node in walk(tree)):
        return tree
    training = (training_of(each) for each in (tree, *beside) if each is not None)
    return _tied(tree, next(filter(None, training), None))


def training_of(node) -> Node | None:
    """The course, module and session lines of a tree alone, or None where it has none.

    An alternative keeps its other ways, for whoever takes one of them has met the line too.
    """
    if node.kind in TRAINING_KINDS:
        return node
    below = tuple(filter(None, map(training_of, children(node))))
    if below and node.kind == "any_of":
        return replace(node, of=tuple(training_of(each) or each for each in node.of if not _has_limit(each)))
    return rebuilt(node, below) if below else None


def assuming(node, answers) -> Node:
    """The tree with some of its nodes, the keys of `answers`, taken to say what the values say."""
    if node in answers:
        return Assumed(answers[node], id=node.id)
    return rebuilt(node, tuple(assuming(each, answers) for each in children(node)))


def _has_limit(node):
    return node.kind == "filing" and node.within_days is not None


def _tied(node, training):
    if _has_limit(node):
        values = {item.name: getattr(node, item.name) for item in fields(node)}
        return TimedFiling(**values, training=training)
    return rebuilt(node, tuple(_tied(each, training) for each in children(node)))
