"""Where a certification stands: from dates and decisions alone."""

from dataclasses import replace

import pytest

from training.evaluation import (
    ActFact,
    ActiveLicense,
    AllOf,
    Certification,
    CycleFact,
    Exam,
    Hours,
    PursuitFact,
    certification_timeline,
    evaluate_certification,
)

from .make import always_licensed, check, credit, day, facts, license, merged

INITIAL = AllOf((Hours(20 * 60, id="hours"), Exam("safety", id="exam")), id="initial")
RENEWAL = Hours(10 * 60, id="update")
ENROLLED = PursuitFact(day("2024-01-15"))
FIRST = CycleFact("c1", day("2024-07-01"), day("2026-06-30"), day("2026-04-01"), day("2026-08-31"))
SECOND = CycleFact(
    "c2", day("2026-07-01"), day("2028-06-30"), day("2028-04-01"), day("2028-08-31"), decided_on=day("2026-05-10")
)


def act(kind, on, **values):
    dates = {"valid_until": day(values.pop("valid_until"))} if "valid_until" in values else {}
    return ActFact(kind, day(on), **dates, **values)


def story(given=None, cycles=(FIRST,), acts=(), pursuit=ENROLLED, throughout=None, initial=INITIAL):
    return merged(certification_timeline(initial, RENEWAL, throughout, given or facts(), cycles, acts, pursuit))[1:]


def evaluated(on, given=None, cycles=(FIRST,), acts=(), pursuit=ENROLLED, throughout=None):
    return evaluate_certification(INITIAL, RENEWAL, throughout, given or facts(), cycles, acts, pursuit, as_of=day(on))


LIFE = [
    ("2024-01-15", "in_progress"),
    ("2024-07-01", "active"),
    ("2026-04-01", "renewal_open"),
    ("2026-07-01", "grace"),
    ("2026-09-01", "lapsed"),
]


def test_a_life_from_dates_only():
    assert story() == LIFE


def test_before_enrollment_there_is_nothing_whatever_was_learned():
    assert story(facts(credits=(credit("2020-01-01", 20),)), cycles=(), pursuit=None, initial=Hours(60)) == []


def test_ready_from_the_day_the_last_requirement_is_met():
    given = facts(credits=(credit("2024-03-01", 20),))
    assert story(given, cycles=(), initial=Hours(20 * 60)) == [("2024-01-15", "in_progress"), ("2024-03-01", "ready")]


def test_ready_asks_for_what_must_hold_throughout_too():
    given = facts(credits=(credit("2024-03-01", 20),))
    values = {"cycles": (), "initial": Hours(20 * 60), "throughout": ActiveLicense(id="license")}
    assert story(given, **values) == [("2024-01-15", "in_progress")]
    licensed = facts(credits=given.credits, licenses=(always_licensed(),))
    assert story(licensed, **values) == [("2024-01-15", "in_progress"), ("2024-03-01", "ready")]


def test_a_renewal_decided_in_the_window_keeps_it_active_and_follows_the_old():
    assert story(cycles=(SECOND, FIRST)) == [
        ("2024-01-15", "in_progress"),
        ("2024-07-01", "active"),
        ("2026-04-01", "renewal_open"),
        ("2026-05-10", "active"),
        ("2028-04-01", "renewal_open"),
        ("2028-07-01", "grace"),
        ("2028-09-01", "lapsed"),
    ]
    said = [evaluated(on, cycles=(FIRST, SECOND)).deadline for on in ("2026-06-30", "2026-07-01")]
    assert said == [day("2026-06-30"), day("2028-06-30")]


def test_a_renewal_decided_in_grace_counts_from_the_decision():
    late = CycleFact(
        "c2", day("2026-07-01"), day("2028-06-30"), day("2028-04-01"), day("2028-08-31"), day("2026-07-20")
    )
    assert story(cycles=(FIRST, late))[2:5] == [
        ("2026-04-01", "renewal_open"),
        ("2026-07-01", "grace"),
        ("2026-07-20", "active"),
    ]


