"""Sessions that wait for a supervisor: how many, since when, and whose pile is too high."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Min, Q, QuerySet

from training.models import OutgoingMail, Practitioner, SessionState, SigningLink, SupervisedSession
from training.queries import organization

MANY = 25  # eLogbook writes its trainers above 25 unsigned entries, or when one is older than 30 days.
LONG, WEEK = timedelta(days=30), timedelta(days=7)
KEY = "reminder:to-sign:"
READ_LETTERS = Q(supervisor__user__is_active=True) | Q(supervisor__user=None) & ~Q(supervisor__email="")


@dataclass(frozen=True, slots=True)
class Pile:
    """What waits for one supervisor: how many entries, and when the oldest was submitted."""

    supervisor: Practitioner
    count: int
    oldest: datetime

    def is_high(self, today: date) -> bool:
        return self.count >= MANY or self.oldest < long_ago(today)


def waiting() -> QuerySet[SupervisedSession]:
    return SupervisedSession.objects.current().filter(state=SessionState.SUBMITTED)


def long_ago(today: date) -> datetime:
    """What was submitted before this has waited 30 days or longer."""
    return start_of(today - LONG + timedelta(days=1))


def start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, organization.zone())


def piles(rows: QuerySet[SupervisedSession]) -> list[Pile]:
    """By supervisor, whose oldest entry waits longest first."""
    found = rows.order_by().values("supervisor").annotate(count=Count("pk"), oldest=Min("submitted_at"))
    found = list(found.order_by("oldest", "supervisor"))
    people = Practitioner.objects.select_related("user").in_bulk([row["supervisor"] for row in found])
    return [Pile(people[row["supervisor"]], row["count"], row["oldest"]) for row in found]


def to_nudge(today: date) -> list[Pile]:
    """High piles of supervisors who had no such letter within a week, and no letter with a link to sign by."""
    with organization.read_once():
        return high_and_untold(today)


def high_and_untold(today: date) -> list[Pile]:
    high = waiting().order_by().values("supervisor").annotate(count=Count("pk"), oldest=Min("submitted_at"))
    high = high.filter(Q(count__gte=MANY) | Q(oldest__lt=long_ago(today)), READ_LETTERS)
    lately = {"created_at__gte": start_of(today - WEEK + timedelta(days=1))}
    told = OutgoingMail.objects.filter(key__startswith=KEY, **lately).values("practitioner")
    linked = SigningLink.objects.filter(supervisor__user=None, **lately).values("supervisor")
    rows = waiting().filter(supervisor__in=high.values("supervisor"))
    return piles(rows.exclude(supervisor__in=told).exclude(supervisor__in=linked))


def last_nudges(supervisors: list[Practitioner]) -> dict[int, datetime]:
    """When each was written to last about it."""
    rows = OutgoingMail.objects.filter(key__startswith=KEY, practitioner__in=supervisors).order_by("created_at")
    return dict(rows.values_list("practitioner_id", "created_at"))
