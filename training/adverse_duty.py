"""Where a board must be told of an adverse event: the definition, question by question, and the days, with sources."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data" / "adverse_reporting.yaml"
YES, NO, UNSURE = "yes", "no", "unsure"
ANSWERS = [(YES, "Yes"), (NO, "No"), (UNSURE, "Not sure yet")]


@dataclass(frozen=True, slots=True)
class Element:
    """One part of a definition, as a question to answer by yes or no."""

    id: str
    question: str


@dataclass(frozen=True, slots=True)
class Duty:
    """What one jurisdiction asks of these professions from a day on."""

    jurisdiction: str
    place: str
    professions: tuple[str, ...]
    effective_from: date
    board: str
    form: str
    citation: str
    elements: tuple[Element, ...]
    within_days: int
    days_citation: str
    days_confidence: str

    def last_day(self, happened_on: date) -> date:
        """The days run from the day it happened: from which day they run was not read, so the earliest holds."""
        return happened_on + timedelta(days=self.within_days)


@lru_cache(maxsize=1)
def duties() -> tuple[Duty, ...]:
    rows = yaml.safe_load(DATA.read_text())
    return tuple(Duty(**row | parts_of(row)) for row in rows)


def parts_of(row: dict) -> dict:
    elements = tuple(Element(**each) for each in row["elements"])
    return {"elements": elements, "professions": tuple(row["professions"])}


def duty_of(jurisdiction: str, profession: str, happened_on: date) -> Duty | None:
    """The duty that holds for the place (by its code), the profession and the day, or None where none was read."""
    for duty in duties():
        same = duty.jurisdiction == jurisdiction and profession in duty.professions
        if same and duty.effective_from <= happened_on:
            return duty
    return None


def meets(duty: Duty, answers: dict[str, str]) -> str:
    """`yes` when every element is there, `no` when one is missing, else `unclear` (`models.adverse.Meets`)."""
    said = [answers.get(element.id, UNSURE) for element in duty.elements]
    if NO in said:
        return "no"
    return "yes" if all(each == YES for each in said) else "unclear"
