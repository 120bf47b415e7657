"""The kinds of requirement, the nodes of a rule tree, and how a tree reads as JSON.

A node that cannot mean anything (an empty group, an amount of zero) cannot be made: `ValueError` names it.
"""

from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date

from .facts import LICENSE_TYPES, MODES
from .node import Dated, Node

DEEPEST = 12  # levels of a tree; an editor writes four
ANCHORS = ("first_course", "first_session")
FILING_ANCHORS = ("training_met", "first_course", "last_course")
COURSE_KINDS = ("hours", "modules")  # the lines that count courses
TRAINING_KINDS = (*COURSE_KINDS, "sessions")


class _Group(Node):
    def check(self):
        self.require(self.of, "the group is empty")


@dataclass(frozen=True)
class AllOf(_Group):
    """Every one of them."""

    kind = "all_of"
    of: tuple[Node, ...]

    @property
    def needed(self):
        return len(self.of)


@dataclass(frozen=True)
class AnyOf(_Group):
    """One of them is enough."""

    kind = "any_of"
    of: tuple[Node, ...]


@dataclass(frozen=True)
class Hours(Dated):
    """Minutes of courses and modules; empty filters admit every subject and every delivery mode."""

    kind = "hours"
    minutes: int
    subjects: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()

    @property
    def needed(self):
        return self.minutes

    def check(self):
        self.require_amount("minutes")
        self.require_among("modes", MODES)


@dataclass(frozen=True)
class Sessions(Dated):
    """Signed supervised sessions under an eligible supervisor who had every named qualification on that day.

    A session counts once if it touches any of the regions.
    """

    kind = "sessions"
    count: int
    regions: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    supervision: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()
    new_patients: bool = False

    @property
    def needed(self):
        return self.count

    def check(self):
        self.require_amount("count")


@dataclass(frozen=True)
class Modules(Dated):
    """Named training modules, each counted once; all of them, or at least `min_count`."""

    kind = "modules"
    modules: tuple[str, ...]
    min_count: int | None = None

    @property
    def needed(self):
        return self.min_count or len(set(self.modules))

    def check(self):
        self.require(self.modules, "names no module")
        if self.min_count is not None:
            self.require_amount("min_count")
            self.require(self.min_count <= len(set(self.modules)), "min_count is more than the modules named")


@dataclass(frozen=True)
class Exam(Dated):
    """An examination passed with at least this score."""

    kind = "exam"
    name: str
    score: int = 0

    def check(self):
        self.require_text("name")
        self.require(self.score >= 0, "score is below zero")


@dataclass(frozen=True)
class ActiveLicense(Node):
    """A license in good standing on the day; no jurisdiction means anywhere, no types or professions any."""

    kind = "active_license"
    jurisdiction: str | None = None
    types: tuple[str, ...] = ()
    professions: tuple[str, ...] = ()

    def check(self):
        self.require_among("types", LICENSE_TYPES)


@dataclass(frozen=True)
class LicensedFor(Node):
    """Licensed for so many calendar months, here or (no jurisdiction) anywhere.

    `before="training"` asks that the months were full by the day of the first course in the subjects.
    """

    kind = "licensed_for"
    months: int
    jurisdiction: str | None = None
    before: str = "practice"
    subjects: tuple[str, ...] = ()

    @property
    def needed(self):
        return self.months

    def check(self):
        self.require_amount("months")
        self.require(self.before in ("practice", "training"), "before must be practice or training")


@dataclass(frozen=True)
class Credential(Dated):
    """A card or degree in force on the day; since and until filter by its first day."""

    kind = "credential"
    name: str

    def check(self):
        self.require_text("name")


@dataclass(frozen=True)
class Holds(Node):
    """A certification of this scheme is held on the day."""

    kind = "holds"
    scheme: str

    def check(self):
        self.require_text("scheme")


@dataclass(frozen=True)
class Filing(Dated):
    """A paper filed with the board of the jurisdiction: before practice, or within so many days of an anchor.

    With `within_days` it is met, though not filed, from the anchor's day to that many days later, inclusive; filed on
    any day it is met from then. `training_met` is the first day on which every course, module and session line of the
    same rule is met; `last_course` counts from the course that completed them.
    """

    kind = "filing"
    jurisdiction: str
    name: str
    within_days: int | None = None
    anchor: str = ""

    def check(self):
        self.require_text("jurisdiction", "name")
        if self.within_days is None:
            return self.require(not self.anchor, "an anchor without a deadline")
        self.require_amount("within_days")
        self.require(self.anchor, "a deadline without an anchor")
        return self.require(self.anchor in FILING_ANCHORS, f"anchor must be one of {', '.join(FILING_ANCHORS)}")


@dataclass(frozen=True)
class Attestation(Dated):
    """A signed statement; with an age limit the last day it counts is that many months after it, less one day."""

    kind = "attestation"
    name: str
    max_age_months: int | None = None

    def check(self):
        self.require_text("name")
        if self.max_age_months is not None:
            self.require_amount("max_age_months")


