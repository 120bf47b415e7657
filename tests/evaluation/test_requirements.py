import json

import pytest

from training.evaluation import (
    KINDS,
    ActiveLicense,
    AllOf,
    AnyOf,
    Attestation,
    Credential,
    Exam,
    Filing,
    Holds,
    Hours,
    LicensedFor,
    Modules,
    Sessions,
    Unknown,
    Within,
    describe,
    from_json,
    to_json,
    walk,
)
from training.evaluation.requirements import lines, numbered, prefixed

from .make import day

READABLE = [
    (Hours(3000, modes=("in_person",)), "50 course hours, in person"),
    (Hours(60, subjects=("dry_needling",)), "1 course hour on dry needling"),
    (Hours(90, modes=("in_person", "live_online")), "1.5 course hours, in person or live online"),
    (Hours(600, since=day("2024-07-01")), "10 course hours, since July 1, 2024"),
    (Sessions(1), "1 supervised session"),
    (
        Sessions(25, regions=("neck", "low_back"), modes=("in_person",), new_patients=True),
        "25 supervised sessions, neck or low back, in person, first sessions with a patient",
    ),
    (Sessions(5, qualifications=("a_year", "licensed")), "5 supervised sessions, supervisor with a year and licensed"),
    (Modules(("safety",)), "Module safety"),
    (Modules(("safety", "anatomy", "law")), "Modules safety, anatomy and law"),
    (Modules(("safety", "anatomy", "law"), min_count=2), "2 of the modules safety, anatomy or law"),
    (Exam("final_exam", 80), "Passed final exam with a score of 80 or more"),
    (ActiveLicense("US-CO"), "License in good standing in US-CO"),
    (ActiveLicense(types=("license", "compact_privilege")), "License or compact privilege in good standing"),
    (LicensedFor(24), "Licensed for 2 years"),
    (LicensedFor(18, "US-NJ", before="training"), "Licensed for 18 months in US-NJ before training"),
    (Credential("CPR"), "CPR"),
    (Holds("dry_needling"), "Certified: dry needling"),
    (Filing("US-FL", "attestation"), "Attestation filed in US-FL"),
    (
        Filing("US-FL", "attestation", within_days=60, anchor="training_met"),
        "Attestation filed with the board within 60 days after the training is complete",
    ),
    (Attestation("competence", 12), "Competence, not older than 12 months"),
    (Within(48, "first_course", Hours(3000)), "50 course hours, within 4 years of the first course"),
    (Unknown("exam"), "Not known yet: exam"),
    (AnyOf((Sessions(250), Attestation("a_letter"))), "250 supervised sessions or A letter"),
]


@pytest.mark.parametrize(("node", "text"), READABLE, ids=lambda value: getattr(value, "kind", None))
def test_a_requirement_reads_as_a_line(node, text):
    assert describe(node) == text


def test_every_kind_is_described_and_none_is_described_by_its_label():
    assert {node.kind for node, _ in READABLE} | {"all_of"} == set(KINDS)
    assert describe(Hours(60, label="Ethics")) == "Ethics"


def test_codes_read_as_the_names_that_people_use():
    names = {"US-CO": "Colorado", "m1": "Needle safety"}
    assert describe(ActiveLicense("US-CO"), names) == "License in good standing in Colorado"
    assert describe(AnyOf((Modules(("m1",)), Exam("x"))), names) == "Module Needle safety or Passed x"


@pytest.mark.parametrize("node", [node for node, _ in READABLE], ids=lambda node: node.kind)
def test_a_tree_survives_json(node):
    tree = AllOf((numbered(node, "a"), AnyOf((Exam("x", id="b"), Unknown("y", id="c")), id="d")), id="e")
    assert from_json(json.loads(json.dumps(to_json(tree)))) == tree


def test_a_node_without_an_id_gets_one_from_its_place():
    tree = from_json({"kind": "all_of", "of": [{"kind": "exam", "name": "x"}, {"kind": "unknown", "what": "y"}]})
    assert [node.id for node in walk(tree)] == ["root", "root.1", "root.2"]
    within = from_json({"kind": "within", "months": 1, "anchor": "first_course", "of": {"kind": "exam", "name": "x"}})
    assert [node.id for node in walk(within)] == ["root", "root.1"]


def test_two_trees_can_share_a_list_of_findings():
    tree = AllOf((Exam("x"), Within(1, "first_course", Hours(60, id="h"))))
    assert [node.id for node in walk(prefixed(tree, "house"))] == [
        "house.root", "house.root.1", "house.root.2", "house.h",
    ]  # fmt: skip


