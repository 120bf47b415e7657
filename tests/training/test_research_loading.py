"""Loading research's rule trees: what nobody worked on follows the files, everything else stays."""

from copy import deepcopy
from datetime import date, timedelta

import pytest
import yaml
from django.core.management import CommandError, call_command

from tests.factories import NOW
from tests.training.rule_story import adopted
from training.actions import Refused
from training.actions.jurisdiction import load
from training.management.commands.load_jurisdictions import DATA, RULES, load_file
from training.models import AuditEvent, PracticeRule
from training.rule_fields import Answer
from training.trees import tree_of_stream

pytestmark = pytest.mark.django_db
ROWS = [row for row in yaml.safe_load(DATA.read_text()) if row["code"] in ("US-CO", "US-TX")]
COLORADO = yaml.safe_load((RULES / "US-CO.yaml").read_text())
LATER = NOW + timedelta(days=30)


def drafts(code="US-CO") -> list[tuple[int, str, str]]:
    rules = PracticeRule.objects.filter(jurisdiction__code=code).order_by("number")
    return [(rule.number, rule.state, rule.research_key) for rule in rules]


def changed(**values) -> dict:
    """Colorado's file with its second version changed."""
    document = deepcopy(COLORADO)
    document["rules"][1] |= values
    return document


def test_a_jurisdiction_with_a_file_has_its_versions_and_any_other_one_draft():
    assert load(rows=ROWS, rules=[COLORADO], now=NOW)["drafted"] == 3
    assert drafts() == [(1, "draft", "rule-11"), (2, "draft", "rule-1.5")]
    assert drafts("US-TX") == [(1, "draft", "")]
    older, newer = PracticeRule.objects.filter(jurisdiction__code="US-CO").order_by("number")
    assert (older.effective_from, newer.provisional_months, newer.provisional_anchor) == (None, 48, "first_course")
    assert tree_of_stream(newer.provisional).of[0].minutes == 1800
    assert AuditEvent.objects.filter(action="rule.load").count() == 2


def test_an_old_draft_that_nobody_worked_on_gives_way():
    load(rows=ROWS, now=NOW)
    assert drafts() == [(1, "draft", "")]
    assert load(rows=ROWS, rules=[COLORADO], now=LATER) == {"added": 0, "changed": 0, "drafted": 2}
    assert drafts() == [(1, "draft", "rule-11"), (2, "draft", "rule-1.5")]


def test_an_old_draft_that_somebody_worked_on_stays_alone():
    load(rows=ROWS, now=NOW)
    PracticeRule.objects.update(duties=["Ask Ruth first."])
    assert load(rows=ROWS, rules=[COLORADO], now=LATER)["drafted"] == 0
    assert drafts() == [(1, "draft", "")]


def test_what_is_withdrawn_stays_withdrawn_and_alone():
    load(rows=ROWS, now=NOW)
    PracticeRule.objects.update(state="withdrawn")
    assert load(rows=ROWS, rules=[COLORADO], now=LATER)["drafted"] == 0


def test_beside_an_adopted_rule_the_versions_are_drafts():
    load(rows=ROWS, now=NOW)
    rule = adopted(PracticeRule.objects.get(jurisdiction__code="US-CO"))
    before = PracticeRule.objects.filter(pk=rule.pk).values().get()
    assert load(rows=ROWS, rules=[COLORADO], now=LATER)["drafted"] == 2
    assert PracticeRule.objects.filter(pk=rule.pk).values().get() == before
    assert drafts() == [(1, "adopted", ""), (2, "draft", "rule-11"), (3, "draft", "rule-1.5")]


def test_newer_research_renews_an_untouched_draft_in_its_place():
    load(rows=ROWS, rules=[COLORADO], now=NOW)
    kept = PracticeRule.objects.get(research_key="rule-1.5").pk
    assert load(rows=ROWS, rules=[changed(note="Read at the board.")], now=LATER)["drafted"] == 1
    assert PracticeRule.objects.get(research_key="rule-1.5").pk == kept
    assert PracticeRule.objects.get(pk=kept).note == "Read at the board."
    assert load(rows=ROWS, rules=[changed(note="Read at the board.")], now=LATER)["drafted"] == 0


@pytest.mark.parametrize(
    "work", [{"duties": []}, {"note": "Mine."}, {"effective_from": "2019-01-01"}, {"state": "withdrawn"}]
)
def test_newer_research_leaves_what_somebody_worked_on(work):
    load(rows=ROWS, rules=[COLORADO], now=NOW)
    PracticeRule.objects.filter(research_key="rule-1.5").update(**work)
    before = PracticeRule.objects.filter(research_key="rule-1.5").values().get()
    assert load(rows=ROWS, rules=[changed(note="Read at the board.")], now=LATER)["drafted"] == 0
    assert PracticeRule.objects.filter(research_key="rule-1.5").values().get() == before


def test_a_new_version_of_the_research_comes_after_the_others():
    load(rows=ROWS, rules=[COLORADO], now=NOW)
    document = deepcopy(COLORADO)
    document["rules"].append(changed(key="rule-2027")["rules"][1])
    assert load(rows=ROWS, rules=[document], now=LATER)["drafted"] == 1
    assert drafts()[-1] == (3, "draft", "rule-2027")


