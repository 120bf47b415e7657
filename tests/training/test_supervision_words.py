"""How a session was supervised, for its writer and for everybody else."""

import pytest

from training.models import SupervisedSession
from training.models.session import Supervision
from training.views.supervise.facts import facts_of


@pytest.mark.parametrize("supervision", Supervision)
def test_no_reader_is_called_i(supervision):
    session = SupervisedSession(supervision=supervision, mode="in_person")
    words = dict(facts_of(session))["Supervision"]
    assert words == f"{supervision.told}. In person."
    assert not words.startswith("I ")


def test_who_observed_is_no_question():
    assert Supervision.OBSERVED.told == "Observed, did not needle"
    assert Supervision.INDEPENDENT.told == "Needled alone, reviewed after"


def test_a_draft_may_have_none():
    assert SupervisedSession().supervision_words == ""
