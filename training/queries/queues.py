"""What waits for a manager: one query set a queue, narrowed to the people they act on, oldest first."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from training.lasting import in_practice
from training.models import (
    Evidence,
    EvidenceState,
    JoinRequest,
    License,
    Practitioner,
    Renewal,
    Scheme,
    Standing,
)
from training.models.license import SOON_ENDS, SOON_STALE
from training.permissions import is_administrator
from training.queries import adverse, due_checks, filings_due, roster
from training.queries.capped import MOST, capped, said
from training.queries.not_mine import not_mine
from training.queries.review_tasks import open_tasks
from training.queries.signing import reports_of_strangers, signatures_to_verify
from training.queries.voiding import to_decide

SOON_LAPSED = timedelta(days=30)
HELD = ("active", "renewal_open")


def evidence_to_read(user, today: date) -> QuerySet[Evidence]:
    """Submitted and not one's own: nobody accepts for themselves."""
    rows = Evidence.objects.managed_by(user, today).current().filter(state=EvidenceState.SUBMITTED)
    return not_mine(rows, user).order_by("recorded_at", "pk")


def checks_due(user, today: date) -> QuerySet[License]:
    """Licenses whose source must be looked at, never one's own (`due_checks`)."""
    rows = due_checks.due(License.objects.current(), today).managed_by(user, today)
    rows = rows.filter(in_practice(today))
    return not_mine(rows, user)


def renewals_waiting(user, today: date) -> QuerySet[Renewal]:
    rows = Renewal.objects.managed_by(user, today).filter(state=Renewal.State.SUBMITTED)
    return not_mine(rows, user).order_by("submitted_at", "pk")


def people_asking(user) -> QuerySet[JoinRequest]:
    """Requests to join the clinics that this manager answers for."""
    rows = JoinRequest.objects.filter(outcome=JoinRequest.Outcome.WAITING)
    if not is_administrator(user):
        rows = rows.filter(clinic__manager_rows__user=user)
    return not_mine(rows, user).order_by("requested_at", "pk")


def standings(user, day: date) -> QuerySet[Standing]:
    """The stored answers on a day about the people on record whom this manager acts on."""
    rows = Standing.objects.filter(starts_on__lte=day, ends_on__gte=day, practitioner__admitted_at__isnull=False)
    rows = rows.filter(in_practice(day))
    return rows.managed_by(user, day)


def ready(user, today: date) -> QuerySet[Standing]:
    """All requirements of a first award met, for the first time or again after a lapse, and nobody has decided."""
    rows = standings(user, today).filter(scheme__in=Scheme.objects.all(), outcome__in=("ready", "lapsed"))
    rows = rows.filter(Q(outcome="ready") | Q(unmet=[]))
    same = {"practitioner": OuterRef("practitioner"), "scheme": OuterRef("scheme")}
    renewing = Renewal.objects.filter(state=Renewal.State.SUBMITTED, **same)
    rows = rows.filter(~Exists(renewing), ~Exists(roster.following_cycles(today)))
    return rows.order_by("starts_on", "pk")


def lapsing(user, today: date) -> QuerySet[Standing]:
    """Certifications held today whose last valid day is within 30 days, with no following cycle decided."""
    rows = standings(user, today).filter(scheme__isnull=False, outcome__in=HELD)
    rows = rows.filter(~Exists(roster.following_cycles(today)), deadline__range=(today, today + SOON_LAPSED))
    return rows.order_by("deadline", "pk")


def filings_to_come(user, today: date) -> QuerySet[Standing]:
    """Papers with a time limit that people of this manager have not filed, as the spans that begin after it."""
    rows = Standing.objects.filter(in_practice(today), practitioner__admitted_at__isnull=False)
    return filings_due.due(rows.managed_by(user, today), today, filings_due.limited_lines(today))


