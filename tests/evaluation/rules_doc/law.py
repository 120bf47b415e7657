"""The researched rules as an organization might adopt them, for the examples."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import yaml

from tests.evaluation.make import day
from training.actions.research import versions_in
from training.evaluation import RuleVersion, Stage
from training.trees import tree_of_raw

FOLDER = Path(__file__).parents[3] / "training" / "data"
REVIEW_ON = "2027-12-01"


@dataclass(frozen=True, slots=True)
class Adopted:
    """A version of a rule, and what was entered to adopt it."""

    version: RuleVersion
    key: str
    closed: int = 0
    assumed: bool = False


def table() -> dict[str, dict]:
    """The research table by code."""
    return {row["code"]: row for row in yaml.safe_load((FOLDER / "jurisdictions.yaml").read_text())}


PLACES = table()
NAMES = {code: row["name"] for code, row in PLACES.items()}


def adopted(code, key, since=None, until=None, keep=(), review_on=REVIEW_ON) -> Adopted:
    """A researched version with its open questions closed as “nothing required”, but for those to `keep` open.

    `since` and `until` are days that research has not seen and the example assumes.
    """
    document = yaml.safe_load((FOLDER / "rules" / f"{code}.yaml").read_text())
    (found,) = [each for each in versions_in(document, set(PLACES)) if each.key == key]
    values = found.values
    requirements, closed = without_unknowns(values["requirements"], keep)
    opens, closed_too = without_unknowns(values["provisional"], keep)
    version = RuleVersion(
        id=key,
        status=values["status"],
        effective_from=day(since) if since else values["effective_from"],
        effective_until=day(until) if until else values["effective_until"],
        adopted_on=date(2026, 12, 1),
        tree=tree_of_raw(requirements),
        provisional=stage(values, opens),
        review_on=day(review_on),
        citation=values["citation"],
        duties=tuple(values["duties"]),
        jurisdiction=code,
        profession=found.profession,
        scope=tuple(values["scope"]),
        scope_from_training=values["scope_from_training"],
    )
    return Adopted(version, key, closed + closed_too, bool(since or until))


def stage(values, opens) -> Stage | None:
    if not opens:
        return None
    scope = tuple(values["provisional_scope"])
    return Stage(tree_of_raw(opens), values["provisional_months"], values["provisional_anchor"], scope)


def without_unknowns(blocks, keep) -> tuple[list, int]:
    """The blocks without their open questions, and how many there were."""
    left, closed = [], 0
    for block in blocks:
        if block["type"] == "unknown" and block["id"] not in keep:
            closed += 1
            continue
        if "of" in block["value"]:
            below, more = without_unknowns(block["value"]["of"], keep)
            block, closed = block | {"value": block["value"] | {"of": below}}, closed + more
        left.append(block)
    return left, closed


def silent(code, position=None) -> Adopted:
    """A row of the research table where the law is silent, with or without a position of the organization."""
    row = PLACES[code]
    version = RuleVersion(
        id="silent",
        status=row["status"],
        position=position,
        effective_from=date(2020, 1, 1),
        adopted_on=date(2026, 12, 1),
        review_on=day(REVIEW_ON),
        citation=row["citation"] or "",
        jurisdiction=code,
        profession="physical_therapist",
    )
    return Adopted(version, "silent", 0, True)


def with_review(one: Adopted, review_on: str) -> Adopted:
    """The same with another review date."""
    return replace(one, version=replace(one.version, review_on=day(review_on)))