@dataclass(frozen=True)
class Within(Node):
    """A tree met, from some start among its own evidence, within so many months of that start.

    Only evidence from the start on counts. The last day in time is the same day of the month, as statutes count.
    """

    kind = "within"
    months: int
    anchor: str
    of: Node

    def check(self):
        self.require_amount("months")
        self.require(self.anchor in ANCHORS, f"anchor must be one of {', '.join(ANCHORS)}")


@dataclass(frozen=True)
class Unknown(Node):
    """Something that the rule may ask for and nobody has read yet. It is never a pass."""

    kind = "unknown"
    what: str
    who: str = field(default="manager", kw_only=True)

    def check(self):
        self.require_text("what")


KINDS = {
    each.kind: each
    for each in (
        AllOf, AnyOf, Hours, Sessions, Modules, Exam, ActiveLicense, LicensedFor,
        Credential, Holds, Filing, Attestation, Within, Unknown,
    )
}  # fmt: skip


def children(node) -> tuple[Node, ...]:
    """The requirements directly below a node."""
    of = getattr(node, "of", ())
    return (of,) if isinstance(of, Node) else of


def walk(node):
    """The node and everything below it, from the top."""
    yield node
    for child in children(node):
        yield from walk(child)


def lines(node) -> tuple[Node, ...]:
    """The tree as a checklist: what all must hold, with groups of groups laid flat."""
    if not isinstance(node, AllOf):
        return (node,)
    return tuple(line for child in node.of for line in lines(child))


def to_json(node) -> dict:
    """The node as plain data: its kind and every field that differs from its default."""
    data = {"kind": node.kind}
    for item in fields(node):
        value = getattr(node, item.name)
        if item.default is MISSING or value != item.default:
            data[item.name] = _plain(value)
    return data


def from_json(data) -> Node:
    """The tree of what `to_json` made or an editor wrote; nodes without an id get one from their place.

    Raises ValueError naming the node and what is wrong with it.
    """
    tree = _node(data, "root")
    _refuse_twice_used_ids(tree)
    return tree


def numbered(node, place="root") -> Node:
    """The tree with an id from its place (root, root.1, root.1.2) wherever a node has none."""
    below = tuple(numbered(child, f"{place}.{index}") for index, child in enumerate(children(node), 1))
    if not below and node.id:
        return node
    return rebuilt(node, below, id=node.id or place)


def rebuilt(node, below, **changes) -> Node:
    """The node with other nodes directly below it, and other values."""
    if below:
        changes["of"] = below if isinstance(node.of, tuple) else below[0]
    return replace(node, **changes)


def prefixed(tree, prefix) -> Node:
    """The tree with every id under a prefix, so that two trees can share one list of findings."""
    return _prefixed(numbered(tree), prefix)


def _prefixed(node, prefix):
    below = tuple(_prefixed(child, prefix) for child in children(node))
    return rebuilt(node, below, id=f"{prefix}.{node.id}")


def _plain(value):
    if isinstance(value, Node):
        return to_json(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _node(data, place):
    if not isinstance(data, dict):
        raise ValueError(f"{place}: a requirement must be an object with a kind")
    name = f"{data.get('kind', 'requirement')} {data.get('id') or place}"
    if place.count(".") > DEEPEST:
        raise ValueError(f"{name}: groups nest more than {DEEPEST} deep")
    if data.get("kind") not in KINDS:
        raise ValueError(f"{name}: unknown kind of requirement")
    cls = KINDS[data["kind"]]
    known = {item.name: item for item in fields(cls)}
    values = {"id": place} | {key: value for key, value in data.items() if key != "kind" and (value or key != "id")}
    if strange := sorted(set(values) - set(known)):
        raise ValueError(f"{name}: unknown field {', '.join(strange)}")
    if missing := sorted(key for key, item in known.items() if item.default is MISSING and key not in values):
        raise ValueError(f"{name}: missing field {', '.join(missing)}")
    return cls(**{key: _value(key, value, name, place) for key, value in values.items()})


def _value(key, value, name, place):
    if key == "of":
        if not isinstance(value, list):
            return _node(value, f"{place}.1")
        return tuple(_node(each, f"{place}.{index}") for index, each in enumerate(value, 1))
    if key in ("since", "until"):
        return _date(value, f"{name}: {key}")
    return _words(value, f"{name}: {key}") if isinstance(value, list) else value


def _date(value, where):
    try:
        return None if value is None else date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{where} is not a date (YYYY-MM-DD)") from error


def _words(value, where):
    if not all(isinstance(each, str) for each in value):
        raise ValueError(f"{where} must be a list of words")
    return tuple(value)


def _refuse_twice_used_ids(tree):
    seen = set()
    for node in walk(tree):
        if node.id in seen:
            raise ValueError(f"{node.kind} {node.id}: this id is used twice")
        seen.add(node.id)
