"""What an evaluation says line by line, and how it is stored."""

import json
from dataclasses import replace
from hashlib import sha256

from training.evaluation import AllOf, AnyOf, Attestation, Hours, LicensedFor, Sessions, Within, evaluate_clearance
from training.evaluation.evaluation import canonical, finding

from .make import always_licensed, check, credit, day, facts, license, rule, sessions

GIVEN = facts(
    licenses=(always_licensed(),),
    credits=(credit("2026-02-01", 20, id="c2"), credit("2026-01-01", 10, id="c1")),
    sessions=sessions("2026-03-01"),
)


def test_a_finding_says_what_is_required_what_there_is_and_what_counted():
    said = finding(Hours(30 * 60, id="h", citation="Rule 1.5"), GIVEN, day("2026-01-15"))
    assert (said.truth, said.have, said.need, said.unit) == ("missing", 600, 1800, "minute")
    assert (said.since, said.until) == (None, day("2026-01-31"))
    assert (said.evidence, said.citation, said.who) == ((("credit", "c1"),), "Rule 1.5", "therapist")
    later = finding(Hours(30 * 60, id="h"), GIVEN, day("2026-02-01"))
    assert (later.truth, later.since, later.until, later.who) == ("met", day("2026-02-01"), None, "")
    assert later.evidence == (("credit", "c1"), ("credit", "c2"))


def test_an_alternative_is_one_finding_with_its_options_below():
    said = finding(AnyOf((Sessions(250), Attestation("letter")), id="either"), GIVEN, day("2026-04-01"))
    assert (said.truth, said.have, said.need, said.unit) == ("missing", 0, 1, "option")
    assert [(child.have, child.need) for child in said.children] == [(1, 250), (0, 1)]


def test_groups_of_all_are_one_line_each():
    version = rule(
        AllOf((Hours(60, id="a"), AllOf((Hours(120, id="b"), Sessions(1, id="c"))))), house=Hours(60, id="d")
    )
    said = evaluate_clearance([version], GIVEN, day("2026-04-01"))
    assert [each.id for each in said.findings] == ["implied.rule", "implied.license", "a", "b", "c", "house.d"]
    assert said.outcome == "cleared"


def test_a_time_limit_tells_its_start_its_deadline_and_its_parts():
    node = Within(24, "first_course", Hours(50 * 60), id="w")
    before = finding(node, GIVEN, day("2025-12-31"))
    assert (before.note, before.children[0].have) == ("The time runs from the first course", 0)
    running = finding(node, GIVEN, day("2026-06-01"))
    assert running.note == "Counted from January 1, 2026, due by January 1, 2028"
    assert (running.truth, running.children[0].have) == ("missing", 1800)
    late = finding(node, GIVEN, day("2028-01-15"))
    assert late.note == "Counted from February 1, 2026, due by February 1, 2028"
    assert late.children[0].have == 1200


def test_a_time_limit_met_is_explained_by_the_start_that_met_it():
    given = facts(credits=(credit("2020-01-01", 1), credit("2026-01-01", 30), credit("2026-02-01", 20)))
    said = finding(Within(24, "first_course", Hours(50 * 60)), given, day("2029-01-01"))
    assert (said.truth, said.since) == ("met", day("2026-02-01"))
    assert said.note == "Counted from January 1, 2026, due by January 1, 2028"


def test_months_licensed_name_their_licenses():
    given = facts(licenses=(license(check("2026-01-05", issued_on="2025-01-31")),))
    said = finding(LicensedFor(24), given, day("2026-01-30"))
    assert (said.have, said.need, said.unit, said.evidence) == (11, 24, "month", (("license", "L1"),))


def test_the_next_change_is_the_next_other_outcome():
    given = replace(GIVEN, licenses=(license(check("2026-01-10", "2026-06-30", expires_on="2026-12-31")),))
    version = rule(AllOf((Hours(20 * 60), Sessions(1))), duties=("Written consent",))
    said = evaluate_clearance([version], given, day("2026-01-15"))
    assert (said.outcome, said.next_change_on, said.next_outcome) == ("not_cleared", day("2026-03-01"), "cleared")
    assert (said.since, said.until) == (day("2020-01-01"), day("2026-02-28"))
    assert said.duties == ("Written consent",)
    last = evaluate_clearance([version], given, day("2027-01-01"))
    assert (last.until, last.next_change_on, last.next_outcome) == (None, None, None)


def test_an_evaluation_is_stored_as_json_with_the_hash_of_its_canonical_form():
    said = evaluate_clearance([rule(Hours(60))], GIVEN, day("2026-01-15"))
    stored = json.loads(json.dumps(said.to_json()))
    digest = stored.pop("digest")
    assert digest == said.digest == sha256(canonical(stored).encode()).hexdigest()
    assert (stored["as_of"], stored["outcome"]) == ("2026-01-15", "cleared")
    assert stored["findings"][2]["evidence"] == [["credit", "c1"]]


def test_equal_facts_give_equal_digests_and_other_facts_others():
    version, on = rule(Hours(20 * 60)), day("2026-04-01")
    said = evaluate_clearance([version], GIVEN, on)
    turned = replace(GIVEN, credits=GIVEN.credits[::-1])
    assert evaluate_clearance([version], turned, on).digest == said.digest
    more = replace(GIVEN, credits=(*GIVEN.credits, credit("2026-03-05", 1)))
    assert evaluate_clearance([version], more, on).digest != said.digest
    later = replace(GIVEN, credits=(*GIVEN.credits, credit("2026-05-05", 1)))
    assert evaluate_clearance([version], later, on).digest == said.digest
