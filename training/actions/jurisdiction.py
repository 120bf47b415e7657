"""The research table becomes jurisdictions and drafts of practice rules. Nothing adopted is ever touched."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from training import rule_fields
from training.actions import Refused, require
from training.actions.audit import changed, record
from training.actions.refreshing import hold_places
from training.actions.research import Version, versions_of
from training.actions.research_drafts import draft_versions
from training.models import Confidence, Jurisdiction, LawStatus, PracticeRule, Profession
from training.permissions import may_adopt

WORDS = ("code", "name", "status", "citation", "source", "confidence", "notes")
COUNTS = (
    "min_course_hours", "in_person_hours", "min_licensed_years", "supervised_sessions", "renewal_interval_months",
    "renewal_ce_hours",
)  # fmt: skip
FLAGS = ("exam_required", "board_registration", "written_consent_required")
NAMES = {*WORDS, *COUNTS, *FLAGS, "effective_from"}
CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
NO_DELEGATION = re.compile(r"\b(no delegation|cannot be delegated)\b", re.IGNORECASE)
NO_DELEGATION_DUTY = "Do not delegate dry needling."


def load(*, rows: list, now: datetime, rules: Iterable = ()) -> dict[str, int]:
    """Bring every row in, or none. Returns how many were added, changed and drafted.

    `rules` are the documents of research's rule files (`training.actions.research`): a jurisdiction that has one gets
    its versions as drafts, any other one draft of the row's fields. `Refused` names the row or line that cannot be
    meant.
    """
    cleaned = [clean(row, place) for place, row in enumerate(rows, 1)]
    refuse_twice(cleaned)
    versions = versions_of(rules, {row["code"] for row in cleaned})
    done = {"added": 0, "changed": 0, "drafted": 0}
    with transaction.atomic():
        hold_places()
        for row in cleaned:
            for what in load_one(row, [each for each in versions if each.code == row["code"]], now):
                done[what] += 1
    return done


def clean(row, place: int) -> dict:
    """A row as fields of `Jurisdiction`; `Refused` names the row, the field and what is wrong with it."""
    name = f"Row {place}"
    if not isinstance(row, dict):
        raise Refused(f"{name} is not a list of names and values.")
    name = f"{name} ({row.get('code')})"
    if odd := sorted(set(row) ^ NAMES):
        raise Refused(f"{name}: these fields are missing or unknown: {', '.join(odd)}.")
    values = {**{key: words(row, key, name) for key in WORDS}, **{key: count(row, key, name) for key in COUNTS}}
    values |= {key: flag(row, key, name) for key in FLAGS}
    return check(values | {"effective_from": day(row, name)}, name)


def check(values: dict, name: str) -> dict:
    """What holds between fields."""
    if not CODE.fullmatch(values["code"]):
        raise Refused(f"{name}: the code must be a country, or a country and a region, such as US-FL.")
    if values["status"] not in LawStatus:
        raise Refused(f"{name}: status must be one of {', '.join(LawStatus.values)}.")
    if values["confidence"] not in Confidence:
        raise Refused(f"{name}: confidence must be one of {', '.join(Confidence.values)}.")
    for key in ("name", "source"):
        if not values[key]:
            raise Refused(f"{name}: {key} is empty.")
    if (values["in_person_hours"] or 0) > (values["min_course_hours"] or 10**6):
        raise Refused(f"{name}: more hours in person than course hours.")
    return values


def words(row, key, name) -> str:
    value = row[key]
    if value is not None and not isinstance(value, str):
        raise Refused(f"{name}: {key} must be text.")
    return (value or "").strip()


def count(row, key, name) -> int | None:
    value = row[key]
    if value is not None and (type(value) is not int or value <= 0):
        raise Refused(f"{name}: {key} must be a whole number above zero, or null where none was seen.")
    return value


def flag(row, key, name) -> bool | None:
    if row[key] not in (None, True, False) or type(row[key]) is int:
        raise Refused(f"{name}: {key} must be true, false, or null where nothing was seen.")
    return row[key]


def day(row, name) -> date | None:
    value = row["effective_from"]
    try:
        return value if value is None or isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise Refused(f"{name}: effective_from must be a date such as 2021-04-19.") from error


def refuse_twice(rows: list[dict]) -> None:
    for key in ("code", "name"):
        seen = set()
        for row in rows:
            if row[key] in seen:
                raise Refused(f"{row[key]} is there twice.")
            seen.add(row[key])


def load_one(values: dict, versions: list[Version], now: datetime) -> list[str]:
    """One jurisdiction with its drafts; a draft that somebody has worked on stays as it is."""
    old = Jurisdiction.objects.filter(code=values["code"]).first()
    if old and all(getattr(old, key) == value for key, value in values.items()):
        return draft_all(old, old, versions, now)
    place, _ = Jurisdiction.objects.update_or_create(code=values["code"], defaults=values)
    record(action="jurisdiction.load", by=None, subject=place, fields=values, values=values, now=now)
    return ["changed" if old else "added", *draft_all(place, old, versions, now)]


def draft_all(place: Jurisdiction, old: Jurisdiction | None, versions: list[Version], now: datetime) -> list[str]:
    """The versions of each profession; physical therapists without one get the draft of the row's fields."""
    mine = {}
    for version in versions:
        mine.setdefault(version.profession, []).append(version)
    if old and (place is not old or PHYSICAL_THERAPIST in mine):
        make_room(old)
    done = [] if PHYSICAL_THERAPIST in mine else draft_first(place, now)
    return done + [what for each in mine.values() for what in draft_versions(place, each, now)]


