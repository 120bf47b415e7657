"""What every node of a rule tree has, and the checks that keep a meaningless one from being made."""

from dataclasses import dataclass, fields
from datetime import date
from typing import ClassVar, get_args, get_origin

ACTORS = ("therapist", "supervisor", "manager", "board")


@dataclass(frozen=True, kw_only=True)
class Node:
    """What every requirement has: an id unique within its tree, a label (made when empty), the law behind it,
    and who acts next while it is missing.
    """

    kind: ClassVar[str] = ""
    id: str = ""
    label: str = ""
    citation: str = ""
    who: str = "therapist"

    @property
    def needed(self) -> int:
        """The figure that meets the requirement, in the unit that `answers.UNITS` names."""
        return 1

    def __post_init__(self):
        for item in fields(self):
            self.require(_fits(getattr(self, item.name), item.type), f"{item.name} is of the wrong type")
        self.require(self.who in ACTORS, f"who must be one of {', '.join(ACTORS)}")
        self.check()

    def check(self):
        """Raise ValueError, naming the node, unless its values can mean something."""

    def require(self, condition, message):
        """Refuse this node with a message unless the condition holds."""
        if not condition:
            raise ValueError(f"{self.kind or 'requirement'} {self.id or self.label or '(no id)'}: {message}")

    def require_amount(self, name):
        """Refuse an amount of zero or less."""
        self.require(getattr(self, name) > 0, f"{name} must be above zero")

    def require_text(self, *names):
        """Refuse an empty name."""
        for name in names:
            self.require(getattr(self, name).strip(), f"{name} is empty")

    def require_among(self, name, allowed):
        """Refuse a word that is not in the list."""
        for word in getattr(self, name):
            self.require(word in allowed, f"{name} has {word!r}; known are {', '.join(allowed)}")


@dataclass(frozen=True, kw_only=True)
class Dated(Node):
    """A leaf that counts dated evidence, and may count only what is dated from `since` until `until`, inclusive.

    That filter is how grandfathering is written.
    """

    since: date | None = None
    until: date | None = None

    def __post_init__(self):
        super().__post_init__()
        self.require(not (self.since and self.until) or self.since <= self.until, "since is after until")

    def admits(self, on):
        """True when evidence of that day may count."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


def _fits(value, kind):
    if get_origin(kind) is tuple:
        return isinstance(value, tuple) and all(isinstance(each, get_args(kind)[0]) for each in value)
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
