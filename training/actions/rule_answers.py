"""What a draft becomes with a manager's answers in it: its trees, its stage, its duties."""

from collections.abc import Iterable, Mapping
from datetime import date

from training import rule_fields, unknowns
from training.actions import Refused
from training.actions.rule_checks import check_tree, stage_hours
from training.block_parts import CITATION_LENGTH
from training.models import PracticeRule
from training.queries.research import first_day_in_table
from training.rule_fields import Answer
from training.trees import block

PROVISIONAL = "provisional_hours"
IN_THE_EDITOR = "Write this requirement in the editor: a line of its own says what it asks for."


def duties_with(duties: Iterable[str], consent: Answer) -> list[str]:
    """The duties as written, behind the one about written consent."""
    first = rule_fields.DUTIES.get(consent.kind)
    written = rule_fields.other_duties([duty.strip() for duty in duties if duty.strip()])
    return [*([first] if first else []), *written]


def requirements_with(draft: PracticeRule, answers: Mapping[str, Answer]) -> list[dict]:
    """The draft's lines with the answers in them; `Refused` when they cannot be meant."""
    code = draft.jurisdiction.code
    raw = closed(draft.requirements, answers, code)
    lines = {key: answer for key, answer in answers.items() if key in rule_fields.BY_KEY}
    lines = {key: answer for key, answer in lines.items() if answer.kind != rule_fields.WRITTEN}
    raw = rule_fields.with_lines(raw, lines, code) if lines else raw
    raw = cited(raw, {key: answer for key, answer in answers.items() if answer.kind == rule_fields.VALUE})
    check_tree(draft.requirements.stream_block.to_python(raw), "The requirements")
    return raw


def cited(blocks: list[dict], values: Mapping[str, Answer]) -> list[dict]:
    """The lines with where their values were read as their citation, where they have none of their own."""
    return [cited_one(block, values) for block in blocks]


def cited_one(block: dict, values: Mapping[str, Answer]) -> dict:
    value, key = block["value"], block.get("id") or ""
    if "of" in value:
        return {**block, "value": {**value, "of": cited(value["of"], values)}}
    answer = values.get(key) or values.get(f"line-{key}")
    if answer is None or block["type"] == "unknown" or value.get("citation") or not answer.read_where.strip():
        return block
    return {**block, "value": {**value, "citation": answer.read_where.strip()[:CITATION_LENGTH]}}


def stage_with(
    draft: PracticeRule,
    hours: int | None,
    months: int | None,
    anchor: str | None = None,
    scope: list[str] | None = None,
    answers: Mapping[str, Answer] | None = None,
    requirements: Iterable[dict] = (),
) -> dict:
    """The provisional stage as answered: hours of None keep the draft's own lines, 0 leaves the stage out.

    A stage whose every line requires nothing is none. `requirements` are those of the rule with the answers in them.
    """
    stage = stage_lines(draft, hours, answers or {})
    streams = draft.provisional.stream_block.to_python(stage), draft.requirements.stream_block.to_python(requirements)
    check_tree(streams[0], "Provisional practice", beside=streams[1:])
    if not stage:
        return {"provisional": [], "provisional_months": None}
    return {
        "provisional": stage,
        "provisional_months": months or draft.provisional_months,
        "provisional_anchor": anchor or draft.provisional_anchor,
        "provisional_scope": draft.provisional_scope if scope is None else scope,
    }


def stage_lines(draft: PracticeRule, hours: int | None, answers: Mapping[str, Answer]) -> list[dict]:
    """Other hours keep the citation of the one line; lines that say more only an editor changes."""
    if hours is None or hours == stage_hours(draft):
        return closed(draft.provisional, answers, draft.jurisdiction.code, stage=True)
    if not hours:
        return []
    if draft.provisional and stage_hours(draft) is None:
        raise Refused(IN_THE_EDITOR, "provisional_hours")
    kept = next(iter(draft.provisional.raw_data), None)
    return [rule_fields.carried(kept, block("hours", PROVISIONAL, hours=str(hours)))]


def closed(stream, answers: Mapping[str, Answer], code: str, stage: bool = False) -> list[dict]:
    """The stored tree with the answers in it. Refused where that would leave a “one of” without a way."""
    try:
        return unknowns.closed(list(stream.raw_data), answers, code, stage)
    except unknowns.NoWayLeft as error:
        raise Refused(str(error), f"{error.key}_kind") from error


def read_where(
    draft: PracticeRule, answers: Mapping[str, Answer], starts_on: date, first_day_read: str
) -> dict[str, dict]:
    """How each unknown was closed, as it is kept with the version: what was asked, the answer, where it was read."""
    leaves = {leaf.key: leaf.what for leaf in unknowns.leaves_of(draft)}
    kept = {}
    for key, answer in answers.items():
        said = {"kind": answer.kind, "value": answer.value, "read_where": answer.read_where, "counted": answer.counted}
        kept[key] = said | ({"label": leaves[key]} if key in leaves else {})
    return kept | first_day(draft, starts_on, first_day_read)


def first_day(draft: PracticeRule, starts_on: date, read: str) -> dict[str, dict]:
    """Where the first day was read, kept with the version; nothing where it is the day that research names."""
    named, read = draft.effective_from or first_day_in_table(draft), read.strip()
    if starts_on == named and not read:
        return {}
    return {rule_fields.FIRST_DAY: {"value": starts_on.isoformat(), "read_where": read}}


def refuse_unknown_keys(draft: PracticeRule, answers: Mapping[str, Answer]) -> None:
    """Every answer is about a field of a rule, or about an unknown that this draft has."""
    fields = unknowns.fields_of(draft) | {rule_fields.CONSENT: None}
    for key, answer in answers.items():
        if key not in fields or answer.kind not in rule_fields.KINDS:
            raise Refused(f"“{key}” is no field of this rule.")
        if key not in rule_fields.LABELS and fields[key] is None and answer.kind == rule_fields.VALUE:
            raise Refused(IN_THE_EDITOR, f"{key}_kind")
