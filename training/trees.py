"""Rule trees between blocks (what is stored and edited) and `training.evaluation` (what is asked)."""

import json
from datetime import date
from decimal import Decimal
from functools import lru_cache

from training.evaluation.requirements import AllOf, from_json

GROUPS = {"all_of", "any_of"}


def tree_of_stream(stream):
    """The tree of a StreamField's value, or None where it is empty. `ValueError` names what cannot be meant."""
    raw = list(stream.raw_data) if hasattr(stream, "raw_data") else list(stream.get_prep_value())
    return tree_of_text(json.dumps(raw, default=str))


@lru_cache(maxsize=1024)
def tree_of_text(text: str):
    """The tree of stored blocks as JSON: the same text, the same tree, which nothing ever changes."""
    return tree_of_raw(json.loads(text))


def tree_of_raw(raw: list[dict]):
    """The tree of stored blocks: every block of the root must be met."""
    nodes = [node_of_block(block) for block in raw]
    if not nodes:
        return None
    return from_json({"kind": "all_of", "id": "root", "of": nodes})


def node_of_block(block: dict) -> dict:
    """One block as `from_json` reads it: its id is the block's, its empty fields are left out."""
    kind, value = block["type"], dict(block["value"])
    node = {"kind": kind, "id": block.get("id") or ""}
    if kind == "hours":
        node["minutes"] = int(Decimal(str(value.pop("hours"))) * 60)
    if kind in GROUPS:
        node["of"] = [node_of_block(child) for child in value.pop("of")]
    if kind == "within":
        below = [node_of_block(child) for child in value.pop("of")]
        node["of"] = below[0] if len(below) == 1 else {"kind": "all_of", "id": f"{node['id']}/all", "of": below}
    node.update({name: plain(given) for name, given in value.items() if given not in (None, "", [])})
    return {name: given for name, given in node.items() if given != ""}


def plain(given):
    """A value as JSON has it: what comes from the editor's form holds dates."""
    return given.isoformat() if isinstance(given, date) else given


def block(kind: str, block_id: str, **value) -> dict:
    """A stored block, for rules that are made by code: ids are given, so that they are stable."""
    return {"type": kind, "id": block_id, "value": value}


def joined(*trees):
    """All of the trees at once, or None where there is none; house policy is joined so, and cannot be looser."""
    nodes = tuple(child for tree in trees if tree is not None for child in tree.of)
    return AllOf(id="root", of=nodes) if nodes else None
