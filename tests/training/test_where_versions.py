"""The page of a jurisdiction: the rule in force with its parts, other versions with their dates, other professions."""

import html
import re
from datetime import date, timedelta

import pytest
import time_machine
import yaml

from tests.factories import NOW
from tests.training.rule_story import adopted
from training.actions.jurisdiction import load
from training.management.commands.load_jurisdictions import DATA, RULES
from training.models import PracticeRule
from training.rule_fields import Answer

pytestmark = pytest.mark.django_db
ROWS = {row["code"]: row for row in yaml.safe_load(DATA.read_text())}


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


def loaded(code: str) -> None:
    load(rows=[ROWS[code]], rules=[yaml.safe_load((RULES / f"{code}.yaml").read_text())], now=NOW)


def rule(key: str) -> PracticeRule:
    return PracticeRule.objects.get(research_key=key)


def page(client, code: str):
    return client.get(f"/where/{code}/")


def shown(response) -> list[tuple[str, str]]:
    return [(each.rule.research_key, each.when) for each in response.context["versions"]]


def test_what_research_alone_says_is_shown_as_no_decision(client):
    loaded("US-MD")
    response = page(client, "US-MD")
    assert shown(response) == [("comar-2018", "research"), ("proposed-2025", "research")]
    text = response.content.decode()
    for words in ("None yet.", "Proposed; adoption not confirmed.", "no first day known", "it decides nothing"):
        assert words in text
    assert [label for label, _ in response.context["professions"]] == [
        "Athletic trainer",
        "Occupational therapist",
        "Physical therapist assistant",
    ]
    assert "Shoulder, Upper arm, Forearm and hand." in text


def test_versions_stand_in_the_order_of_their_time(client):
    loaded("US-IN")
    adopted(rule("before-2023"), effective_from=date(2012, 8, 1), effective_until=date(2023, 4, 18))
    adopted(rule("rule-2024"), effective_from=date(2024, 7, 1))
    response = page(client, "US-IN")
    assert shown(response) == [("before-2023", "earlier"), ("rule-2023", "research")]
    text = response.content.decode()
    assert "August 1, 2012" in text and "April 18, 2023" in text
    assert "hours from entry-level education count" in text


def test_a_coming_version_is_shown_with_its_first_day(client):
    loaded("US-OR")
    adopted(rule("until-rules"), effective_from=date(2020, 1, 1))
    adopted(rule("hb3824"), effective_from=NOW.date() + timedelta(days=200))
    response = page(client, "US-OR")
    assert shown(response) == [("hb3824", "coming")]
    assert "Adopted for later" in response.content.decode()
    assert "whatever their training" in response.content.decode()


def test_a_first_rule_that_is_adopted_for_later_is_said_as_ours(client):
    load(rows=[ROWS["US-CT"]], rules=[], now=NOW)
    text = page(client, "US-CT").content.decode()
    assert "No rule adopted by us." in text and "Nobody of ours has adopted a rule here" in text
    first = NOW.date() + timedelta(days=30)
    draft = PracticeRule.objects.get(jurisdiction__code="US-CT")
    adopted(draft, position="permitted", position_basis="Our scheme.", effective_from=first)
    text = page(client, "US-CT").content.decode()
    assert "The version that we adopted begins on" in text and "Our rule begins on" in text
    assert "No rule adopted by us." not in text and "Not yet checked by us" not in text


def test_each_part_of_a_line_has_its_citation(client):
    loaded("US-FL")
    adopted(rule("rule-2021"), duties=rule("rule-2021").duties)
    text = page(client, "US-FL").content.decode()
    for words in ("One of these is enough:", "All of these:", "64B17-6.008(1)(b); 486.117(1)(c)1", "486.117(1)(c)2"):
        assert words in text
    assert "2 lines not known yet" in text
    assert "nobody has read this yet, so nobody passes it" in text
    assert "Report an adverse medical incident" in text


def test_a_stage_and_a_scope_are_said(client):
    loaded("US-CO")
    adopted(rule("rule-1.5"), effective_from=date(2021, 1, 1))
    text = page(client, "US-CO").content.decode()
    assert "for 48 months from the first course" in text
    assert "to what practice is limited after 30 hours" in text
    loaded("US-TN")
    adopted(rule("rule-22"))
    assert "Only what the therapist&#x27;s counted courses taught." in page(client, "US-TN").content.decode().replace(
        "'", "&#x27;"
    )


@pytest.mark.parametrize("work", [{"note": "We doubt it."}, {"position_basis": "Counsel."}, {"state": "withdrawn"}])
def test_a_draft_that_somebody_works_on_is_not_public(client, work):
    loaded("US-CO")
    PracticeRule.objects.filter(research_key="rule-11").update(**work)
    assert shown(page(client, "US-CO")) == [("rule-1.5", "research")]
    assert "We doubt it." not in page(client, "US-CO").content.decode()


