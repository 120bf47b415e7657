"""One worked example, and what is said about it."""

from dataclasses import dataclass
from datetime import date

from tests.evaluation.make import day
from training.evaluation import Evaluation, Facts, evaluate_clearance

from .law import NAMES, Adopted


@dataclass(frozen=True, slots=True)
class Case:
    """A practitioner (who and has), a jurisdiction and a date; `outcome` is what the author expects."""

    title: str
    code: str
    on: str
    who: str
    has: str
    outcome: str
    law: tuple[Adopted, ...]
    facts: Facts
    duties: bool = False

    @property
    def as_of(self) -> date:
        return day(self.on)

    @property
    def place(self) -> str:
        return NAMES[self.code]

    def evaluation(self) -> Evaluation:
        return evaluate_clearance([each.version for each in self.law], self.facts, self.as_of, names=NAMES)
