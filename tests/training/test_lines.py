"""The lines of an evaluation say the same to everybody; only the address of who acts next differs."""

from dataclasses import replace
from datetime import date

import pytest

from tests import factories
from tests.factories import days
from training.evaluation import Evaluation, Finding
from training.evaluation.outcomes import Clearance
from training.queries.lines import lines_of
from training.queries.proofs import proofs_of
from training.templatetags.proofs import proof_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db):
    return factories.PractitionerFactory(clinic=factories.ClinicFactory())


def evaluation(*findings, outcome=Clearance.NOT_CLEARED, deadline=None):
    return Evaluation(as_of=days(0), outcome=outcome, findings=findings, deadline=deadline)


def finding(truth="missing", **changes):
    given = {"id": "a", "label": "50 hours", "have": 2280, "need": 3000, "unit": "minute", "who": "therapist"}
    return Finding(truth=truth, **(given | changes))


@pytest.mark.parametrize(
    ("who", "you", "desk"),
    [
        ("therapist", "you", "the therapist"),
        ("supervisor", "your supervisor", "a supervisor"),
        ("manager", "your compliance manager", "a compliance manager"),
        ("board", "the board", "the board"),
    ],
)
def test_only_who_acts_next_depends_on_the_reader(person, who, you, desk):
    asked = evaluation(finding(who=who))
    (mine,), (theirs,) = lines_of(person, asked, reader="you"), lines_of(person, asked, reader="desk")
    assert (mine.who, theirs.who) == (you, desk)
    assert replace(mine, who="") == replace(theirs, who="")


def test_missing_lines_come_first_and_are_due_while_there_is_time(person):
    found = finding("met", label="met", who=""), finding(label="missing")
    late = lines_of(person, evaluation(*found), reader="you")
    assert [(line.label, line.state, line.due) for line in late] == [
        ("Missing", "missing", False),
        ("Met", "met", False),
    ]
    assert late[0].words == "12 more hours."
    in_time = lines_of(person, evaluation(*found, outcome=Clearance.PROVISIONAL, deadline=days(30)), reader="you")
    assert [line.due for line in in_time] == [True, False]
    assert in_time[0].words.startswith("12 more hours by ")


def test_what_a_met_line_does_not_need_asks_nobody_for_anything(person):
    ways = finding("met", id="b", have=3000, who=""), finding(id="c")
    (line,) = lines_of(person, evaluation(finding("met", unit="option", children=ways)), reader="desk")
    assert [(way.state, way.who, way.due) for way in line.children] == [("met", "", False), ("not needed", "", False)]


def test_a_proof_is_read_from_the_person_s_own_rows_and_shown_where_the_reader_may_see_it(person):
    mine = factories.EvidenceFactory(practitioner=person, accepted=True)
    other = factories.EvidenceFactory(accepted=True)
    refs = tuple((row.kind, str(row.pk)) for row in (mine, other))
    (line,) = lines_of(person, evaluation(finding(evidence=refs)), reader="you")
    (proof,) = line.proofs
    assert proof_url(proof, "my") == f"/my/records/evidence/{mine.pk}/"
    assert proof_url(proof, "desk") == f"#evidence-{mine.pk}"
    assert proof_url(proof, "desk", "/desk/practitioners/1/") == f"/desk/evidence/{mine.pk}/"


def test_many_sessions_are_told_as_one_and_kept(person, django_assert_num_queries):
    supervisor = factories.PractitionerFactory(supervisor=True)
    rows = factories.SessionFactory.create_batch(30, practitioner=person, supervisor=supervisor, signed=True)
    with django_assert_num_queries(5):
        known = proofs_of(person)
    asked = evaluation(finding(evidence=tuple(("session", str(row.pk)) for row in rows)))
    with django_assert_num_queries(0):
        (line,) = lines_of(person, asked, reader="desk", known=known)
    (proof,) = line.proofs
    assert proof.words == "30 signed sessions, the last"
    assert {proof_url(part, "desk") for part in proof.parts} == {f"/desk/sessions/{row.pk}/" for row in rows}


LICENSE_LINE = {"id": "implied.license", "label": "A license in good standing", "have": 0, "need": 1, "unit": "license"}


@pytest.mark.parametrize(
    ("look", "words"),
    [
        ({"shows": False}, "The Florida source did not show PTL9 on January 1, 2027."),
        ({"encumbered": True}, "The Florida source showed PTL9 as encumbered on January 1, 2027."),
        (
            {"in_good_standing": False, "status_shown": "Lapsed"},
            "The Florida source showed PTL9 “Lapsed”, not in good standing on January 1, 2027.",
        ),
        ({"expires_on": date(2027, 2, 24)}, "PTL9, as it was shown on January 1, 2027, ended on February 24, 2027."),
        ({"checked_on": days(5)}, "No check had shown PTL9 by March 1, 2027."),
    ],
)
def test_the_line_says_why_the_license_does_not_count_and_leads_to_its_checks(look, words):
    place = factories.JurisdictionFactory(name="Florida", code="US-FL")
    license = factories.LicenseFactory(jurisdiction=place, number="PTL9")
    factories.LicenseCheckFactory(license=license, **{"checked_on": date(2027, 1, 1), **look})
    asked = evaluation(finding(**LICENSE_LINE))
    for reader in ("you", "desk"):
        (line,) = lines_of(license.practitioner, asked, reader=reader, place=place)
        assert line.words == words
        assert [proof_url(proof, "desk") for proof in line.proofs] == [f"#license-{license.pk}"]


def test_without_a_license_there_the_line_says_so(person):
    elsewhere = factories.LicenseFactory(practitioner=person, checked=True)
    place = factories.JurisdictionFactory(name="Utah", code="US-UT")
    (line,) = lines_of(person, evaluation(finding(**LICENSE_LINE)), reader="desk", place=place)
    assert (line.words, line.proofs) == ("No license or privilege here is on record.", ())
    (line,) = lines_of(person, evaluation(finding("met", **LICENSE_LINE)), reader="desk", place=elsewhere.jurisdiction)
    assert line.words == ""


def test_an_hour_line_without_a_number_counts_nothing(person):
    """Where the rule names a subject and no number, the least that a line can hold stands for any amount."""
    (none,) = lines_of(person, evaluation(finding(have=0, need=15)), reader="you")
    assert (none.need, none.words) == ("", "No accepted course in it yet.")
    (some,) = lines_of(person, evaluation(finding("met", have=240, need=15, who="")), reader="you")
    assert (some.have, some.need) == ("", "")


def test_a_prohibition_is_not_missing(person):
    law = finding(id="implied.rule", label="Prohibited by law", have=0, need=1, unit="rule", who="board")
    (line,) = lines_of(person, evaluation(law), reader="you")
    assert (line.label, line.state, line.mark) == ("Prohibited by law", "not permitted", "missing")