def test_a_new_award_after_a_lapse_begins_afresh_and_leaves_the_lapse_in_the_past():
    again = CycleFact(
        "c2", day("2026-09-15"), day("2028-09-14"), day("2028-06-15"), day("2028-11-14"), day("2026-09-15")
    )
    assert story(cycles=(FIRST, again))[3:6] == [
        ("2026-07-01", "grace"),
        ("2026-09-01", "lapsed"),
        ("2026-09-15", "active"),
    ]


def test_a_later_cycle_after_a_gap_renews_nothing():
    later = CycleFact("c2", day("2027-01-01"), day("2028-12-31"), day("2028-10-01"), day("2029-02-28"))
    assert story(cycles=(FIRST, later))[:5] == LIFE


LOOK = check("2024-01-01", "2024-12-31", issued_on="2020-01-01", expires_on="2025-12-31")


def test_inactive_while_a_condition_fails_and_active_again_without_a_decision():
    renewed = check("2026-02-01", "2030-12-31", issued_on="2020-01-01", expires_on="2030-12-31")
    given = facts(licenses=(license(LOOK, renewed),))
    assert story(given, throughout=ActiveLicense("US-CO")) == [
        *LIFE[:2],
        ("2026-01-01", "inactive"),
        ("2026-02-01", "active"),
        *LIFE[2:],
    ]


def test_a_condition_that_fails_in_the_window_is_inactive_too_and_grace_stays_grace():
    given = facts(licenses=(license(LOOK),))
    assert story(given, throughout=ActiveLicense("US-CO"))[2:] == [("2026-01-01", "inactive"), *LIFE[3:]]
    said = evaluated("2026-05-01", given, throughout=ActiveLicense("US-CO"))
    assert said.unmet == ("throughout.root",)


def test_an_overdue_look_alone_makes_nothing_inactive():
    given = facts(licenses=(license(LOOK),))
    said = evaluated("2025-06-01", given, throughout=ActiveLicense("US-CO"))
    assert said.outcome == "active"
    assert said.findings[-1].check_due


def test_suspended_until_reinstated():
    acts = (act("reinstate", "2025-03-01"), act("suspend", "2025-01-01"))
    assert story(acts=acts)[1:5] == [
        ("2024-07-01", "active"),
        ("2025-01-01", "suspended"),
        ("2025-03-01", "active"),
        ("2026-04-01", "renewal_open"),
    ]


def test_a_suspension_outlives_the_cycle():
    assert story(acts=(act("suspend", "2025-01-01"),))[-1] == ("2025-01-01", "suspended")


def test_a_suspension_taken_back_on_its_day_leaves_things_as_they_were():
    assert story(acts=(act("suspend", "2025-01-01"), act("reinstate", "2025-01-01"))) == LIFE
    again = (act("suspend", "2025-01-01"), act("reinstate", "2025-03-01"), act("suspend", "2025-03-01"))
    assert story(acts=again)[-1] == ("2025-01-01", "suspended")


def test_revoked_never_reads_as_expired():
    assert story(acts=(act("revoke", "2025-01-01"),)) == [*LIFE[:2], ("2025-01-01", "revoked")]
    assert story(acts=(act("revoke", "2027-01-01"),))[-1] == ("2027-01-01", "revoked")


def test_revoked_covers_suspended_and_a_reinstatement_does_not_lift_it():
    acts = (act("suspend", "2025-01-01"), act("revoke", "2025-02-01"), act("reinstate", "2025-03-01"))
    assert story(acts=acts)[-2:] == [("2025-01-01", "suspended"), ("2025-02-01", "revoked")]


def test_a_renewal_decided_before_the_revocation_falls_with_it():
    assert story(cycles=(FIRST, SECOND), acts=(act("revoke", "2026-06-01"),))[-1] == ("2026-06-01", "revoked")
    assert story(cycles=(FIRST, SECOND), acts=(act("revoke", "2026-05-10"),))[-1] == ("2026-05-10", "revoked")


def test_a_decision_for_a_coming_day_is_known_at_once_and_in_force_on_that_day():
    coming = replace(SECOND, effective_on=day("2026-07-10"))
    assert story(cycles=(FIRST, coming))[2:6] == [
        ("2026-04-01", "renewal_open"),
        ("2026-05-10", "active"),
        ("2026-07-01", "grace"),
        ("2026-07-10", "active"),
    ]
    assert story(cycles=(FIRST, coming), acts=(act("revoke", "2026-06-01"),))[-1] == ("2026-06-01", "revoked")


