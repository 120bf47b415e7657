"""What a language needs to say the facts of a certificate: labels, days, and the words of each list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from certificates.designs.languages.labels import CertificationLabels, CompletionLabels

NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that papers are printed in.

    `day` says a date; `decided` the label of its day by kind of decision; `limited` and `extended` are parts of the
    sentence, the second with a place for a day; `only` a scope with a place for what is left; `hour` and `hours` have
    a place for the number, and `is_one` says of minutes which it is. The maps are by codes of `training.models`.
    """

    code: str
    day: Callable[[date], str]
    decimal: str = "."
    certification: CertificationLabels
    completion: CompletionLabels
    decided: Mapping[str, str]
    limited: str
    extended: str
    only: str
    hour: str
    hours: str
    is_one: Callable[[int], bool] = lambda minutes: minutes == 60
    held: Mapping[str, str]
    modes: Mapping[str, str]
    subjects: Mapping[str, str]
    competencies: Mapping[str, str]
    scopes: Mapping[str, str]

    def labels_of(self, decision_kind: str) -> CertificationLabels:
        """The labels of a certification that such a decision gave."""
        return replace(self.certification, decided_on=self.decided[decision_kind])

    def unbroken(self, day: date) -> str:
        """A day that no line breaks."""
        return self.day(day).replace(" ", NBSP)

    def scope(self, codes) -> str:
        """What alone a limited certification covers."""
        words = ", ".join(said for code, said in self.scopes.items() if code in codes)
        return self.only.format(words.lower())

    def held_words(self, modes: set[str]) -> str:
        """Where and how a course was held: “Online, self-paced”."""
        words = "; ".join(said for mode, said in self.held.items() if mode in modes)
        return words[:1].upper() + words[1:]

    def contact_hours(self, amount: str, minutes: int) -> str:
        """Hours of 60 minutes with their word; `amount` is the number of hours in digits."""
        words = self.hour if self.is_one(minutes) else self.hours
        return words.format(amount.replace(".", self.decimal)).replace(" ", NBSP, 1)
