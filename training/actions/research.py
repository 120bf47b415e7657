"""Research's rule files, read strictly: one file for each jurisdiction, each version of its rule as a tree.

`Refused` names the jurisdiction, the version and the line that cannot be meant.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from training import rule_fields
from training.actions import Refused
from training.actions.research_lines import blocks_of, refuse_unless
from training.models import LawStatus, Profession
from training.models.jurisdiction import Anchor
from training.models.scope import SCOPE_LABELS
from training.queries.research import digest_of
from training.rule_fields import Answer
from training.trees import tree_of_raw

DEMANDED = {"key", "profession", "status", "citation", "note", "requirements", "duties"}
OPTIONAL = {"effective_from", "effective_until", "written_consent", "provisional", "scope", "scope_from_training"}
STAGE = {"months", "anchor", "requirements", "scope"}
KEY = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")
CONSENT = {
    None: rule_fields.NOTHING,
    "required": rule_fields.VALUE,
    "unknown": rule_fields.UNKNOWN,
    "not_required": rule_fields.NOTHING,
}


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one jurisdiction's rule for one profession; `values` are fields of `PracticeRule`."""

    code: str
    profession: str
    key: str
    values: dict

    @property
    def digest(self) -> str:
        return digest_of(self.values)


def versions_of(documents: Iterable, codes: set[str]) -> list[Version]:
    """All versions, in the order of their files, which is the order of their numbers."""
    found = []
    for document in documents:
        found += versions_in(document, codes)
    refuse_twice(found)
    return found


def versions_in(document, codes: set[str]) -> list[Version]:
    refuse_unless(isinstance(document, dict) and set(document) == {"jurisdiction", "rules"}, FORM)
    code = document["jurisdiction"]
    refuse_unless(code in codes, f"{code}: this jurisdiction is not in the table of jurisdictions.")
    refuse_unless(isinstance(document["rules"], list), f"{code}: rules must be a list of versions.")
    return [version_of(code, row, place, codes) for place, row in enumerate(document["rules"], 1)]


FORM = "A file of rules must name its jurisdiction and its rules."


def version_of(code: str, row, place: int, codes: set[str]) -> Version:
    """One version as it is stored; nothing that it does not say is filled in."""
    where = f"{code}, version {place}"
    refuse_unless(isinstance(row, dict), f"{where} is not a list of names and values.")
    where = f"{code}, {row.get('key')}"
    odd = sorted((DEMANDED - set(row)) | (set(row) - DEMANDED - OPTIONAL))
    refuse_unless(not odd, f"{where}: these fields are missing or unknown: {', '.join(odd)}.")
    refuse_unless(isinstance(row["key"], str) and KEY.fullmatch(row["key"]), f"{where}: the key must be a short name.")
    refuse_unless(row["profession"] in Profession, f"{where}: there is no such profession.")
    return Version(code, row["profession"], row["key"], values_of(row, code, where, codes))


def values_of(row: dict, code: str, where: str, codes: set[str]) -> dict:
    status = row["status"]
    refuse_unless(status in LawStatus, f"{where}: status must be one of {', '.join(LawStatus.values)}.")
    for name in ("citation", "note"):
        refuse_unless(isinstance(row[name], str) and row[name].strip(), f"{where}: {name} is empty.")
    requirements = tree(row["requirements"], code, where, codes)
    permitted = status == LawStatus.PERMITTED
    refuse_unless(permitted or not requirements, f"{where}: only what is permitted has requirements.")
    refuse_unless(requirements or not permitted, f"{where}: a permitted version without any requirement.")
    return {
        "status": status,
        **dates(row, where),
        "citation": row["citation"].strip(),
        "note": row["note"].strip(),
        "duties": duties(row, where),
        "requirements": requirements,
        **stage(row.get("provisional"), code, where, codes),
        "scope": scope(row.get("scope"), where),
        "scope_from_training": flag(row.get("scope_from_training", False), where),
    }


def tree(lines, code: str, where: str, codes: set[str]) -> list[dict]:
    """The stored blocks of the lines, when they make a tree that evaluation can read."""
    raw = blocks_of(lines, code, where, codes)
    try:
        tree_of_raw(raw)
    except (ValueError, TypeError) as error:
        raise Refused(f"{where}: {error}.") from error
    return raw


def dates(row: dict, where: str) -> dict:
    found = {name: row.get(name) for name in ("effective_from", "effective_until")}
    for name, day in found.items():
        refuse_unless(day is None or type(day) is date, f"{where}: {name} must be a date such as 2021-04-19.")
    starts, ends = found.values()
    refuse_unless(not (starts and ends) or starts <= ends, f"{where}: it ends before it begins.")
    return found


def duties(row: dict, where: str) -> list[str]:
    """The duties as written, behind the one about written consent."""
    written, consent = row["duties"], row.get("written_consent")
    is_text = isinstance(written, list) and all(isinstance(duty, str) and duty.strip() for duty in written)
    refuse_unless(is_text, f"{where}: duties must be a list of sentences.")
    refuse_unless(consent in CONSENT, f"{where}: written_consent must be required, not_required or unknown.")
    first = rule_fields.DUTIES.get(Answer(CONSENT[consent]).kind)
    return [*([first] if first else []), *(duty.strip() for duty in written)]


def stage(given, code: str, where: str, codes: set[str]) -> dict:
    """Provisional practice: what opens it, for how many months from which day, limited to what."""
    if given is None:
        return {"provisional": [], "provisional_months": None, "provisional_anchor": Anchor.FIRST_COURSE.value} | {
            "provisional_scope": []
        }
    where = f"{where}, provisional"
    known = isinstance(given, dict) and set(given) <= STAGE
    refuse_unless(known and "requirements" in given, f"{where}: it needs requirements, months and an anchor.")
    months, anchor = given.get("months"), given.get("anchor")
    refuse_unless(type(months) is int and months > 0, f"{where}: a stage without a deadline.")
    refuse_unless(anchor in Anchor, f"{where}: a deadline without an anchor.")
    opens = tree(given["requirements"], code, where, codes)
    refuse_unless(opens, f"{where}: nothing opens it.")
    return {
        "provisional": opens,
        "provisional_months": months,
        "provisional_anchor": anchor,
        "provisional_scope": scope(given.get("scope"), where),
    }


def scope(given, where: str) -> list[str]:
    codes = given or []
    known = isinstance(codes, list) and all(code in SCOPE_LABELS for code in codes)
    refuse_unless(known, f"{where}: scope must be a list of body regions and techniques.")
    return codes


def flag(given, where: str) -> bool:
    refuse_unless(type(given) is bool, f"{where}: scope_from_training must be true or false.")
    return given


def refuse_twice(versions: list[Version]) -> None:
    seen = set()
    for version in versions:
        name = (version.code, version.profession, version.key)
        refuse_unless(name not in seen, f"{version.code}, {version.key}: this key is there twice.")
        seen.add(name)