def test_an_award_decided_after_the_revocation_brings_it_back():
    again = CycleFact(
        "c2", day("2026-01-01"), day("2027-12-31"), day("2027-10-01"), day("2028-02-29"), day("2025-12-20")
    )
    assert story(cycles=(FIRST, again), acts=(act("revoke", "2025-01-01"),))[2:4] == [
        ("2025-01-01", "revoked"),
        ("2026-01-01", "active"),
    ]


def test_an_extension_moves_the_last_day():
    extended = (act("extend", "2026-06-01", valid_until="2026-12-31"),)
    assert story(acts=extended)[2:] == [("2026-04-01", "renewal_open"), ("2027-01-01", "lapsed")]
    assert evaluated("2026-05-31", acts=extended).deadline == day("2026-06-30")
    assert evaluated("2026-06-01", acts=extended).deadline == day("2026-12-31")


def test_an_extension_granted_late_mends_nothing_before_its_day():
    late = (act("extend", "2026-07-15", valid_until="2026-08-10", cycle="c1"),)
    assert story(acts=late)[3:] == [
        ("2026-07-01", "grace"),
        ("2026-07-15", "renewal_open"),
        ("2026-08-11", "grace"),
        ("2026-09-01", "lapsed"),
    ]


def test_an_extension_that_names_no_cycle_extends_the_one_running_on_its_day():
    acts = (act("extend", "2028-05-01", valid_until="2028-12-31"),)
    assert story(cycles=(FIRST, SECOND), acts=acts)[-2:] == [("2028-04-01", "renewal_open"), ("2029-01-01", "lapsed")]
    named = (act("extend", "2026-08-01", valid_until="2028-12-31", cycle="c2"),)
    assert story(cycles=(FIRST, SECOND), acts=named)[-1] == ("2029-01-01", "lapsed")
    assert (
        story(cycles=(FIRST, SECOND), acts=(act("extend", "2020-01-01", valid_until="2030-01-01"),))[-1][1] == "lapsed"
    )


def test_an_extension_never_shortens():
    assert story(acts=(act("extend", "2025-01-01", valid_until="2025-06-30"),)) == LIFE


def test_renewal_counts_what_was_done_in_the_cycle_only():
    early, inside = credit("2024-06-30", 10), credit("2024-07-01", 10)
    assert evaluated("2026-05-01", facts(credits=(early,))).unmet == ("renewal.update",)
    said = evaluated("2026-05-01", facts(credits=(early, inside)))
    assert (said.outcome, said.unmet) == ("renewal_open", ())
    assert said.findings[0].evidence == (("credit", inside.id),)


def test_the_findings_are_those_of_the_path_the_person_is_on():
    ids = [
        [each.id for each in evaluated(on).findings] for on in ("2024-02-01", "2025-01-01", "2026-08-01", "2027-01-01")
    ]
    initial, renewal = ["hours", "exam"], ["renewal.update"]
    assert ids == [initial, renewal, renewal, initial]


def test_a_condition_asked_for_twice_is_told_once():
    scheme = AllOf((Hours(60, id="h"), ActiveLicense("US-CO", id="lic", label="Your license")), id="s")
    said = evaluate_certification(scheme, None, ActiveLicense("US-CO"), facts(), (), (), ENROLLED, day("2025-01-01"))
    assert [each.id for each in said.findings] == ["h", "lic"]


def test_words_come_in_one_order():
    assert [str(each) for each in Certification] == [
        "none", "in_progress", "ready", "active", "inactive", "renewal_open", "grace", "lapsed", "suspended", "revoked",
    ]  # fmt: skip
    assert [each for each in Certification if each.is_held] == [Certification.ACTIVE, Certification.RENEWAL_OPEN]


@pytest.mark.parametrize("values", [("promote", day("2025-01-01")), ("extend", day("2025-01-01"))])
def test_an_act_that_cannot_mean_anything_is_refused(values):
    with pytest.raises(ValueError, match=r"act|extension"):
        ActFact(*values)
