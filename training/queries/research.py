"""Drafts that say just what research said when they were loaded."""

from datetime import date
from hashlib import sha256

from training.evaluation.evaluation import canonical
from training.models import PracticeRule, Profession
from training.models.fields import RequirementsField

SAID = (
    "status", "effective_from", "effective_until", "citation", "note", "duties", "requirements", "provisional",
    "provisional_months", "provisional_anchor", "provisional_scope", "scope", "scope_from_training",
)  # fmt: skip


def digest_of(values: dict) -> str:
    """SHA-256 (hex) of what a version says: equal digests, equal versions."""
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    return sha256(canonical(plain).encode()).hexdigest()


def is_as_loaded(rule: PracticeRule) -> bool:
    """True for a draft that nobody has worked on since research wrote it."""
    untouched = not (rule.position or rule.position_basis or rule.review_on or rule.read_where)
    return rule.state == PracticeRule.State.DRAFT and untouched and digest_of(said(rule)) == rule.research_digest


def first_day_in_table(rule: PracticeRule) -> date | None:
    """The day of the research table, which is about physical therapists and about no version of a rule file."""
    is_the_tables = rule.profession == Profession.PHYSICAL_THERAPIST and not rule.research_key
    return rule.jurisdiction.effective_from if is_the_tables else None


def said(rule: PracticeRule) -> dict:
    return {name: stored(rule, name) for name in SAID}


def stored(rule: PracticeRule, name: str):
    value = getattr(rule, name)
    return list(value.raw_data) if isinstance(rule._meta.get_field(name), RequirementsField) else value
