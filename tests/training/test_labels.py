"""A written label must not say another amount than the line asks for; one that says none is shown with it."""

from datetime import date

import pytest

from tests.training.rule_story import adopted, draft
from tests.training.test_block_flaws import marks, stream
from training.actions import Refused
from training.labels import said
from training.queries.checklist import checklist_of_rule
from training.queries.code_names import CodeNames
from training.trees import block

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("label", "unit", "amounts"),
    [
        ("50 course hours", "hours", {50}),
        ("1,365 hours", "hours", {1365}),
        ("All 46 of them in person, not online", "hours", {46}),
        ("84 hours specific to dry needling (30 and 54)", "hours", {84}),
        ("25 patient sessions, watched in person", "sessions", {25}),
        ("Two years of practice", "months", {24}),
        ("Within three calendar years of its start", "months", {36}),
        ("Licensed for a year", "months", {12}),
        ("Proof within 30 days", "days", {30}),
        ("Rule 64B17-6.008, contact hours", "hours", set()),
        ("Anatomical review; no number is named", "hours", set()),
    ],
)
def test_the_amounts_that_a_label_says(label, unit, amounts):
    assert said(label, unit) == amounts


WRONG = [
    (block("hours", "h", hours="60", label="50 course hours"), "The label says 50 hours, the amount is 60."),
    (block("sessions", "s", count=30, label="25 sessions"), "The label says 25 sessions, the amount is 30."),
    (
        block("licensed_for", "y", months=36, before="practice", label="Two years of practice"),
        "The label says 24 months, the amount is 36.",
    ),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG)
def test_a_label_that_says_another_amount_is_marked_in_the_editor_and_adopted_by_nobody(wrong, sentence):
    assert marks(stream(wrong))["0.label"].startswith(sentence)
    with pytest.raises(Refused, match=sentence):
        adopted(draft(requirements=[wrong]))


def test_the_label_of_a_time_limit_too():
    of = [block("hours", "h", hours="50")]
    limit = block("within", "w", months=48, anchor="first_course", of=of, label="50 hours within two years")
    assert "0.label" in marks(stream(limit))
    limit["value"]["label"] = "50 hours within four years"
    assert not marks(stream(limit))


def test_the_amount_stands_beside_a_label_that_does_not_say_it():
    rule = draft(
        requirements=[
            block("hours", "a", hours="60", label="Course hours in the subjects of the rule"),
            block("hours", "b", hours="40", modes=["in_person"], label="40 of them in person"),
            block("hours", "c", hours="0.25", label="Anatomical review; no number is named"),
        ],
        effective_from=date(2021, 1, 1),
    )
    assert [line.words for line in checklist_of_rule(rule, CodeNames()).lines[-3:]] == [
        "Course hours in the subjects of the rule (60 course hours)",
        "40 of them in person",
        "Anatomical review; no number is named",
    ]