def test_the_table_says_in_short_what_a_rule_asks_for(client):
    for code, key in (("US-FL", "rule-2021"), ("US-CO", "rule-1.5")):
        loaded(code)
        adopted(rule(key), answers={"exam_required": Answer("nothing", None, "Read")}, effective_from=date(2021, 4, 19))
    said = {entry.place.code: entry.asks for entry in client.get("/where/").context["entries"]}
    assert said["US-FL"] == [
        "50 course hours, 50 of them in person",
        "2 years licensed",
        "25 supervised sessions",
        "board filing",
        "6 more",
    ]
    assert said["US-CO"] == ["50 course hours, 40 of them in person"]


NOTHING = Answer("nothing", None, "Rule 1.5, whole")


def text_of(client, code: str) -> str:
    """What a reader sees: no tags, single spaces."""
    main = client.get(f"/where/{code}/" if code else "/where/").content.decode().partition("<main")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split()).replace(" .", ".")


def test_what_was_taken_as_not_required_is_listed_with_where_it_was_read(client):
    loaded("US-CO")
    closed = dict.fromkeys(("stage-limited_practice", "exam_required", "min_licensed_years"), NOTHING)
    adopted(rule("rule-1.5"), answers=closed, effective_from=date(2021, 1, 1))
    text = text_of(client, "US-CO")
    taken = "Taken as not required: years licensed; exam; to what practice is limited after 30 hours"
    assert f"{taken} (read in: Rule 1.5, whole)" in text


def test_nothing_taken_as_not_required_is_not_announced(client):
    loaded("US-CO")
    adopted(rule("rule-1.5"), effective_from=date(2021, 1, 1))
    assert "Taken as not required" not in text_of(client, "US-CO")


@pytest.mark.parametrize(
    ("read", "said"),
    [("", "(first day assumed: its source names none)"), ("The register", "(first day read in: The register)")],
)
def test_an_assumed_first_day_is_said_to_be_assumed(client, read, said):
    loaded("US-CO")
    adopted(rule("rule-1.5"), effective_from=date(2021, 1, 1), first_day_read=read)
    assert f"In force from January 1, 2021 {said}." in text_of(client, "US-CO")


def test_a_first_day_that_research_names_needs_no_word(client):
    loaded("US-FL")
    adopted(rule("rule-2021"))
    assert "In force from April 19, 2021. Adopted" in text_of(client, "US-FL")


@pytest.mark.parametrize(
    ("code", "key", "how"),
    [("US-CO", "rule-1.5", "Read in a secondary source."), ("US-FL", "rule-2021", "Read in law, rule or an official")],
)
def test_each_adopted_rule_says_how_it_was_read(client, code, key, how):
    loaded(code)
    adopted(rule(key))
    rule_we_go_by = text_of(client, code).partition("What research saw")[0]
    assert how in rule_we_go_by
    assert "1 rule adopted by us." in text_of(client, "")


def test_nobody_claims_to_have_read_every_rule_at_its_source(client):
    loaded("US-CO")
    for code in ("", "US-CO"):
        assert "read the rule at its source" not in text_of(client, code)
        assert "read at the source" not in text_of(client, code)


def test_unknown_consent_stands_among_the_unknowns_and_counts_for_nobody(client):
    loaded("US-CO")
    adopted(rule("rule-1.5"), effective_from=date(2021, 1, 1), duties=rule("rule-1.5").duties)
    lines, _, duties = text_of(client, "US-CO").partition("Other versions")[0].partition("Duties with every treatment")
    assert "Not known yet: whether consent must be in writing" in lines
    assert "5 lines not known yet" not in lines
    assert "consent" not in duties.partition("Read at Therapy Comply")[0]


def test_a_status_of_research_alone_is_no_green_light(client):
    loaded("US-MD")
    response = page(client, "US-MD").content.decode().partition("<h1")[2].partition("</header>")[0]
    assert "Research: permitted" in response and 'data-status="cleared"' not in response
    adopted(rule("comar-2018"))
    response = page(client, "US-MD").content.decode().partition("<h1")[2].partition("</header>")[0]
    assert "Research:" not in response and 'data-status="cleared"' in response


def test_a_prohibition_is_not_followed_by_a_table_of_what_nobody_saw(client):
    loaded("US-OR")
    assert "Hours in person Not seen" not in text_of(client, "US-OR")
    loaded("US-CO")
    assert "Exam Not seen" in text_of(client, "US-CO")


def test_what_the_courses_taught_is_said_once(client):
    loaded("US-SD")
    adopted(rule("rule-2023"), duties=rule("rule-2023").duties)
    assert (
        len(re.findall("courses taught|course of study", text_of(client, "US-SD").partition("Other versions")[0])) == 1
    )
