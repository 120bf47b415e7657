"""The worked examples of docs/rules.md are what the code says."""

import pytest

from training.evaluation import Clearance

from .rules_doc.write import CASES, DOCUMENT, document


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_each_example_has_the_outcome_that_its_author_expects(case):
    assert case.evaluation().outcome == case.outcome


def test_the_page_says_what_the_code_says():
    assert DOCUMENT.read_text() == document(), "Write it anew: python -m tests.evaluation.rules_doc"


def test_there_are_twenty_and_every_outcome_is_among_them():
    assert len(CASES) >= 20 and len({case.title for case in CASES}) == len(CASES)
    assert {case.outcome for case in CASES} == {each.value for each in Clearance}