def test_adopting_keeps_what_the_draft_says_in_groups():
    load(rows=ROWS, rules=[COLORADO], now=NOW)
    rule = PracticeRule.objects.get(research_key="rule-1.5")
    closed = {key: Answer("nothing", None, "Rule 1.5") for key in ("exam_required", "board_registration")}
    kept = {"min_course_hours": Answer("written", None, "Rule 1.5")}
    adopted(rule, answers=closed | kept)
    found = {each["id"]: each["type"] for each in rule.requirements.raw_data}
    assert found == {"four_years": "within", "min_licensed_years": "unknown", "supervised_sessions": "unknown"}


DAYS = {"effective_from": date(2021, 1, 2), "effective_until": date(2021, 1, 1)}
NO_ANCHOR = {"id": "a", "kind": "within", "months": 3, "citation": "x"}
FILING = {"id": "a", "kind": "filing", "name": "Form", "citation": "x"}
LINE = {"id": "a", "kind": "hours", "hours": 30, "citation": "Rule 1.5"}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"surprise": 1}, "US-CO, rule-1.5: these fields are missing or unknown: surprise"),
        ({"key": "Rule 1"}, "the key must be a short name"),
        ({"profession": "plumber"}, "no such profession"),
        ({"status": "maybe"}, "status must be one of"),
        ({"status": "prohibited"}, "only what is permitted has requirements"),
        ({"citation": ""}, "citation is empty"),
        ({"note": None}, "note is empty"),
        ({"effective_from": "2021-04-19x"}, "effective_from must be a date"),
        (DAYS, "ends before"),
        ({"duties": "one"}, "duties must be a list"),
        ({"written_consent": "perhaps"}, "written_consent must be"),
        ({"scope": ["moon"]}, "scope must be a list of body regions"),
        ({"scope_from_training": "yes"}, "scope_from_training must be true or false"),
        ({"requirements": []}, "a permitted version without any requirement"),
        ({"requirements": {}}, "requirements must be a list"),
        ({"requirements": ["x"]}, "a line without a kind"),
        ({"requirements": [LINE | {"kind": "magic"}]}, "US-CO, rule-1.5, a: unknown kind of requirement “magic”"),
        ({"requirements": [LINE | {"id": "A b"}]}, "a line needs an id"),
        ({"requirements": [LINE | {"citation": " "}]}, "a line without a citation"),
        ({"requirements": [LINE | {"hours": 0}]}, "hours must be a number from 0.25"),
        ({"requirements": [LINE | {"hours": "50"}]}, "hours must be a number"),
        ({"requirements": [LINE | {"any_amount": True}]}, "hours must be a number"),
        ({"requirements": [LINE | {"subjects": ["magic"]}]}, "subjects has “magic”"),
        ({"requirements": [LINE | {"modes": ["magic"]}]}, "modes has 'magic'"),
        ({"requirements": [LINE | {"label": "x" * 161}]}, "label must be text of at most 160"),
        ({"requirements": [LINE, LINE]}, "this id is used twice"),
        ({"requirements": [LINE | {"what": "?"}]}, "unknown field what"),
        ({"requirements": [LINE | {"kind": "sessions"}]}, "unknown field hours"),
        ({"requirements": [{"id": "a", "kind": "any_of", "of": [], "citation": "x"}]}, "the group is empty"),
        ({"requirements": [NO_ANCHOR | {"of": [LINE | {"id": "b"}]}]}, "anchor"),
        ({"requirements": [FILING | {"within_days": 30}]}, "anchor"),
        ({"requirements": [FILING | {"jurisdiction": "US-ZZ"}]}, "US-ZZ"),
        ({"provisional": {"months": 48}}, "it needs requirements"),
        ({"provisional": {"requirements": [LINE]}}, "a stage without a deadline"),
        ({"provisional": {"requirements": [LINE], "months": 48}}, "a deadline without an anchor"),
        ({"provisional": {"requirements": [], "months": 48, "anchor": "first_course"}}, "nothing opens it"),
        ({"key": "rule-11"}, "this key is there twice"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_meant_is_refused_and_nothing_is_loaded(values, said):
    with pytest.raises(Refused, match=said):
        load(rows=ROWS, rules=[changed(**values)], now=NOW)
    assert not PracticeRule.objects.exists()


def test_groups_nest_two_deep_and_not_deeper():
    line = LINE
    for place in range(3):
        line = {"id": f"g{place}", "kind": "any_of", "of": [line], "citation": "x"}
    with pytest.raises(Refused, match="groups nest two deep"):
        load(rows=ROWS, rules=[changed(requirements=[line])], now=NOW)
    load(rows=ROWS, rules=[changed(requirements=line["of"])], now=NOW)


@pytest.mark.parametrize("document", [None, [], {"jurisdiction": "US-CO"}, {"jurisdiction": "US-CO", "rules": {}}])
def test_a_file_of_another_form_is_refused(document):
    with pytest.raises(Refused):
        load(rows=ROWS, rules=[document], now=NOW)


def test_the_command_takes_a_folder_and_names_what_is_wrong(tmp_path):
    file = tmp_path / "rows.yaml"
    file.write_text(yaml.safe_dump(ROWS))
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "US-FL.yaml").write_text((RULES / "US-FL.yaml").read_text())
    with pytest.raises(CommandError, match="US-FL: this jurisdiction is not in the table"):
        call_command("load_jurisdictions", str(file), rules=tmp_path / "rules")
    with pytest.raises(CommandError, match="is no folder"):
        call_command("load_jurisdictions", str(file), rules=tmp_path / "none")
    call_command("load_jurisdictions", str(file))
    assert drafts() == [(1, "draft", "rule-11"), (2, "draft", "rule-1.5")]


def test_our_own_files_load_with_our_own_table():
    load_file(DATA, NOW)
    assert PracticeRule.objects.exclude(research_key="").count() == 36