def working_uncleared(user, today: date) -> QuerySet[Practitioner]:
    """People assigned today to a place where they may not practice: not cleared, or prohibited."""
    return roster.people(user, today).filter(roster.with_clearance(roster.MAY_NOT, roster.Question(today)))


def needs_review(user, today: date) -> QuerySet[Practitioner]:
    """People about whose place of work nobody can say: the rule is silent, unclear or not adopted."""
    return roster.people(user, today).filter(roster.with_clearance("needs_review", roster.Question(today)))


@dataclass(frozen=True, slots=True)
class Queue:
    """One line of the desk's first page. Its count ends at a thousand and one (`capped`)."""

    words: str
    url_name: str
    count: int
    note: str
    rest: str = ""
    waits: bool = True

    @property
    def said(self) -> str:
        return said(self.count)

    @property
    def url(self) -> str:
        return reverse(self.url_name) + self.rest


ADDED: list[Callable[..., Queue]] = []


def added(queue: Callable[..., Queue]) -> Callable[..., Queue]:
    """Add a queue that an app above this one knows of: a function of the user and the day."""
    ADDED.append(queue)
    return queue


def all_queues(user, today: date) -> list[Queue]:
    """Every queue with its count and the age of its oldest item, in the order of a manager's morning."""
    return [
        adverse_queue(user, today),
        joining_queue(user, today),
        checks_queue(user, today),
        evidence_queue(user, today),
        signatures_queue(user, today),
        ready_queue(user, today),
        renewals_queue(user, today),
        voids_queue(user, today),
        again_queue(user, today),
        *(queue(user, today) for queue in ADDED),
        working_queue(user, today),
        lapsing_queue(user, today),
        filings_queue(user, today),
        review_queue(user, today),
    ]


def total(found: list[Queue]) -> str:
    """What they come to; “1,250+” where one of them was not counted to its end."""
    more = "+" if any(queue.count > MOST for queue in found) else ""
    return f"{sum(min(queue.count, MOST) for queue in found):,}{more}"


def by_page(found: list[Queue]) -> dict[str, int]:
    """How much waits on each page of the desk, by its name there; one page may show two queues."""
    counts = Counter()
    for queue in found:
        counts[queue.url_name.removeprefix("desk:")] += queue.count
    return counts


def adverse_queue(user, today) -> Queue:
    """The note tells of the first report that is due; what happened is on no list."""
    count = capped(adverse.waiting(user))
    first = adverse.waiting(user).first() if count else None
    timer = first and adverse.timer(first, today)
    return Queue("Adverse events", "desk:adverse", count, f"first report: {timer.words.lower()}" if timer else "")


def joining_queue(user, today) -> Queue:
    count, oldest = counted(people_asking(user), "requested_at")
    return Queue("People asking to join", "desk:joining", count, waits(oldest, today))


def checks_queue(user, today) -> Queue:
    """The note tells of the thousand that are due for the longest time."""
    rows = checks_due(user, today)
    first = due_checks.with_look(due_checks.in_order(rows)[:MOST]).aggregate(
        never=Count("pk", filter=Q(fresh_until=None)),
        ended=Count("pk", filter=Q(shown_end__lt=today)),
        ending=Count("pk", filter=Q(shown_end__range=(today, today + SOON_ENDS))),
        first=Min("fresh_until", filter=Q(fresh_until__lte=today + SOON_STALE)),
    )
    count = capped(rows)
    return Queue("License checks to make", "desk:checks", count, of_first(count, check_words(first, today)))


def of_first(count: int, note: str) -> str:
    """A note that was read off the first thousand says so where there are more."""
    return f"of the first {MOST:,}: {note}" if note and count > MOST else note


def check_words(found: dict, today: date) -> str:
    """What the licenses to check are, in a few words."""
    said = {"never": "never checked", "ended": "ended", "ending": "about to end"}
    parts = [f"{found[name]} {words}" for name, words in said.items() if found[name]]
    if found["first"]:
        days = (today - found["first"]).days
        parts.append(f"oldest look stale for {in_days(days)}" if days > 0 else f"next goes stale in {in_days(-days)}")
    return ", ".join(parts)


