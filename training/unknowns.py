"""The unknown leaves of a rule's trees, wherever they stand, and the trees with answers in their places.

A field of research (`rule_fields`) that stands at the root under its own name is asked by that name; every other
unknown has a group of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from training.rule_fields import BY_KEY, FIELDS, NOTHING, UNKNOWN, Answer, RuleField, carried

MADE_OF = {
    "min_course_hours": lambda kind, value: kind == "hours" and value.get("modes") != ["in_person"],
    "in_person_hours": lambda kind, value: kind == "hours" and value.get("modes") == ["in_person"],
    "min_licensed_years": lambda kind, value: kind == "licensed_for",
    "supervised_sessions": lambda kind, value: kind == "sessions",
    "exam_required": lambda kind, value: kind == "exam",
    "board_registration": lambda kind, value: kind == "filing",
}
BY_WHAT = {field.what: field for field in FIELDS}


class NoWayLeft(ValueError):
    """Nothing is left of a “one of”, or of an option in it: gone with the line, the whole requirement would be.

    `key` is that of the last unknown answered there.
    """

    def __init__(self, key: str):
        super().__init__("Then nobody could meet this. Say which way there is, or leave one unknown.")
        self.key = key


@dataclass(frozen=True, slots=True)
class Leaf:
    """One unknown: its key in forms, what it is, the kinds of the groups around it, and the field that could answer it.

    `is_option` says that it stands in a “one of”: there “nothing required” means that there is no such way.
    """

    key: str
    what: str
    groups: tuple[str, ...] = ()
    stage: bool = False
    field: RuleField | None = None
    citation: str = ""

    @property
    def is_option(self) -> bool:
        return self.groups[-1:] == ("any_of",)


def unknown_leaves(requirements: list[dict], provisional: list[dict]) -> list[Leaf]:
    """Every unknown of both trees that the fields of research do not ask for by name, in order."""
    by_name = {f"line-{block.get('id')}" for block in requirements if block.get("id") in BY_KEY}
    own = [leaf for leaf in leaves(requirements) if leaf.key not in by_name]
    return [*own, *leaves(provisional, stage=True)]


def leaves_of(rule) -> list[Leaf]:
    """The unknowns of a rule's row that have groups of their own."""
    return unknown_leaves(list(rule.requirements.raw_data), list(rule.provisional.raw_data))


def fields_of(rule) -> dict[str, RuleField | None]:
    """The field behind each key that an answer about this rule may have; None where no value can be meant."""
    return {**BY_KEY, **{leaf.key: leaf.field for leaf in leaves_of(rule)}}


def asked(requirements: list[dict]) -> list[str]:
    """The fields that are asked for by name: all but those that an unknown elsewhere in the tree asks for."""
    return [field.key for field in FIELDS if own_line(requirements, field.key) or not is_open(requirements, field.key)]


def is_open(requirements: list[dict], key: str) -> bool:
    """Whether an unknown of the tree is about the field."""
    unknown = (block for block in every(requirements) if block["type"] == "unknown")
    return any((field := field_of(block)) is not None and field.key == key for block in unknown)


def is_written(requirements: list[dict], key: str) -> bool:
    """Whether lines of the tree say what the field is about, in a way that one amount or name cannot."""
    if own := own_line(requirements, key):
        return not (own["type"] == "unknown" or is_plain(own, key))
    return any(is_about(block, key) for block in every(requirements))


def own_line(requirements: list[dict], key: str) -> dict | None:
    """The line at the root under the field's own name."""
    return next((block for block in requirements if block.get("id") == key), None)


def is_plain(block: dict, key: str) -> bool:
    """Whether the field's own line is of its kind, with a whole amount or a name."""
    if not MADE_OF[key](block["type"], block["value"]):
        return False
    value = BY_KEY[key].read(block["value"]).value
    return isinstance(value, str) or value == int(value)


def is_about(block: dict, key: str) -> bool:
    """Whether a known line is about a field; the line of another field is not, such as hours in person."""
    other = block.get("id") in BY_KEY and block["id"] != key
    return not other and MADE_OF[key](block["type"], block["value"])


def every(blocks: list[dict]) -> Iterator[dict]:
    """Every block from the top."""
    for block in blocks:
        yield block
        yield from every(block["value"].get("of") or [])


def field_of(block: dict) -> RuleField | None:
    """The field of research that an unknown line is about, by its name or its words."""
    return BY_KEY.get(block.get("id")) or BY_WHAT.get(block["value"].get("what"))


def leaves(blocks: list[dict], stage: bool = False, groups: tuple[str, ...] = (), place: str = "") -> Iterator[Leaf]:
    for index, block in enumerate(blocks, 1):
        at, value = f"{place}.{index}" if place else str(index), block["value"]
        if block["type"] == "unknown":
            cited = value.get("citation") or ""
            yield Leaf(key_of(block, at, stage), value["what"], groups, stage, field_of(block), cited)
        if "of" in value:
            yield from leaves(value["of"], stage, (*groups, block["type"]), at)


def key_of(block: dict, place: str, stage: bool) -> str:
    """The name of a leaf in forms: by its id, or by its place where it has none."""
    return f"{'stage' if stage else 'line'}-{block.get('id') or place}"


def closed(
    blocks: list[dict],
    answers: Mapping[str, Answer],
    code: str,
    stage: bool = False,
    place: str = "",
    in_option: bool = False,
) -> list[dict]:
    """The tree with the answers in the places of its unknowns.

    What requires nothing goes, and a group of which all must be met goes when it is left empty; what is not answered
    stays unknown. `NoWayLeft` where a “one of” would lose its last option, or an option of it all that it asks for.
    """
    made = []
    for index, block in enumerate(blocks, 1):
        at = f"{place}.{index}" if place else str(index)
        if (new := closed_one(block, answers, code, stage, at, in_option)) is not None:
            made.append(new)
    return made


def closed_one(block, answers, code, stage, at, in_option) -> dict | None:
    value = block["value"]
    if "of" in value:
        in_option = in_option or block["type"] == "any_of"
        below = closed(value["of"], answers, code, stage, at, in_option)
        if value["of"] and not below and in_option:
            raise NoWayLeft(list(leaves(value["of"], stage, place=at))[-1].key)
        emptied = value["of"] and not below
        return None if emptied else {**block, "value": {**value, "of": below}}
    answer = answers.get(key_of(block, at, stage), Answer(UNKNOWN))
    if block["type"] != "unknown" or answer.kind == UNKNOWN:
        return block
    return None if answer.kind == NOTHING else made_known(block, answer, code)


def made_known(block: dict, answer: Answer, code: str) -> dict:
    """The line of a value in the place of an unknown, with its citation."""
    return carried(block, field_of(block).make(block.get("id") or "", answer, code))
