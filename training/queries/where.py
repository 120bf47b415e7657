"""What the public pages say about each jurisdiction: what research saw, and the rule that the organization adopted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from training import rule_fields
from training.evaluation.rules import RuleVersion, in_force
from training.lasting import effective
from training.models import Jurisdiction, LawStatus, PracticeRule, Profession
from training.queries.checklist import checklist_of_rule
from training.queries.rules import rule_versions
from training.unknowns import MADE_OF, every

PROFESSION = Profession.PHYSICAL_THERAPIST
COUNTED = {
    "min_course_hours": ("course hour", "course hours"),
    "in_person_hours": ("course hour, in person", "course hours, in person"),
    "min_licensed_years": ("year licensed", "years licensed"),
    "supervised_sessions": ("supervised session", "supervised sessions"),
}
ALL_HOURS = re.compile(r"[\d.]+ course hours?")
IN_PERSON_HOURS = re.compile(r"([\d.]+) course hours?, in person")
FLAGGED = {
    "exam_required": "exam",
    "board_registration": "board filing",
    "written_consent_required": "written consent",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One jurisdiction, with the adopted rule in force on the day asked about, if there is one."""

    place: Jurisdiction
    rule: PracticeRule | None

    @property
    def status(self) -> str:
        return self.rule.status if self.rule else self.place.status

    @property
    def status_label(self) -> str:
        return self.rule.get_status_display() if self.rule else self.place.get_status_display()

    @property
    def research_label(self) -> str:
        """The status where research alone says it."""
        return f"Research: {uncapital(self.status_label)}"

    @property
    def research_mark(self) -> str:
        """No green light from research alone; a warning stays one."""
        return "draft" if self.status == "permitted" else self.status

    @property
    def hours(self) -> int | None:
        """The course hours that the rule names, in its own line or as research saw them."""
        if self.status != "permitted":
            return None
        if not self.rule:
            return self.place.min_course_hours
        return rule_fields.course_hours(list(self.rule.requirements.raw_data))

    @property
    def asks(self) -> list[str]:
        """What is asked for besides the license, in words; empty where no source named anything."""
        return in_short(self.rule) if self.rule else seen(self.place)


def in_short(rule: PracticeRule) -> list[str]:
    """What a rule asks for, by the fields of research; how many other lines there are; or each line of a rule that
    names none of those fields.
    """
    raw = list(rule.requirements.raw_data)
    named = {key: block for key in rule_fields.BY_KEY if (block := rule_fields.line_of(raw, key))}
    if not named:
        lines = checklist_of_rule(rule, {rule.jurisdiction.code: rule.jurisdiction.name}).lines[1:]
        return told_together([uncapital(line.words) for line in lines if not line.unknown])
    asked = {key: amount_of(block, key) for key, block in named.items() if block["type"] != "unknown"}
    amounts = [counted_words(key, asked[key]) for key in COUNTED if asked.get(key)]
    flags = [words for key, words in FLAGGED.items() if key in asked]
    more = sum(block["type"] != "unknown" and not mentions(block, named) for block in raw)
    return told_together(amounts) + flags + ([f"{more} more"] if more else [])


def amount_of(block: dict, key: str):
    """The amount of a field in its line, or in the first part of it that has one."""
    parts = (each for each in every([block]) if key in COUNTED and MADE_OF[key](each["type"], each["value"]))
    return next((rule_fields.BY_KEY[key].read(each["value"]).value for each in parts), None)


def mentions(block: dict, named: dict) -> bool:
    return any(each.get("id") in named for each in every([block]))


def counted_words(key: str, amount) -> str:
    return f"{amount} {COUNTED[key][amount != 1]}"


def told_together(words: list[str]) -> list[str]:
    """Hours in person as a part of all hours: “50 course hours, 40 of them in person”."""
    whole = next((each for each in words if ALL_HOURS.fullmatch(each)), None)
    part = next((found for each in words if (found := IN_PERSON_HOURS.fullmatch(each))), None)
    if whole is None or part is None:
        return words
    both = f"{whole}, {part[1]} of them in person"
    return [both if each == whole else each for each in words if each != part[0]]


def uncapital(words: str) -> str:
    """A line as it stands within a sentence; an abbreviation keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def seen(place: Jurisdiction) -> list[str]:
    """What research saw, in short words."""
    amounts = [counted_words(key, value) for key in COUNTED if (value := getattr(place, key))]
    return told_together(amounts) + [words for key, words in FLAGGED.items() if getattr(place, key)]


@dataclass(frozen=True, slots=True)
class Seen:
    """One field of the research table: its name, and what was seen; None where nothing was."""

    label: str
    value: str | None


def fields_seen(place: Jurisdiction) -> list[Seen]:
    """All fields that a rule may have, those that nobody saw included. None where the law forbids: it asks nothing."""
    if place.status == LawStatus.PROHIBITED:
        return []
    return [Seen(label, said(getattr(place, key))) for key, label in rule_fields.LABELS.items()]


def said(value) -> str | None:
    if isinstance(value, bool):
        return "Required" if value else "Not required"
    return None if value is None else str(value)


def jurisdictions(today: date) -> QuerySet[Jurisdiction]:
    """All jurisdictions with `law`: what the adopted rule in force says, else what research says."""
    ruling = in_force_on(today).filter(jurisdiction=OuterRef("pk")).values("status")[:1]
    return Jurisdiction.objects.annotate(law=Coalesce(Subquery(ruling), F("status"))).order_by("name")


def in_force_on(today: date) -> QuerySet[PracticeRule]:
    """The adopted rules for physical therapists in force on a day."""
    return PracticeRule.objects.filter(
        effective(today),
        state=PracticeRule.State.ADOPTED,
        profession=PROFESSION,
    )


def entries(places: Iterable[Jurisdiction], today: date) -> list[Entry]:
    """Each jurisdiction with its rule, in one query more."""
    places = list(places)
    rules = {}
    for rule in in_force_on(today).filter(jurisdiction__in=places).order_by("effective_from"):
        rules[rule.jurisdiction_id] = rule
    found = []
    for place in places:
        rule = rules.get(place.pk)
        if rule:
            rule.jurisdiction = place
        found.append(Entry(place, rule))
    return found


def version_on(place: Jurisdiction, today: date) -> RuleVersion | None:
    """The version that judges physical therapists there on a day, house policy included."""
    versions = rule_versions(place, PROFESSION)
    spot = in_force(versions, PROFESSION).value_on(today)
    return None if spot is None else versions[spot]
