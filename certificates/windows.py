"""What a decision would come to, from the functions that carry it out."""

from dataclasses import dataclass
from datetime import date

from training.actions import Refused
from training.evaluation import dates
from training.models import Cycle, DecisionKind, Practitioner, Renewal, Scheme, SchemeVersion
from training.queries.cycles import extended_window, first_window, latest_extension, next_window

COUNTED = {
    dates.ExpiryMode.EXPIRY: "The next valid-until date is counted from the old one.",
    dates.ExpiryMode.COMPLETION: "The valid-until date is counted from the day the renewal was complete.",
    dates.ExpiryMode.FIXED: "The anniversary is fixed.",
}


@dataclass(frozen=True, slots=True)
class Window:
    """The dates that a decision of a kind gives, or why it cannot; `note` says how they are counted."""

    kind: DecisionKind
    cycle: dates.Cycle | None = None
    note: str = ""
    refused: str = ""

    @property
    def has_grace(self) -> bool:
        return self.cycle.grace_until > self.cycle.valid_until


def windows(
    kinds, person: Practitioner, scheme: Scheme, cycle: Cycle | None, renewal: Renewal | None, day: date, until=None
) -> list[Window]:
    """The dates of each kind that opens or moves a window, for a decision in effect on `day`; `until` extends."""
    found = []
    if DecisionKind.AWARD in kinds:
        found.append(opened(DecisionKind.AWARD, *first_window(person, scheme, day)))
    if DecisionKind.RENEW in kinds:
        found.append(opened(DecisionKind.RENEW, *next_window(renewal, day)))
    if DecisionKind.EXTEND in kinds:
        found.append(extended(cycle, until, day))
    return found


def opened(kind: DecisionKind, version: SchemeVersion, window: dates.Cycle) -> Window:
    return Window(kind, window, COUNTED[dates.ExpiryMode(version.expiry_mode)] if kind == DecisionKind.RENEW else "")


def extended(cycle: Cycle, until: date | None, day: date) -> Window:
    """Of an extension: its dates once a day is typed, and what stays."""
    after = dates.long_date(dates.day_after(cycle.valid_until))
    note = f"The next cycle still counts from {after}."
    if until is None:
        now, latest = dates.long_date(cycle.ends_on()), dates.long_date(latest_extension(cycle))
        return Window(DecisionKind.EXTEND, None, f"After {now}, and by {latest} at the latest. {note}")
    try:
        return Window(DecisionKind.EXTEND, extended_window(cycle, until, day), note)
    except Refused as refused:
        return Window(DecisionKind.EXTEND, None, note, str(refused))
