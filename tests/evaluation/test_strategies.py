"""Random lives are worth nothing to a property if nobody among them is ever cleared: every answer there is occurs."""

import pytest
from hypothesis import strategies as st

from training.evaluation import KINDS, Certification, Clearance, Truth, certification_timeline, clearance_timeline
from training.evaluation.answers import truth_of
from training.evaluation.requirements import walk

from . import strategies as some
from .thorough import for_any

pytestmark = pytest.mark.slow


def seen(build, *strategies):
    """All that is found in what is built of many examples."""
    found = set()
    for_any(st.tuples(*strategies), share=5.0)(lambda given: found.update(build(*given)))()
    return found


def test_every_clearance_occurs():
    def outcomes(versions, facts):
        return {each.outcome for each in clearance_timeline(versions, facts)}

    assert seen(outcomes, some.rule_versions(), some.facts) == set(Clearance)


def test_every_certification_occurs():
    def outcomes(given):
        return {each.outcome for each in certification_timeline(*given)}

    assert seen(outcomes, some.certifications) == set(Certification)


def test_every_kind_occurs_and_every_truth():
    def kinds(tree, facts):
        return {node.kind for node in walk(tree)} | {*truth_of(tree, facts).values}

    assert seen(kinds, some.trees, some.facts) == {*KINDS, *Truth}
