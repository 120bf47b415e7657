"""A line about sessions or hours says why some of what is on record does not count."""

from datetime import date

import pytest

from training.evaluation.evaluation import finding
from training.evaluation.facts import CompletionFact, CreditFact, Facts, SessionFact
from training.evaluation.requirements import Hours, Sessions, Within, walk
from training.models import SessionState
from training.queries.uncounted import uncounted


class Evaluated:
    """An evaluation as far as it is read here."""

    as_of = date(2027, 3, 1)

    def __init__(self, *findings):
        self.findings = findings


class Records:
    """The sessions on record in these states."""

    def __init__(self, *states):
        self.sessions = [Row(state) for state in states]


class Row:
    superseded_at = None

    def __init__(self, state):
        self.state = state


def why(node, facts, records=None) -> dict:
    nodes = {each.id: each for each in walk(node)}
    found = finding(node, facts, Evaluated.as_of)
    return uncounted(records or Records(), facts, nodes, Evaluated(found))


GOOD = {"on": date(2027, 1, 5), "supervisor": "1", "supervision": "in_room", "regions": ("neck",), "new_patient": True}
ASKED = {"qualifications": ("sessions_25",), "supervision": ("in_room",), "regions": ("neck",), "new_patients": True}
WORDS = {
    "eligible": (
        {"eligible": False},
        {},
        "1 session does not count here: signed by somebody who could not supervise on that day.",
    ),
    "day": ({}, {"since": date(2027, 2, 1)}, "1 session does not count here: before February 1, 2027."),
    "late": ({}, {"until": date(2026, 12, 31)}, "1 session does not count here: after December 31, 2026."),
    "mode": ({"mode": "telehealth"}, {"modes": ("in_person",)}, "1 session does not count here: not in person."),
    "patient": ({"new_patient": False}, ASKED, "1 session does not count here: not the first with that patient."),
    "region": ({"regions": ("foot",)}, ASKED, "1 session does not count here: in other regions than the rule names."),
    "supervision": (
        {"supervision": "observed"},
        ASKED,
        "1 session does not count here: supervised in another way than the rule asks.",
    ),
    "qualification": (
        {"qualifications": ()},
        ASKED,
        "1 session does not count here: whose supervisor was not shown to have 25 signed sessions of their own"
        " on that day.",
    ),
    "counts": ({}, ASKED, None),
}


@pytest.mark.parametrize(("said", "asked", "words"), WORDS.values(), ids=WORDS)
def test_a_session_says_what_keeps_it_out(said, asked, words):
    facts = Facts(sessions=(SessionFact(**{"id": "1", **GOOD, "qualifications": ("sessions_25",), **said}),))
    assert why(Sessions(count=5, id="s", **asked), facts).get("s") == words


def test_reasons_are_counted_the_greatest_first_with_what_was_not_sent():
    facts = Facts(sessions=tuple(SessionFact(id=str(n), **GOOD, mode="telehealth") for n in range(3)))
    records = Records(SessionState.DRAFT, SessionState.RETURNED, SessionState.RETURNED)
    assert why(Sessions(count=5, id="s", modes=("in_person",)), facts, records) == {
        "s": "6 sessions do not count here: 3 not in person; 2 returned and not sent again; 1 not submitted yet."
    }


def test_a_line_that_is_met_says_nothing():
    facts = Facts(sessions=(SessionFact(id="1", **GOOD), SessionFact(id="2", **GOOD, mode="telehealth")))
    assert why(Sessions(count=1, id="s", modes=("in_person",)), facts) == {}


def test_hours_say_how_many_and_why():
    course = CreditFact("1", date(2027, 1, 5), (("theory", "in_person", 60), ("theory", "self_paced", 90)))
    module = CompletionFact("2", date(2027, 1, 6), "key", minutes=(("law", "in_person", 30),))
    facts = Facts(credits=(course,), completions=(module,))
    assert why(Hours(minutes=600, id="h", subjects=("theory",), modes=("in_person",)), facts) == {
        "h": "2 hours do not count here: 1.5 hours not in person; 0.5 hours on other subjects."
    }


def test_a_course_before_the_time_limit_began_says_so():
    old = CreditFact("1", date(2020, 1, 5), (("theory", "in_person", 60),))
    new = CreditFact("2", date(2027, 1, 5), (("theory", "in_person", 60),))
    node = Within(of=Hours(minutes=600, id="h"), months=24, anchor="first_course", id="w")
    assert why(node, Facts(credits=(old, new)))["h"] == (
        "1 hour does not count here: before the time for this began, or done twice."
    )