def evidence_queue(user, today) -> Queue:
    count, oldest = counted(evidence_to_read(user, today), "recorded_at")
    return Queue("Evidence to read", "desk:evidence", count, waits(oldest, today))


def signatures_queue(user, today) -> Queue:
    """Signed by link, by people without an account; and addresses whose holder says “this was not me”."""
    count, oldest = counted(signatures_to_verify(user, today), "signed_at")
    reports, _ = counted(reports_of_strangers(user, today), "ended_at")
    parts = [waits(oldest, today), f"{reports} say “this was not me”" if reports > 1 else ""]
    if reports == 1:
        parts.append("one says “this was not me”")
    return Queue("Signatures to verify", "desk:signatures", count + reports, ", ".join(filter(None, parts)))


def ready_queue(user, today) -> Queue:
    count, oldest = counted(ready(user, today), "starts_on")
    return Queue("Certifications to decide", "desk:ready", count, waits(oldest, today, "oldest ready for"))


def renewals_queue(user, today) -> Queue:
    count, oldest = counted(renewals_waiting(user, today), "submitted_at")
    return Queue("Renewals to decide", "desk:renewals", count, waits(oldest, today))


def voids_queue(user, today) -> Queue:
    count, oldest = counted(to_decide(user, today), "asked_at")
    return Queue("Sessions that somebody asks to void", "desk:reviews", count, waits(oldest, today), "#voids")


def again_queue(user, today) -> Queue:
    """What rests on something void, or on a license that a later check did not show."""
    count, oldest = counted(open_tasks(user, today), "opened_at")
    return Queue("To look at again", "desk:reviews", count, waits(oldest, today))


def working_queue(user, today) -> Queue:
    """Nobody waits for an answer, and yet somebody may be at work who must not needle."""
    rows = working_uncleared(user, today).order_by("list_key", "pk")
    keys = list(rows.values_list("pk", flat=True)[: MOST + 1])
    ended = roster.license_ends(today, before=today - timedelta(days=1))
    found = Practitioner.objects.filter(ended, pk__in=keys[:MOST]).count()
    note = of_first(len(keys), f"{found} with a license that has ended" if found else "")
    rest = f"?clearance={roster.MAY_NOT}"
    return Queue("Working, not cleared", "desk:roster", len(keys), note, rest, waits=False)


def lapsing_queue(user, today) -> Queue:
    count, first = counted(lapsing(user, today), "deadline")
    note = f"the first in {in_days((first - today).days)}" if first else ""
    return Queue("Certifications that end within 30 days", "desk:today", count, note, "#next-to-lapse", waits=False)


def filings_queue(user, today) -> Queue:
    count, first = counted(filings_to_come(user, today), "starts_on")
    note = f"the first in {in_days((first - today).days - 1)}" if first else ""
    return Queue("Filings due at a board", "desk:filings", count, note, waits=False)


def review_queue(user, today) -> Queue:
    count = capped(needs_review(user, today))
    note = "the rule where they work is silent, unclear or not adopted" if count else ""
    return Queue("Clearances that need review", "desk:roster", count, note, "?clearance=needs_review", waits=False)


def counted(rows: QuerySet, since: str) -> tuple[int, date | datetime | None]:
    """How many, and since when the first of them waits; they come in the order of `since`."""
    found = list(rows.values_list(since, flat=True)[: MOST + 1])
    return len(found), found[0] if found else None


def waits(oldest: date | datetime | None, today: date, words: str = "oldest waits") -> str:
    """How long the oldest item has waited, in the zone of the page."""
    if oldest is None:
        return ""
    day = localtime(oldest).date() if isinstance(oldest, datetime) else oldest
    return f"{words} {in_days((today - day).days)}" if day < today else "since today"


def in_days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
