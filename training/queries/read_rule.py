"""How an adopted rule was read: what was taken as not required and where, where its first day comes from, how long
it answers.
"""

from datetime import date, timedelta

from training.models import PracticeRule
from training.queries.standing import tolerance
from training.rule_fields import FIRST_DAY, LABELS, NOTHING, in_order

ASSUMED = "first day assumed: its source names none"
CHOSEN = "first day chosen with our position"


def taken(rule: PracticeRule) -> list[tuple[str, str]]:
    """What the manager closed with “nothing required”, in words, by where it was read."""
    found: dict[str, list[str]] = {}
    for key, said in in_order(rule.read_where):
        if said.get("kind") == NOTHING:
            found.setdefault(said["read_where"].strip().rstrip("."), []).append(name_of(key, said))
    return [("; ".join(names), where) for where, names in found.items()]


def name_of(key: str, said: dict) -> str:
    """A field of research by its name within a sentence; any other unknown by its own words."""
    name = LABELS.get(key)
    return name[:1].lower() + name[1:] if name else said.get("label") or key


def first_day(rule: PracticeRule) -> str:
    """Where a first day comes from that research does not name; empty where research names it."""
    said = rule.read_where.get(FIRST_DAY)
    if said is None:
        return ""
    if said["read_where"]:
        return f"first day read in: {said['read_where']}"
    return CHOSEN if rule.position else ASSUMED


def answers_until(rule: PracticeRule, today: date) -> date | None:
    """The last day on which it answers without having been read again; None once that is past."""
    if rule.review_on is None:
        return None
    last = rule.review_on + timedelta(days=tolerance())
    return last if last >= today else None
