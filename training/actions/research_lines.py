"""The lines of a research version as stored blocks: known kinds, known words, an id and a citation each."""

import re
from datetime import date

from training.actions import Refused
from training.block_parts import CITATION_LENGTH, LINE_LENGTH
from training.evaluation.requirements import KINDS
from training.models.fields import Profession, Subject
from training.models.session import Qualification, Region, SessionMode, Supervision
from training.rule_fields import SMALLEST
from training.trees import GROUPS, block

DEEPEST = 2  # groups nest two deep below the root, as in the editor
ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
LIMITS = dict.fromkeys(("label", "name", "what"), LINE_LENGTH) | {"citation": CITATION_LENGTH}
WORDS = {
    ("hours", "subjects"): Subject.values,
    ("licensed_for", "subjects"): Subject.values,
    ("sessions", "modes"): SessionMode.values,
    ("sessions", "regions"): Region.values,
    ("sessions", "supervision"): Supervision.values,
    ("sessions", "qualifications"): Qualification.values,
    ("active_license", "professions"): Profession.values,
}


def refuse_unless(condition, sentence: str) -> None:
    if not condition:
        raise Refused(sentence)


def blocks_of(lines, code: str, where: str, codes: set[str], deep: int = 0) -> list[dict]:
    """Each line as its block; `Refused` names the line."""
    refuse_unless(isinstance(lines, list), f"{where}: requirements must be a list of lines.")
    return [block_of(line, code, where, codes, deep) for line in lines]


def block_of(line, code: str, where: str, codes: set[str], deep: int) -> dict:
    refuse_unless(isinstance(line, dict) and "kind" in line, f"{where}: a line without a kind.")
    kind, name = line["kind"], line.get("id")
    where = f"{where}, {name}"
    refuse_unless(kind in KINDS, f"{where}: unknown kind of requirement “{kind}”.")
    refuse_unless(isinstance(name, str) and ID.fullmatch(name), f"{where}: a line needs an id of small letters.")
    value = {key: given for key, given in line.items() if key not in ("kind", "id")}
    refuse_unless(str(value.get("citation", "")).strip(), f"{where}: a line without a citation.")
    for key, most in LIMITS.items():
        short = isinstance(value.get(key, ""), str) and len(value.get(key, "")) <= most
        refuse_unless(short, f"{where}: {key} must be text of at most {most} characters.")
    if kind in GROUPS or kind == "within":
        refuse_unless(deep < DEEPEST, f"{where}: groups nest two deep, not deeper.")
        value["of"] = blocks_of(value.get("of"), code, where, codes, deep + 1)
    return block(kind, name, **plain(kind, value, code, where, codes))


def plain(kind: str, value: dict, code: str, where: str, codes: set[str]) -> dict:
    """The line's values as blocks store them: hours and days as text, the board of the file's own jurisdiction."""
    if kind == "hours":
        value = {"hours": hours(value.pop("hours", None), value.pop("any_amount", False), where), **value}
    if kind == "filing":
        value = {"jurisdiction": code, **value}
    for (of_kind, key), known in WORDS.items():
        odd = [word for word in value.get(key) or [] if word not in known] if kind == of_kind else []
        refuse_unless(not odd, f"{where}: {key} has “{odd[0] if odd else ''}”, which is not known.")
    place = value.get("jurisdiction")
    refuse_unless(place is None or place in codes, f"{where}: there is no jurisdiction “{place}”.")
    return {key: given.isoformat() if isinstance(given, date) else given for key, given in value.items()}


def hours(given, any_amount, where: str) -> str:
    """Hours as text; a rule that names a subject and no number is met by any amount."""
    if any_amount is True and given is None:
        return SMALLEST
    is_amount = type(given) in (int, float) and given >= 0.25
    refuse_unless(is_amount and any_amount is False, f"{where}: hours must be a number from 0.25.")
    return str(given)
