"""May this person practice there on this day: whole stories, told as spans."""

import pytest

from training.evaluation import (
    OPEN,
    AllOf,
    Attestation,
    Clearance,
    Exam,
    ExamFact,
    Hours,
    LicensedFor,
    Sessions,
    Stage,
    Unknown,
    clearance_timeline,
    evaluate_clearance,
)

from .make import always_licensed, check, credit, day, facts, license, merged, rule, said, sessions

COLORADO = AllOf((Hours(50 * 60, id="hours"), Hours(40 * 60, modes=("in_person",), id="in_person")), id="co")
STAGED = rule(COLORADO, provisional=Stage(Hours(30 * 60), months=48, scope=("limited",)))
LICENSED = (always_licensed(),)


def outcome(versions, given, on, **values):
    return evaluate_clearance(versions, given, day(on), **values).outcome


def test_colorado_in_stages():
    given = facts(
        licenses=LICENSED, credits=(credit("2024-02-29", 20), credit("2024-06-01", 10), credit("2025-01-15", 20))
    )
    spans = clearance_timeline([STAGED], given)
    assert merged(spans) == [
        ("0001-01-01", "needs_review"),
        ("2020-01-01", "not_cleared"),
        ("2024-06-01", "provisional"),
        ("2025-01-15", "cleared"),
    ]
    provisional = next(span for span in spans if span.outcome == "provisional")
    assert (provisional.deadline, provisional.scope) == (day("2028-02-29"), ("limited",))
    assert provisional.unmet == ("hours", "in_person")


def test_colorado_runs_out_on_the_day_after_its_four_years():
    given = facts(licenses=LICENSED, credits=(credit("2024-02-29", 30),))
    assert outcome([STAGED], given, "2028-02-29") == "provisional"
    assert outcome([STAGED], given, "2028-03-01") == "not_cleared"


def test_a_later_course_does_not_start_the_four_years_anew():
    given = facts(licenses=LICENSED, credits=(credit("2024-02-29", 30), credit("2027-01-01", 40, "self_paced")))
    assert outcome([STAGED], given, "2028-02-29") == "provisional"
    assert outcome([STAGED], given, "2028-03-01") == "not_cleared"


def test_colorado_online_hours_do_not_stand_in_for_those_in_person():
    given = facts(licenses=LICENSED, credits=(credit("2024-03-01", 60, "live_online"),))
    assert outcome([STAGED], given, "2025-01-01") == "provisional"
    assert evaluate_clearance([STAGED], given, day("2025-01-01")).unmet == ("in_person",)


def test_a_stage_asks_for_the_license_and_the_house_policy_too():
    given = facts(credits=(credit("2024-02-29", 30),))
    assert outcome([STAGED], given, "2025-01-01") == "not_cleared"
    strict = rule(COLORADO, provisional=Stage(Hours(30 * 60), months=48), house=Exam("safety"))
    licensed = facts(licenses=LICENSED, credits=(credit("2024-02-29", 30),))
    assert outcome([strict], licensed, "2025-01-01") == "not_cleared"
    passed = facts(licenses=LICENSED, credits=licensed.credits, exams=(ExamFact("e", day("2024-03-01"), "safety", 90),))
    assert outcome([strict], passed, "2025-01-01") == "provisional"


def test_house_policy_cannot_make_a_rule_looser():
    given = facts(licenses=LICENSED, exams=(ExamFact("e", day("2024-03-01"), "safety", 90),))
    assert outcome([rule(Hours(60), house=Exam("safety"))], given, "2025-01-01") == "not_cleared"


def test_every_rule_asks_for_a_license_there():
    nothing_more = rule()
    assert outcome([nothing_more], facts(), "2025-01-01") == "not_cleared"
    assert outcome([nothing_more], facts(licenses=LICENSED), "2025-01-01") == "cleared"
    elsewhere = facts(licenses=(always_licensed("US-FL"),))
    assert outcome([nothing_more], elsewhere, "2025-01-01") == "not_cleared"
    assert evaluate_clearance([nothing_more], elsewhere, day("2025-01-01")).unmet == ("implied.license",)


def test_a_registration_is_no_license_and_another_profession_is_another_license():
    registered = license(check("2020-01-01", "2030-01-01"), type="registration")
    assert outcome([rule()], facts(licenses=(registered,)), "2025-01-01") == "not_cleared"
    trainer = license(check("2020-01-01", "2030-01-01"), profession="at")
    assert outcome([rule()], facts(licenses=(trainer,)), "2025-01-01") == "not_cleared"


