"""The last valid day of a cycle is said of a row, in SQL and by the evaluation: they agree for any extensions."""

from datetime import date, timedelta

import pytest
from hypothesis import strategies as st

from tests.evaluation.thorough import for_any
from tests.factories import CycleFactory, DecisionFactory, SchemeVersionFactory
from training.evaluation import CyclePlan, ExpiryMode, Facts, cycle, next_cycle
from training.models import Cycle, Decision
from training.queries.cycle_ends import with_last_day
from training.queries.pursuits import load_pursuits

pytestmark = pytest.mark.django_db
EMPTY = Facts()
HELD = ("active", "renewal_open")
some_days = st.integers(0, 3000).map(lambda count: date(2020, 1, 1) + timedelta(days=count))
extensions = st.lists(st.tuples(some_days, st.integers(0, 500)), max_size=3)


def stamped(mode, anchor, submitted_on):
    """A renewed cycle as the mode counts it."""
    plan = CyclePlan(months=24, window=3, grace=2, mode=mode, minimum=6 if mode == ExpiryMode.FIXED else 0)
    return next_cycle(cycle(anchor, 0, 24, 3, 2), plan, submitted_on, submitted_on)


def write(row, dates, acts):
    """The dates on a row, and extensions: the day each takes effect, and how many days later its last day is."""
    names = ("anchor", "number", "starts_on", "valid_until", "window_opens_on", "grace_until")
    Cycle.objects.filter(pk=row.pk).update(**{name: getattr(dates, name) for name in names})
    Decision.objects.filter(pk=row.decision_id).update(imported=True)
    row.acts.all().delete()
    for effective_on, days in acts:
        DecisionFactory(
            practitioner=row.practitioner,
            scheme=row.scheme,
            kind="extend",
            about=row,
            effective_on=effective_on,
            valid_until=effective_on + timedelta(days=days),
            decided_by=row.decision.decided_by,
        )


@pytest.mark.parametrize("mode", list(ExpiryMode))
def test_the_last_day_is_one(mode):
    minimum = 6 if mode == ExpiryMode.FIXED else 0
    row = CycleFactory(version=SchemeVersionFactory(expiry_mode=mode, minimum_months=minimum))
    seen = set()

    @for_any(some_days, st.integers(-200, 900), extensions, st.lists(some_days, min_size=1, max_size=4))
    def agree(anchor, late, acts, days):
        dates = stamped(mode, anchor, cycle(anchor, 0, 24, 3, 2).valid_until + timedelta(days=late))
        write(row, dates, acts)
        fresh = Cycle.objects.get(pk=row.pk)
        (pursuit,) = load_pursuits([row.practitioner_id])[row.practitioner_id]
        for span in pursuit.spans(EMPTY):
            if span.outcome in HELD:
                days = [*days, span.starts_on, span.ends_on]
                assert span.deadline == fresh.ends_on(span.starts_on) == fresh.ends_on(span.ends_on)
                seen.add(span.deadline == dates.valid_until)
        for as_of in days:
            assert with_last_day(Cycle.objects.filter(pk=row.pk), as_of).get().ending_on == fresh.ends_on(as_of)
        assert with_last_day(Cycle.objects.filter(pk=row.pk)).get().ending_on == fresh.ends_on()

    agree()
    assert seen == {True, False}
