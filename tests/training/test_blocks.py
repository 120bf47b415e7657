"""Blocks and requirement kinds are one to one: what a rule can say, an editor can write."""

from dataclasses import fields

import pytest
from django.core.exceptions import BadRequest

from training.blocks import FIRST, RequirementsBlock, from_words
from training.evaluation.facts import LICENSE_TYPES, MODES
from training.evaluation.requirements import ANCHORS, KINDS
from training.models import License
from training.models.fields import DeliveryMode
from training.models.jurisdiction import Anchor
from training.trees import block, tree_of_raw

MADE_BY_CODE = {"id"}
NAMED_OTHERWISE = {("hours", "minutes"): "hours"}
GROUPS = ("all_of", "any_of")


def test_each_kind_has_a_block():
    assert {name for name, _ in FIRST} == set(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_field_of_a_kind_can_be_written(kind):
    written = set(dict(FIRST)[kind].child_blocks)
    asked = {NAMED_OTHERWISE.get((kind, item.name), item.name) for item in fields(KINDS[kind])} - MADE_BY_CODE
    left_out = asked - written - ({"who"} if kind in (*GROUPS, "within") else set())
    assert not left_out


def test_the_days_of_a_stage_and_of_a_time_limit_are_the_same():
    assert from_words(ANCHORS) == Anchor.choices


def test_a_license_and_the_rule_name_the_same_types_and_modes():
    assert tuple(License.Type.values) == LICENSE_TYPES
    assert tuple(DeliveryMode.values) == MODES


def test_a_block_reads_as_the_node_it_means():
    raw = [
        block(
            "sessions",
            "s",
            count=25,
            regions=["neck"],
            supervision=["in_room"],
            qualifications=["licensed_1y"],
            new_patients=True,
            since="2020-01-01",
            who="supervisor",
        )
    ]
    node = tree_of_raw(raw).of[0]
    assert (node.count, node.regions, node.supervision, node.qualifications) == (
        25,
        ("neck",),
        ("in_room",),
        ("licensed_1y",),
    )
    assert (node.new_patients, node.since.isoformat(), node.who) == (True, "2020-01-01", "supervisor")


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("hours", {"hours": "0"}, "above zero"),
        ("all_of", {"of": []}, "empty"),
        ("hours", {"hours": "5", "since": "2021-01-01", "until": "2020-01-01"}, "since is after until"),
        ("hours", {"hours": "5", "modes": ["by_post"]}, "by_post"),
    ],
)
def test_what_cannot_be_meant_is_refused_naming_the_node(kind, value, words):
    with pytest.raises(ValueError, match=words):
        tree_of_raw([block(kind, "x", **value)])


@pytest.mark.parametrize("given", [{}, {"tree-count": "x"}, {"tree-count": "1"}, {"tree-count": "1" * 5000}])
def test_a_form_that_holds_no_whole_tree_is_a_bad_request(given):
    """The editor then answers 400 and saves nothing."""
    with pytest.raises(BadRequest):
        RequirementsBlock().value_from_datadict(given, {}, "tree")