PHYSICAL_THERAPIST = Profession.PHYSICAL_THERAPIST


def make_room(old: Jurisdiction) -> None:
    """Take away the draft that says just what the row said before."""
    rule = old.rules.filter(number=1, state=PracticeRule.State.DRAFT, profession=PHYSICAL_THERAPIST).first()
    if rule and not rule.research_key and is_untouched(rule, old):
        PracticeRule.objects.filter(pk=rule.pk).delete()


def draft_first(place: Jurisdiction, now: datetime) -> list[str]:
    """The first draft, unless the jurisdiction has a rule for physical therapists."""
    draft = first_draft(place, now)
    if place.rules.filter(profession=draft.profession).exists():
        return []
    draft.save()
    return ["drafted"]


def first_draft(place: Jurisdiction, now: datetime) -> PracticeRule:
    """What research says as an unsaved draft: what was not seen is an unknown line, what is not permitted has none."""
    return PracticeRule(
        jurisdiction=place,
        number=1,
        status=place.status,
        effective_from=place.effective_from,
        requirements=lines_of(place),
        duties=duties_of(place),
        citation=place.citation,
        drafted_at=now,
    )


def lines_of(place: Jurisdiction) -> list[dict]:
    if place.status != LawStatus.PERMITTED:
        return []
    lines = (
        rule_fields.line(field, rule_fields.seen(getattr(place, field.key)), place.code) for field in rule_fields.FIELDS
    )
    return [each for each in lines if each]


def duties_of(place: Jurisdiction) -> list[str]:
    """Written consent and no delegation, where the row says so."""
    if place.status != LawStatus.PERMITTED:
        return []
    consent = rule_fields.DUTIES.get(rule_fields.seen(place.written_consent_required).kind)
    no_delegation = NO_DELEGATION_DUTY if NO_DELEGATION.search(place.notes) else None
    return [each for each in (consent, no_delegation) if each]


def is_untouched(rule: PracticeRule, place: Jurisdiction) -> bool:
    """True when a draft says just what research said before."""
    made = first_draft(place, rule.drafted_at)
    same = ("status", "effective_from", "effective_until", "duties", "citation", "position", "position_basis")
    return (
        list(rule.requirements.raw_data) == list(made.requirements.raw_data)
        and not rule.provisional
        and all(getattr(rule, key) == getattr(made, key) for key in same)
    )


@transaction.atomic
def keep_lookup(*, by, place: Jurisdiction, now: datetime) -> Jurisdiction:
    """Write the address of the board's look-up, which every check of a license begins with."""
    require(may_adopt(by))
    if changed(place, ["lookup_url"]):
        place.save(update_fields=["lookup_url"])
        values = {"lookup_url": place.lookup_url}
        record(action="jurisdiction.update", by=by, subject=place, fields=["lookup_url"], values=values, now=now)
    return place
