"""What Florida means by an adverse incident, and by when the board is told."""

import itertools
from datetime import date

import pytest

from training.adverse_duty import duty_of, meets

FLORIDA = duty_of("US-FL", "physical_therapist", date(2026, 3, 10))
NAMES = ["controlled", "tied", "condition", "referred"]


def test_the_definition_has_four_elements_with_its_source():
    assert [each.id for each in FLORIDA.elements] == NAMES
    assert FLORIDA.citation == "Fla. Admin. Code 64B17-6.008(1)(a)"
    assert FLORIDA.days_confidence == "secondary"


@pytest.mark.parametrize("said", list(itertools.product(["yes", "no", "unsure", ""], repeat=4)))
def test_one_no_is_a_no_four_times_yes_a_yes_and_the_rest_is_unclear(said):
    expected = "no" if "no" in said else "yes" if said == ("yes",) * 4 else "unclear"
    assert meets(FLORIDA, dict(zip(NAMES, said, strict=True))) == expected


@pytest.mark.parametrize(
    ("happened", "last"),
    [
        (date(2026, 3, 10), date(2026, 3, 25)),
        (date(2028, 2, 20), date(2028, 3, 6)),
        (date(2026, 12, 20), date(2027, 1, 4)),
    ],
)
def test_fifteen_days_from_the_day_it_happened(happened, last):
    assert FLORIDA.last_day(happened) == last


@pytest.mark.parametrize(
    ("code", "profession", "day"),
    [
        ("US-CO", "physical_therapist", date(2026, 3, 10)),
        ("US-FL", "chiropractor", date(2026, 3, 10)),
        ("US-FL", "physical_therapist", date(2021, 4, 18)),
    ],
)
def test_elsewhere_for_others_and_before_the_rule_no_duty_was_read(code, profession, day):
    assert duty_of(code, profession, day) is None