def test_a_compact_privilege_is_enough_while_its_home_license_holds():
    home = license(check("2025-01-01", "2025-12-31", expires_on="2025-08-31"), id="H", jurisdiction="US-TX")
    privilege = license(check("2025-02-01", "2025-12-31"), id="P", type="compact_privilege", home_id="H")
    assert merged(clearance_timeline([rule()], facts(licenses=(home, privilege))))[1:] == [
        ("2020-01-01", "not_cleared"),
        ("2025-02-01", "cleared"),
        ("2025-09-01", "not_cleared"),
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"status": "prohibited"}, "prohibited"),
        ({"status": "prohibited", "position": "permitted"}, "prohibited"),
        ({"status": "silent"}, "needs_review"),
        ({"status": "unclear"}, "needs_review"),
        ({"status": "silent", "position": "permitted"}, "cleared"),
        ({"status": "unclear", "position": "permitted"}, "cleared"),
        ({"status": "silent", "position": "prohibited"}, "prohibited"),
        ({"status": "permitted"}, "cleared"),
        ({"status": "permitted", "adopted_on": None}, "needs_review"),
        ({"status": "prohibited", "adopted_on": None}, "needs_review"),
        ({"status": "permitted", "profession": "at"}, "needs_review"),
        ({"status": "permitted", "effective_until": day("2024-12-31")}, "needs_review"),
        ({"status": "permitted", "effective_from": day("2025-01-02")}, "needs_review"),
    ],
)
def test_what_the_law_says_comes_first(values, expected):
    assert outcome([rule(**values)], facts(licenses=LICENSED), "2025-01-01") == expected


def test_without_any_rule_every_day_needs_review():
    (span,) = clearance_timeline([], facts(licenses=LICENSED))
    assert (span.outcome, span.ends_on, span.unmet) == (Clearance.NEEDS_REVIEW, OPEN, ("implied.rule",))


def test_a_position_on_silent_law_may_ask_for_more():
    silent = rule(Hours(60), status="silent", position="permitted")
    assert outcome([silent], facts(licenses=LICENSED), "2025-01-01") == "not_cleared"
    law = evaluate_clearance([silent], facts(licenses=LICENSED), day("2025-01-01")).findings[0]
    assert (law.truth, law.note) == ("met", "The law is silent; permitted by the position of the organization")


def test_an_unknown_in_the_rule_is_never_a_pass():
    unread = rule(AllOf((Hours(60), Unknown("exam"))))
    assert outcome([unread], facts(licenses=LICENSED), "2025-01-01") == "not_cleared"
    assert (
        outcome([unread], facts(licenses=LICENSED, credits=(credit("2024-01-01", 1),)), "2025-01-01") == "needs_review"
    )


def test_a_new_version_splits_the_line_on_its_day():
    before = rule(Hours(46 * 60), id="old", effective_until=day("2025-06-30"))
    after = rule(COLORADO, id="new", effective_from=day("2025-07-01"), adopted_on=day("2025-05-05"))
    given = facts(licenses=LICENSED, credits=(credit("2021-01-01", 46),))
    assert merged(clearance_timeline([after, before], given))[1:] == [
        ("2020-01-01", "not_cleared"),
        ("2021-01-01", "cleared"),
        ("2025-07-01", "not_cleared"),
    ]
    assert evaluate_clearance([before, after], given, day("2025-06-30")).rule == "old"
    assert evaluate_clearance([before, after], given, day("2025-07-01")).rule == "new"


def test_a_gap_between_versions_needs_review():
    before = rule(id="old", effective_until=day("2025-05-31"))
    after = rule(id="new", effective_from=day("2025-07-01"))
    assert outcome([before, after], facts(licenses=LICENSED), "2025-06-15") == "needs_review"


def test_a_stale_look_alone_makes_a_check_due():
    given = facts(licenses=(license(check("2025-01-10", "2025-05-04", expires_on="2025-09-30")),))
    assert merged(clearance_timeline([rule()], given))[2:] == [
        ("2025-01-10", "cleared"),
        ("2025-05-05", "check_due"),
        ("2025-10-01", "not_cleared"),
    ]
    finding = evaluate_clearance([rule()], given, day("2025-06-01")).findings[1]
    assert (finding.truth, finding.check_due, finding.who) == ("unknown", True, "manager")
    assert finding.note == "Check due since May 5, 2025"


def test_a_stale_look_does_not_hide_what_is_missing_or_unknown():
    given = facts(licenses=(license(check("2025-01-10", "2025-05-04")),))
    assert outcome([rule(Hours(60))], given, "2025-06-01") == "not_cleared"
    assert outcome([rule(Unknown("exam"))], given, "2025-06-01") == "needs_review"


