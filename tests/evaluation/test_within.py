"""A time limit is one for what is done; what holds on a day is asked of that day, and of everything known."""

import pytest

from training.evaluation import (
    ActiveLicense,
    AllOf,
    Clearance,
    Credential,
    CredentialFact,
    Filing,
    Hours,
    LicensedFor,
    Truth,
    Within,
    evaluate_clearance,
    from_json,
)
from training.evaluation.answers import truth_of
from training.evaluation.evaluation import finding

from .make import always_licensed, check, credit, day, facts, license, rule

OPEN_LOOK = {"fresh_until": "9999-12-31"}
LICENSED_BEFORE = LicensedFor(24, jurisdiction="US-CO", before="training", id="before")
THIRTY = Hours(30 * 60, id="hours")


def on(node, known, text):
    return truth_of(node, known).value_on(day(text))


def test_a_later_course_does_not_mend_an_earlier_one_taken_too_soon():
    held = license(check("2020-01-01", **OPEN_LOOK, issued_on="2018-01-01"))
    known = facts(licenses=(held,), credits=(credit("2018-06-01", 10), credit("2021-06-01", 30)))
    tree = AllOf((THIRTY, LICENSED_BEFORE))
    inside = Within(24, "first_course", tree, id="within")
    assert on(tree, known, "2022-01-01") is on(inside, known, "2022-01-01") is Truth.NOT_MET
    said = {each.id: each.truth for each in finding(inside, known, day("2022-01-01")).children}
    assert said == {"hours": "met", "before": "missing"}


@pytest.mark.parametrize(
    ("line", "known"),
    [
        (
            Credential("CPR", id="cpr"),
            {"credentials": (CredentialFact("c", "CPR", day("2019-01-01"), day("2020-12-31")),)},
        ),
        (
            ActiveLicense("US-CO", id="license"),
            {"licenses": (license(check("2019-01-01", **OPEN_LOOK, expires_on="2020-12-31")),)},
        ),
    ],
)
def test_what_ends_is_not_kept_by_a_time_limit(line, known):
    known = facts(credits=(credit("2020-03-01", 30),), **known)
    inside = Within(24, "first_course", AllOf((THIRTY, line)), id="within")
    assert on(inside, known, "2020-06-01") is Truth.MET
    assert on(inside, known, "2021-06-01") is Truth.NOT_MET


def test_a_look_that_goes_stale_stays_apart_from_what_is_missing():
    known = facts(credits=(credit("2020-03-01", 30),), licenses=(license(check("2020-01-01", "2020-12-31")),))
    inside = Within(24, "first_course", AllOf((THIRTY, ActiveLicense("US-CO", id="license"))), id="within")
    assert on(inside, known, "2021-06-01") is Truth.STALE


def test_a_course_after_the_training_starts_no_time_to_file_anew():
    tree = AllOf((Hours(600, id="hours"), Filing("US-CO", "Form", within_days=60, anchor="last_course", id="form")))
    courses = tuple(credit(f"2021-{month:02d}-01", 10) for month in range(1, 13))
    known = facts(licenses=(always_licensed(),), credits=courses)
    answers = [
        evaluate_clearance([rule(tree)], known, day(text)).outcome
        for text in ("2021-02-15", "2021-06-01", "2022-01-05")
    ]
    assert answers == [Clearance.CLEARED, Clearance.NOT_CLEARED, Clearance.NOT_CLEARED]


def test_a_course_that_names_a_technique_alone_opens_no_region():
    known = facts(licenses=(always_licensed(),), credits=(credit("2021-01-01", 20, taught=("deep",)),))
    version = rule(Hours(600, id="hours"), scope_from_training=True)
    assert evaluate_clearance([version], known, day("2022-01-01")).outcome is Clearance.NEEDS_REVIEW


def test_a_privilege_rests_on_a_license_of_its_own_profession():
    home = license(check("2020-01-01", **OPEN_LOOK), id="H", jurisdiction="US-AZ", profession="at")
    privilege = license(check("2020-02-01", **OPEN_LOOK), id="P", type="compact_privilege", home_id="H")
    assert (
        evaluate_clearance([rule()], facts(licenses=(home, privilege)), day("2022-01-01")).outcome
        is Clearance.NOT_CLEARED
    )


def test_a_tree_that_nobody_can_have_written_is_refused_by_its_depth():
    tree = {"kind": "hours", "minutes": 60}
    for _ in range(900):
        tree = {"kind": "all_of", "of": [tree]}
    with pytest.raises(ValueError, match="nest more than"):
        from_json(tree)
