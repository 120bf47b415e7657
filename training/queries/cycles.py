"""The windows that decisions open or move. The same functions preview a decision and carry it out."""

from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from training.evaluation import dates
from training.models import Cycle, Decision, DecisionKind, Practitioner, Renewal, Scheme, SchemeVersion
from training.permissions import Refused
from training.queries.cycle_begins import that_begin
from training.queries.schemes import version_in_force
from training.queries.standing import pursuit_of

# The longest that an extension may last, counted from the stamped last day; never longer than a cycle.
MOST_MONTHS = 12


def plan_of(version: SchemeVersion) -> dates.CyclePlan:
    return dates.CyclePlan(
        months=version.cycle_months,
        window=version.window_months,
        grace=version.grace_months,
        mode=dates.ExpiryMode(version.expiry_mode),
        minimum=version.minimum_months,
    )


def dates_of(row: Cycle) -> dates.Cycle:
    """The stamped dates of a row, for the arithmetic."""
    return dates.Cycle(row.anchor, row.number, row.starts_on, row.valid_until, row.window_opens_on, row.grace_until)


def running(practitioner: Practitioner, scheme: Scheme, day: date) -> Cycle | None:
    """The cycle in force on a day or that ran out last: begun, by a decision in effect."""
    rows = practitioner.cycles.filter(scheme=scheme, starts_on__lte=day, decision__effective_on__lte=day)
    return (
        that_begin(rows)
        .select_related("version", "decision")
        .prefetch_related("acts")
        .order_by("starts_on", "pk")
        .last()
    )


def coming(cycle: Cycle) -> QuerySet[Cycle]:
    """The cycles decided already that follow this one."""
    rows = Cycle.objects.filter(practitioner=cycle.practitioner_id, scheme=cycle.scheme_id)
    return that_begin(rows.filter(starts_on__gt=cycle.starts_on))


def revocation_by(practitioner: Practitioner, scheme: Scheme, day: date) -> Decision | None:
    """The last revocation in effect by a day; cycles decided before it are over."""
    rows = Decision.objects.filter(practitioner=practitioner, scheme=scheme, kind=DecisionKind.REVOKE)
    return rows.filter(effective_on__lte=day).order_by("decided_at", "pk").last()


def standing_cycles(practitioner: Practitioner, scheme: Scheme, day: date) -> QuerySet[Cycle]:
    """The cycles that no revocation in effect by the day has ended."""
    rows = Cycle.objects.filter(practitioner=practitioner, scheme=scheme)
    revoked = revocation_by(practitioner, scheme, day)
    return rows.filter(decision__decided_at__gt=revoked.decided_at) if revoked else rows


def first_window(practitioner: Practitioner, scheme: Scheme, day: date) -> tuple[SchemeVersion, dates.Cycle]:
    """What an award in effect on a day opens: the version that the person enrolled in, and the dates.

    It counts from its own day. Under a fixed anniversary an award after a lapse keeps the old one; a revocation ends
    the series.
    """
    version = pursuit_of(practitioner, scheme).version
    plan = plan_of(version)
    last = standing_cycles(practitioner, scheme, day).prefetch_related("acts").order_by("starts_on", "pk").last()
    if last and plan.mode is dates.ExpiryMode.FIXED:
        return version, following(last, version, day, day)
    return version, dates.cycle(day, 0, plan.months, plan.window, plan.grace)


def next_window(renewal: Renewal, day: date) -> tuple[SchemeVersion, dates.Cycle]:
    """The cycle after the renewed one, under the version in force on the day of the decision."""
    old = renewal.cycle
    version = version_in_force(old.scheme, day) or old.version
    return version, following(old, version, renewal.submitted_on, day)


def following(old: Cycle, version: SchemeVersion, submitted_on: date, decided_on: date) -> dates.Cycle:
    """The cycle that a complete renewal leads to; an extension of the old one makes it timely and moves nothing.

    It counts from the series' anchor; under a version with another length from the day after the old one.
    """
    plan, current = plan_of(version), dates_of(old)
    if plan.months != old.version.cycle_months:
        current = replace(current, anchor=dates.day_after(old.valid_until), number=-1)
    return dates.next_cycle(current, plan, submitted_on, decided_on, old.ends_on(submitted_on))


def latest_extension(cycle: Cycle) -> date:
    """The last day to which a cycle may be extended."""
    return dates.last_day(dates.day_after(cycle.valid_until), min(MOST_MONTHS, cycle.version.cycle_months))


def extended_window(cycle: Cycle, valid_until: date, effective_on: date) -> dates.Cycle:
    """The dates of a cycle extended to a day: its window stays open, its grace stays where it was.

    Raises `Refused` for a day that is no extension, is beyond the bound, or when the cycle can no longer be renewed.
    """
    now, latest = cycle.ends_on(), latest_extension(cycle)
    if effective_on > max(now, cycle.grace_until):
        last = dates.long_date(max(now, cycle.grace_until))
        raise Refused(f"An extension takes effect by {last}, while it can still be renewed.", field="effective_on")
    if valid_until <= now:
        raise Refused(f"It is valid until {dates.long_date(now)} already. Choose a later day.", field="valid_until")
    if valid_until < effective_on:
        raise Refused("The new last day is before the extension takes effect.", field="valid_until")
    if valid_until > latest:
        raise Refused(f"An extension ends on {dates.long_date(latest)} at the latest.", field="valid_until")
    return replace(dates_of(cycle), valid_until=valid_until, grace_until=max(valid_until, cycle.grace_until))