def test_groups_of_groups_lie_flat_in_a_checklist():
    one, two, either = Exam("one"), Exam("two"), AnyOf((Exam("a"), Exam("b")))
    assert lines(AllOf((one, AllOf((two, either))))) == (one, two, either)


HOURS = {"kind": "hours", "id": "h1", "minutes": 60}
FILING = {"kind": "filing", "id": "f", "jurisdiction": "US-FL", "name": "form"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "root: a requirement must be an object"),
        ({"kind": "magic", "id": "m"}, "magic m: unknown kind"),
        ({"id": "m"}, "requirement m: unknown kind"),
        ({"kind": "hours", "id": "h1"}, "hours h1: missing field minutes"),
        (HOURS | {"minuets": 1}, "hours h1: unknown field minuets"),
        (HOURS | {"minutes": 0}, "hours h1: minutes must be above zero"),
        (HOURS | {"minutes": -60}, "hours h1: minutes must be above zero"),
        (HOURS | {"minutes": 1.5}, "hours h1: minutes is of the wrong type"),
        (HOURS | {"minutes": True}, "hours h1: minutes is of the wrong type"),
        (HOURS | {"minutes": "60"}, "hours h1: minutes is of the wrong type"),
        (HOURS | {"modes": "in_person"}, "hours h1: modes is of the wrong type"),
        (HOURS | {"modes": ["by_mail"]}, "hours h1: modes has 'by_mail'"),
        (HOURS | {"modes": [1]}, "hours h1: modes must be a list of words"),
        (HOURS | {"since": "soon"}, "hours h1: since is not a date"),
        (HOURS | {"since": 5}, "hours h1: since is not a date"),
        (HOURS | {"since": "2025-01-02", "until": "2025-01-01"}, "hours h1: since is after until"),
        (HOURS | {"who": "nobody"}, "hours h1: who must be one of"),
        ({"kind": "all_of", "id": "g", "of": []}, "all_of g: the group is empty"),
        ({"kind": "any_of", "id": "g", "of": HOURS}, "any_of g: of is of the wrong type"),
        ({"kind": "all_of", "id": "g", "of": [HOURS, HOURS]}, "hours h1: this id is used twice"),
        ({"kind": "all_of", "id": "g", "of": ["hours"]}, "g.1: a requirement must be|root.1: a requirement must be"),
        ({"kind": "sessions", "id": "s", "count": 0}, "sessions s: count must be above zero"),
        ({"kind": "modules", "id": "m", "modules": []}, "modules m: names no module"),
        ({"kind": "modules", "id": "m", "modules": ["a", "a"], "min_count": 2}, "modules m: min_count is more"),
        ({"kind": "exam", "id": "e", "name": "  "}, "exam e: name is empty"),
        ({"kind": "exam", "id": "e", "name": "x", "score": -1}, "exam e: score is below zero"),
        ({"kind": "active_license", "id": "a", "types": ["card"]}, "active_license a: types has 'card'"),
        ({"kind": "licensed_for", "id": "l", "months": 0}, "licensed_for l: months must be above zero"),
        ({"kind": "licensed_for", "id": "l", "months": 1, "before": "noon"}, "licensed_for l: before must be"),
        ({"kind": "filing", "id": "f", "jurisdiction": "", "name": "x"}, "filing f: jurisdiction is empty"),
        (FILING | {"within_days": 60}, "filing f: a deadline without an anchor"),
        (FILING | {"within_days": 0, "anchor": "first_course"}, "filing f: within_days must be above zero"),
        (FILING | {"within_days": 9, "anchor": "first_session"}, "filing f: anchor must be one of training_met"),
        (FILING | {"anchor": "first_course"}, "filing f: an anchor without a deadline"),
        ({"kind": "attestation", "id": "a", "name": "x", "max_age_months": 0}, "attestation a: max_age_months must"),
        ({"kind": "within", "id": "w", "months": 4, "anchor": "", "of": HOURS}, "within w: anchor must be one of"),
        ({"kind": "within", "id": "w", "months": 0, "anchor": "first_course", "of": HOURS}, "within w: months must"),
        ({"kind": "within", "id": "w", "months": 4, "anchor": "first_course", "of": [HOURS]}, "within w: of is of the"),
        ({"kind": "unknown", "id": "u", "what": ""}, "unknown u: what is empty"),
    ],
)
def test_what_cannot_mean_anything_is_refused_by_name(data, message):
    with pytest.raises(ValueError, match=message):
        from_json(data)
