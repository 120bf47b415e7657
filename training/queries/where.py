"""What the public pages say about each jurisdiction: what research saw, and the rule that the organization adopted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from training import rule_fields
from training.evaluation.rules import RuleVersion, in_force
from training.models import Jurisdiction, PracticeRule, Profession
from training.queries.checklist import checklist_of_rule
from training.queries.rules import rule_versions

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
        if not self.rule:
            return seen(self.place)
        lines = checklist_of_rule(self.rule, {self.place.code: self.place.name}).lines[1:]
        return told_together([uncapital(line.words) for line in lines if not line.unknown])


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
    counted = [(getattr(place, key), words) for key, words in COUNTED.items()]
    amounts = [f"{value} {words[value != 1]}" for value, words in counted if value]
    return told_together(amounts) + [words for key, words in FLAGGED.items() if getattr(place, key)]


@dataclass(frozen=True, slots=True)
class Seen:
    """One field of the research table: its name, and what was seen; None where nothing was."""

    label: str
    value: str | None


def fields_seen(place: Jurisdiction) -> list[Seen]:
    """All fields that a rule may have, those that nobody saw included."""
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
        Q(effective_until=None) | Q(effective_until__gte=today),
        state=PracticeRule.State.ADOPTED,
        profession=PROFESSION,
        effective_from__lte=today,
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


def coming(place: Jurisdiction, today: date) -> list[PracticeRule]:
    """Versions adopted for a later day."""
    rules = place.rules.filter(state=PracticeRule.State.ADOPTED, profession=PROFESSION, effective_from__gt=today)
    return list(rules.order_by("effective_from"))
