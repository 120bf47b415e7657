"""How long a person has for a quiz: the module's limit, and the extra time that is granted to the person."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import QuerySet

from training.lasting import lasting
from training.models import Accommodation, ModuleRevision, Practitioner


@dataclass(frozen=True, slots=True)
class TimeAllowed:
    """`length` holds the extra time already; `accommodation` is what granted it, if anything."""

    length: timedelta
    accommodation: Accommodation | None

    @property
    def extra_percent(self) -> int:
        return self.accommodation.extra_percent if self.accommodation else 0


def accommodation_of(practitioner: Practitioner, day: date) -> Accommodation | None:
    """What is granted to the person on this day."""
    running = Accommodation.objects.current().filter(lasting(day), starts_on__lte=day)
    return running.filter(practitioner=practitioner).first()


def extra_time_ending(first: date, last: date) -> QuerySet[Accommodation]:
    """What ends between two days (inclusive). What was granted this late is left out: its letter gave the last day."""
    ending = Accommodation.objects.current().filter(ends_on__gte=first, ends_on__lte=last)
    granted_before = datetime.combine(first, time.min, UTC) - (last - first)
    return ending.filter(recorded_at__lt=granted_before).select_related("practitioner__user").order_by("pk")


def time_allowed(practitioner: Practitioner, revision: ModuleRevision, day: date) -> TimeAllowed | None:
    """The time for a try that begins on this day; None where there is no clock."""
    if not revision.time_limit_minutes:
        return None
    granted = accommodation_of(practitioner, day)
    whole = 100 + (granted.extra_percent if granted else 0)
    return TimeAllowed(timedelta(minutes=revision.time_limit_minutes) * whole / 100, granted)
