"""The day of the next look, kept beside a license, and the counts that end at a thousand."""

import pytest

from tests.factories import LicenseCheckFactory, LicenseFactory, days
from training.models import License, LicenseCheck
from training.queries.capped import capped, said
from training.queries.look_faults import look_differences

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("looked", "fresh", "ends", "again"),
    [
        (-10, 110, 700, 96),  # 14 days before it goes stale
        (-10, 110, None, 96),
        (-100, 300, 50, 20),  # 30 days before the end
        (-2, 118, 20, 12),  # no sooner than 14 days after the look
        (-2, 118, 1, 2),  # right after the end
        (0, 120, -5, 14),  # looked at after the end: in 14 days
    ],
)
def test_the_newest_look_sets_the_day(looked, fresh, ends, again):
    row = LicenseFactory()
    LicenseCheckFactory(license=row, checked_on=days(-400), fresh_until=days(-200))
    look = {"checked_on": days(looked), "fresh_until": days(fresh), "issued_on": None}
    LicenseCheckFactory(license=row, expires_on=days(ends) if ends is not None else None, **look)
    LicenseCheckFactory(license=row, checked_on=days(-300), fresh_until=days(-150))  # an older look, recorded later
    row.refresh_from_db()
    assert row.look_again_on == days(again)
    assert list(look_differences()) == []


def test_a_day_that_was_changed_behind_the_looks_is_named():
    looked, never = LicenseFactory(), LicenseFactory()
    LicenseCheckFactory(license=looked)
    License.objects.update(look_again_on=days(900))
    assert list(look_differences()) == [
        f"License {looked.pk} is looked up again on another day than its newest look says.",
        f"License {never.pk} was never looked up, but has a day to look again.",
    ]


def test_counts_end_at_a_thousand(monkeypatch):
    monkeypatch.setattr("training.queries.capped.MOST", 2)
    row = LicenseFactory()
    for _ in range(4):
        LicenseCheckFactory(license=row)
    assert capped(LicenseCheck.objects.all()) == 3
    assert (said(2), said(3)) == ("2", "2+")
