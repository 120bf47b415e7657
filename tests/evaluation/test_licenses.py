import pytest

from training.evaluation import ActiveLicense, Truth
from training.evaluation.answers import truth_of
from training.evaluation.licenses import standing

from .make import check, day, facts, license

FIRST = check("2026-01-10", "2026-06-30", issued_on="2020-03-01", expires_on="2027-03-31")
OVER, STALE, GOOD = Truth.NOT_MET, Truth.STALE, Truth.MET


def story(*licenses):
    """The standing of the first license as (first day, truth) from its first change on."""
    line = standing(licenses[0], facts(licenses=licenses))
    return [(str(on), value) for on, value in zip(line.days[1:], line.values[1:], strict=True)]


def test_a_license_counts_from_the_first_look_until_its_expiry_and_the_look_goes_stale():
    assert story(license(FIRST)) == [("2026-01-10", GOOD), ("2026-07-01", STALE), ("2027-04-01", OVER)]


def test_a_license_that_nobody_looked_up_does_not_count():
    assert story(license()) == []


def test_a_later_look_takes_over():
    later = check("2026-08-01", "2027-12-31", issued_on="2020-03-01", expires_on="2029-03-31")
    assert story(license(FIRST, later)) == [
        ("2026-01-10", GOOD), ("2026-07-01", STALE), ("2026-08-01", GOOD), ("2028-01-01", STALE), ("2029-04-01", OVER),
    ]  # fmt: skip


@pytest.mark.parametrize("shown", [{"shows": False}, {"in_good_standing": False}, {"encumbered": True}])
def test_what_the_newest_look_does_not_show_fails_closed_from_that_look_on(shown):
    refuted = check("2026-03-01", "2027-12-31", expires_on="2029-03-31", **shown)
    assert story(license(FIRST, refuted)) == [("2026-01-10", GOOD), ("2026-03-01", OVER)]
    restored = check("2026-05-01", "2026-10-31", expires_on="2027-03-31")
    assert story(license(FIRST, refuted, restored))[2:] == [
        ("2026-05-01", GOOD), ("2026-11-01", STALE), ("2027-04-01", OVER),
    ]  # fmt: skip


def test_a_look_made_after_the_expiry_that_it_shows_counts_for_nothing():
    assert story(license(check("2027-04-01", "2027-12-31", expires_on="2027-03-31"))) == []


def test_a_license_issued_for_a_coming_day_counts_from_that_day():
    assert story(license(check("2026-01-10", "2026-02-28", issued_on="2026-02-01"))) == [
        ("2026-02-01", GOOD), ("2026-03-01", STALE),
    ]  # fmt: skip
    assert story(license(check("2026-01-10", "2026-01-20", issued_on="2026-02-01"))) == [("2026-02-01", STALE)]


def test_of_two_looks_on_one_day_the_recorded_order_decides_and_without_it_the_worse():
    lapsed = {"in_good_standing": False}
    assert story(license(check("2026-01-10"), check("2026-01-10", **lapsed))) == []
    mended = license(check("2026-01-10", sequence=2), check("2026-01-10", sequence=1, **lapsed))
    assert story(mended)[0] == ("2026-01-10", GOOD)


def privilege(*checks, home_id="L1"):
    return license(*checks, id="P1", jurisdiction="US-AZ", type="compact_privilege", home_id=home_id)


OPEN_LOOK = check("2026-02-01", "2030-12-31")


def test_a_privilege_falls_with_its_home_license():
    assert story(privilege(OPEN_LOOK), license(FIRST)) == [
        ("2026-02-01", GOOD), ("2026-07-01", STALE), ("2027-04-01", OVER),
    ]  # fmt: skip


def test_a_privilege_without_its_home_license_counts_for_nothing():
    assert story(privilege(OPEN_LOOK)) == []
    assert story(privilege(OPEN_LOOK, home_id=None), license(FIRST)) == []
    assert story(privilege(OPEN_LOOK, home_id="P1")) == []
    assert story(privilege(OPEN_LOOK), license(FIRST, type="registration")) == []


def test_a_privilege_is_out_for_two_years_after_an_encumbrance_ended():
    home = license(
        check("2020-01-01", "2030-12-31"),
        check("2026-03-01", "2030-12-31", encumbered=True),
        check("2026-09-15", "2030-12-31"),
    )
    assert story(privilege(check("2020-01-01", "2030-12-31")), home) == [
        ("2020-01-01", GOOD), ("2026-03-01", OVER), ("2028-09-15", GOOD), ("2031-01-01", STALE),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, [("2020-01-01", GOOD), ("2026-03-01", OVER), ("2028-09-15", GOOD), ("2031-01-01", STALE)]),
        (
            {"type": "compact_privilege", "home_id": "L1"},
            [("2020-01-01", GOOD), ("2026-03-01", OVER), ("2028-09-15", GOOD), ("2031-01-01", STALE)],
        ),
        ({"type": "registration"}, [("2020-01-01", GOOD), ("2031-01-01", STALE)]),
        ({"profession": "at"}, [("2020-01-01", GOOD), ("2031-01-01", STALE)]),
    ],
)
def test_an_encumbrance_of_any_license_or_privilege_takes_every_privilege(other, expected):
    home = license(check("2020-01-01", "2030-12-31"))
    elsewhere = license(
        check("2020-01-01", "2030-12-31"),
        check("2026-03-01", "2030-12-31", encumbered=True),
        check("2026-09-15", "2030-12-31"),
        id="L9",
        **{"jurisdiction": "US-NV"} | other,
    )
    assert story(privilege(check("2020-01-01", "2030-12-31")), home, elsewhere) == expected


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (ActiveLicense(), GOOD),
        (ActiveLicense("US-CO"), GOOD),
        (ActiveLicense("US-AZ"), OVER),
        (ActiveLicense("US-CO", types=("compact_privilege", "registration")), OVER),
        (ActiveLicense("US-CO", professions=("pt",)), GOOD),
        (ActiveLicense("US-CO", professions=("at",)), OVER),
    ],
)
def test_which_license_is_asked_for(node, expected):
    assert truth_of(node, facts(licenses=(license(FIRST),))).value_on(day("2026-03-01")) is expected


def test_one_good_license_is_enough():
    lapsed = license(check("2026-01-10", "2026-12-31", shows=False), id="L0")
    assert (
        truth_of(ActiveLicense("US-CO"), facts(licenses=(lapsed, license(FIRST)))).value_on(day("2026-03-01")) is GOOD
    )
