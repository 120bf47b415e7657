"""The research table is loaded as drafts: nothing is guessed, nothing adopted is touched."""

import pytest
import yaml
from django.core.management import CommandError, call_command

from tests.factories import NOW
from tests.training.rule_story import adopted, draft, place
from training.actions import Refused
from training.actions.jurisdiction import load
from training.management.commands.load_jurisdictions import DATA
from training.models import AuditEvent, Jurisdiction, PracticeRule
from training.queries.rules import rule_versions
from training.rule_fields import CONSENT_DUTY, CONSENT_UNKNOWN
from training.trees import tree_of_stream

pytestmark = pytest.mark.django_db
ROWS = yaml.safe_load(DATA.read_text())
UNKNOWN_KEYS = (
    "min_course_hours",
    "in_person_hours",
    "min_licensed_years",
    "supervised_sessions",
    "exam_required",
    "board_registration",
)


def rows(**changes) -> list[dict]:
    """The row of Florida alone, changed."""
    (florida,) = (row for row in ROWS if row["code"] == "US-FL")
    return [florida | changes]


def blocks(code: str) -> dict[str, dict]:
    rule = PracticeRule.objects.get(jurisdiction__code=code)
    return {block["id"]: block for block in rule.requirements.raw_data}


def test_every_row_becomes_a_jurisdiction_with_a_draft():
    assert load(rows=ROWS, now=NOW) == {"added": 59, "changed": 0, "drafted": 59}
    assert Jurisdiction.objects.count() == PracticeRule.objects.filter(state="draft", number=1).count() == 59
    assert not PracticeRule.objects.exclude(adopted_at=None).exists()
    assert not Jurisdiction.objects.exclude(lookup_url="").exists()


def test_a_second_run_changes_nothing():
    load(rows=ROWS, now=NOW)
    before = list(PracticeRule.objects.values()), AuditEvent.objects.count()
    assert load(rows=ROWS, now=NOW) == {"added": 0, "changed": 0, "drafted": 0}
    assert (list(PracticeRule.objects.values()), AuditEvent.objects.count()) == before


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["code"])
def test_each_empty_field_is_an_unknown_line(row):
    load(rows=[row], now=NOW)
    found = blocks(row["code"])
    if row["status"] != "permitted":
        assert found == {}
        return
    assert {key for key in UNKNOWN_KEYS if row[key] is None} == {
        key for key, block in found.items() if block["type"] == "unknown"
    }
    assert tree_of_stream(PracticeRule.objects.get().requirements)
    duty = {None: CONSENT_UNKNOWN, True: CONSENT_DUTY, False: None}[row["written_consent_required"]]
    assert (duty in PracticeRule.objects.get().duties) == (duty is not None)


def test_what_research_saw_becomes_an_amount():
    load(rows=ROWS, now=NOW)
    utah = blocks("US-UT")
    assert utah["min_course_hours"]["value"] == {"hours": "300"}
    assert utah["in_person_hours"]["value"] == {"hours": "54", "modes": ["in_person"]}
    assert utah["min_licensed_years"]["value"]["months"] == 24
    assert utah["supervised_sessions"]["value"] == {"count": 250}
    assert utah["board_registration"]["type"] == "filing"
    assert "board_registration" not in blocks("US-ND")  # the row says that none is required


def test_no_delegation_is_a_duty_only_where_the_row_says_so():
    load(rows=ROWS, now=NOW)
    told = PracticeRule.objects.filter(duties__icontains="delegate").values_list("jurisdiction__code", flat=True)
    assert set(told) == {"CA-ON", "US-FL", "US-IN", "US-MT", "US-TX", "US-VA"}


def test_an_adopted_rule_is_never_touched():
    load(rows=rows(), now=NOW)
    rule = adopted(PracticeRule.objects.get())
    before = PracticeRule.objects.values().get()
    assert load(rows=rows(min_course_hours=80), now=NOW) == {"added": 0, "changed": 1, "drafted": 0}
    assert PracticeRule.objects.values().get() == before
    assert Jurisdiction.objects.get().min_course_hours == 80
    assert rule_versions(rule.jurisdiction, "physical_therapist")[0].tree.of[0].minutes == 3000


def test_new_research_renews_a_draft_that_nobody_worked_on():
    load(rows=rows(), now=NOW)
    assert load(rows=rows(min_course_hours=80), now=NOW)["drafted"] == 1
    assert blocks("US-FL")["min_course_hours"]["value"] == {"hours": "80"}


def test_new_research_leaves_a_draft_that_somebody_worked_on():
    load(rows=rows(), now=NOW)
    PracticeRule.objects.update(duties=["Ask Ruth first."])
    assert load(rows=rows(min_course_hours=80), now=NOW)["drafted"] == 0
    assert PracticeRule.objects.get().duties == ["Ask Ruth first."]


def test_a_withdrawn_first_draft_stays_withdrawn():
    draft(place(), state="withdrawn")
    assert load(rows=rows(), now=NOW)["drafted"] == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "Florida"}, "the code must be"),
        ({"status": "maybe"}, "status must be one of"),
        ({"confidence": "sure"}, "confidence must be one of"),
        ({"name": ""}, "name is empty"),
        ({"source": None}, "source is empty"),
        ({"min_course_hours": "50"}, "min_course_hours must be a whole number"),
        ({"min_course_hours": 0}, "min_course_hours must be a whole number"),
        ({"min_course_hours": True}, "min_course_hours must be a whole number"),
        ({"exam_required": "yes"}, "exam_required must be true, false"),
        ({"exam_required": 1}, "exam_required must be true, false"),
        ({"effective_from": "April"}, "effective_from must be a date"),
        ({"in_person_hours": 60}, "more hours in person"),
        ({"surprise": 1}, "missing or unknown: surprise"),
        ({"citation": 5}, "citation must be text"),
    ],
)
def test_a_row_that_cannot_be_meant_is_refused_and_nothing_is_loaded(changes, said):
    with pytest.raises(Refused, match=said):
        load(rows=[ROWS[0], *rows(**changes)], now=NOW)
    assert not Jurisdiction.objects.exists()


def test_a_row_that_is_no_row_is_refused():
    with pytest.raises(Refused, match="Row 1 is not a list"):
        load(rows=["Florida"], now=NOW)


def test_a_jurisdiction_twice_is_refused():
    with pytest.raises(Refused, match="US-FL is there twice"):
        load(rows=rows() + rows(), now=NOW)


def test_the_command_says_what_it_did(capsys):
    call_command("load_jurisdictions")
    assert "59 added, 0 changed, 78 drafted" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "said"), [("- {", "is not YAML"), ("a: 1", "must hold a list"), ("- code: X", "Nothing was loaded")]
)
def test_the_command_says_what_is_wrong_with_a_file(tmp_path, text, said):
    file = tmp_path / "rows.yaml"
    file.write_text(text)
    with pytest.raises(CommandError, match=said):
        call_command("load_jurisdictions", str(file))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_jurisdictions", str(tmp_path / "none.yaml"))