def test_a_stale_look_at_a_person_in_a_stage_is_a_check_due():
    given = facts(licenses=(license(check("2025-01-10", "2025-05-04")),), credits=(credit("2025-01-01", 30),))
    assert merged(clearance_timeline([STAGED], given))[2:] == [
        ("2025-01-10", "provisional"),
        ("2025-05-05", "check_due"),
        ("2029-01-02", "not_cleared"),
    ]


def test_a_rule_whose_review_is_overdue_goes_stale_after_the_tolerance():
    reviewed = rule(review_on=day("2025-03-01"))
    given = facts(licenses=LICENSED)
    assert outcome([reviewed], given, "2025-05-30") == "cleared"
    assert outcome([reviewed], given, "2025-05-31") == "check_due"
    assert outcome([reviewed], given, "2025-03-11", review_tolerance_days=10) == "cleared"
    assert outcome([reviewed], given, "2025-03-12", review_tolerance_days=10) == "check_due"
    assert outcome([reviewed], facts(), "2026-01-01") == "not_cleared"
    assert outcome([rule(status="prohibited", review_on=day("2025-03-01"))], given, "2026-01-01") == "prohibited"


def test_an_overdue_review_reaches_a_person_in_a_stage_too():
    reviewed = rule(COLORADO, provisional=Stage(Hours(30 * 60), months=48), review_on=day("2025-03-01"))
    given = facts(licenses=LICENSED, credits=(credit("2025-01-01", 30),))
    assert outcome([reviewed], given, "2025-05-30") == "provisional"
    assert outcome([reviewed], given, "2025-05-31") == "check_due"


def test_an_overdue_review_is_warned_of_from_the_first_day():
    reviewed = rule(review_on=day("2025-03-01"))
    notes = [
        evaluate_clearance([reviewed], facts(licenses=LICENSED), day(on)).findings[-1].note
        for on in ("2025-03-01", "2025-03-02", "2025-06-01")
    ]
    assert notes == ["", "Review due since March 1, 2025", "Check due since May 31, 2025"]


def test_the_scope_of_a_rule_is_part_of_the_answer():
    assert evaluate_clearance([rule(scope=("neck",))], facts(licenses=LICENSED), day("2025-01-01")).scope == ("neck",)


def test_florida_from_the_first_course_to_the_expiry_of_the_license():
    florida = rule(
        AllOf(
            (
                LicensedFor(24, id="years"),
                Hours(50 * 60, modes=("in_person",), id="hours"),
                Sessions(25, id="sessions"),
                Attestation("board_form", id="form"),
            )
        ),
        jurisdiction="US-FL",
    )
    look = check("2026-01-05", "2026-12-31", issued_on="2024-05-20", expires_on="2026-11-30")
    given = facts(
        licenses=(license(look, jurisdiction="US-FL"),),
        credits=(credit("2026-02-01", 27), credit("2026-03-01", 27)),
        sessions=sessions(*(f"2026-04-{number:02}" for number in range(1, 26))),
    )
    spans = clearance_timeline([florida], given)
    assert [(on, span.unmet) for (on, _), span in zip(said(spans), spans, strict=True)][2:] == [
        ("2026-01-05", ("years", "hours", "sessions", "form")),
        ("2026-03-01", ("years", "sessions", "form")),
        ("2026-04-25", ("years", "form")),
        ("2026-05-20", ("form",)),
        ("2026-12-01", ("implied.license", "form")),
    ]


@pytest.mark.parametrize(
    "values",
    [
        {"status": "allowed"},
        {"position": "silent"},
        {"effective_from": None},
        {"effective_until": day("2019-12-31")},
    ],
)
def test_a_rule_that_cannot_mean_anything_is_refused(values):
    with pytest.raises(ValueError, match="rule rule"):
        rule(**values)


@pytest.mark.parametrize("values", [{"months": 0}, {"months": 4, "anchor": ""}])
def test_a_stage_without_a_deadline_or_an_anchor_is_refused(values):
    with pytest.raises(ValueError, match="deadline"):
        Stage(Hours(60), **values)


def test_versions_of_two_jurisdictions_are_no_one_rule():
    with pytest.raises(ValueError, match="more than one jurisdiction"):
        clearance_timeline([rule(), rule(jurisdiction="US-FL")], facts())


def test_outcomes_are_ordered_worst_first():
    assert [str(each) for each in sorted(Clearance, key=lambda each: each.rank)] == [
        "prohibited", "not_cleared", "needs_review", "check_due", "provisional", "cleared",
    ]  # fmt: skip
    assert [each for each in Clearance if each.may_practice] == [Clearance.PROVISIONAL, Clearance.CLEARED]
