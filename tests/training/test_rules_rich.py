"""Adopting a rich tree: every unknown of it is asked for and closed where it stands, stages and scopes with it."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from tests import factories
from tests.factories import NOW, TODAY
from tests.training.rule_story import adopted, draft, manager, place, therapist
from tests.training.test_rules_desk import filled
from training.actions import Refused
from training.actions.rule import draft_next
from training.forms.rule import AdoptionForm
from training.models import HousePolicy, PracticeRule
from training.queries.drafts import digest_of
from training.queries.standing import clearance
from training.rule_fields import Answer
from training.trees import block
from training.unknowns import asked, is_written, leaves_of, unknown_leaves

pytestmark = pytest.mark.django_db
READ = "Rule 7"
NOTHING = Answer("nothing", None, READ)


def unknown(name, what="Something", **more):
    return block("unknown", name, what=what, **more)


def any_of(name, *of):
    return block("any_of", name, of=list(of))


SESSIONS = block("sessions", "log", count=250)
TREE = [
    block("within", "w", months=48, anchor="first_course", of=[block("hours", "min_course_hours", hours="50")]),
    any_of("ways", SESSIONS, unknown("letter", "a supervisor's letter", citation="Rule 7(b)")),
    unknown("grandfathering", "who may go on as before"),
    block("all_of", "alone", of=[block("any_of", "deep", of=[unknown("deeper", "an older exam")])]),
]
STAGE = [block("hours", "opens", hours="30"), unknown("exam_required", "whether an exam opens it")]
KEYS = ["line-letter", "line-grandfathering", "line-deeper", "stage-exam_required"]


def rich(**given) -> PracticeRule:
    stage = {"provisional": STAGE, "provisional_months": 48}
    return draft(**{"requirements": TREE, **stage, **given})


def ids(blocks) -> list[str]:
    return [name for each in blocks for name in (each["id"], *ids(each["value"].get("of", [])))]


def test_every_unknown_has_a_group_wherever_it_stands():
    rule = rich()
    form = AdoptionForm(rule=rule, today=TODAY)
    assert [key for key in form.keys if key.startswith(("line", "stage"))] == KEYS
    letter, stage = form.asked["line-letter"], form.asked["stage-exam_required"]
    assert dict(letter.kinds) == {"nothing": "There is no such way", "unknown": "Not known yet"}
    assert (letter.hint, letter.in_the_editor) == ("One of several ways. Rule 7(b).", True)
    assert "value" in dict(stage.kinds)
    assert stage.hint == "What opens provisional practice."
    assert "provisional_hours" not in form.fields


def test_what_the_tree_says_in_lines_of_its_own_is_read_and_not_asked_anew():
    form = AdoptionForm(rule=rich(), today=TODAY)
    assert {key for key, group in form.asked.items() if group.now.kind == "written"} == {
        "min_course_hours",
        "supervised_sessions",
    }
    assert "min_course_hours_value" not in form.fields
    with pytest.raises(Refused, match="lines of its own") as refused:
        adopted(rich(jurisdiction=place("US-UT", "Utah")), answers={"min_course_hours": NOTHING})
    assert refused.value.field == "min_course_hours_kind"
    with pytest.raises(Refused, match="does not say this yet"):
        adopted(draft(place("US-CO", "Colorado")), answers={"exam_required": Answer("written", None, READ)})


@pytest.mark.parametrize(
    ("raw", "key", "is_asked", "written"),
    [
        ([block("hours", "min_course_hours", hours="50")], "min_course_hours", True, False),
        ([block("hours", "min_course_hours", hours="57.75")], "min_course_hours", True, True),
        ([block("hours", "other", hours="50")], "min_course_hours", True, True),
        ([block("hours", "in_person_hours", hours="40", modes=["in_person"])], "min_course_hours", True, False),
        ([block("hours", "x", hours="40", modes=["in_person"])], "in_person_hours", True, True),
        ([any_of("g", unknown("exam_required"))], "exam_required", False, False),
        ([any_of("g", unknown("x", "Exam requirement"))], "exam_required", False, False),
        ([unknown("exam_required", "whether")], "exam_required", True, False),
        ([any_of("exam_required", block("exam", "e", name="E", score=0))], "exam_required", True, True),
        ([], "exam_required", True, False),
    ],
)
def test_a_field_is_asked_by_name_unless_the_tree_asks_it_elsewhere(raw, key, is_asked, written):
    assert (key in asked(raw), is_written(raw, key)) == (is_asked, written)


def test_leaves_without_an_id_are_named_by_their_place():
    raw = [{"type": "any_of", "value": {"of": [{"type": "unknown", "value": {"what": "x"}}]}}]
    assert [leaf.key for leaf in unknown_leaves(raw, raw)] == ["line-1.1", "stage-1.1"]


def test_nothing_required_takes_the_line_and_a_group_that_it_empties():
    tree = [*TREE[:3], block("all_of", "alone", of=[block("all_of", "deep", of=[unknown("deeper", "an older exam")])])]
    rule = adopted(rich(requirements=tree), answers={"line-deeper": NOTHING, "line-letter": NOTHING})
    assert ids(rule.requirements.raw_data) == ["w", "min_course_hours", "ways", "log", "grandfathering"]
    assert rule.read_where["line-deeper"] == {
        "kind": "nothing", "value": None, "read_where": READ, "counted": "", "label": "an older exam",
    }  # fmt: skip


NO_WAYS = [
    any_of("ways", unknown("letter", "a letter"), unknown("deeper", "an old exam")),
    any_of("ways", SESSIONS, block("all_of", "both", of=[unknown("letter", "a letter"), unknown("deeper", "an exam")])),
    any_of("ways", SESSIONS, block("within", "soon", months=6, anchor="first_course", of=[unknown("deeper", "x")])),
    block("all_of", "alone", of=[any_of("ways", unknown("deeper", "an older exam"))]),
]


@pytest.mark.parametrize("group", NO_WAYS)
@pytest.mark.parametrize("stage", [False, True])
def test_the_last_way_of_a_one_of_is_never_answered_away(group, stage):
    """Gone with its options, the whole requirement would be: then nothing of it were asked of anybody."""
    name, kept = ("provisional", "requirements") if stage else ("requirements", "provisional")
    rule = draft(
        **{name: [block("hours", "opens", hours="30"), group], kept: [], "provisional_months": 12 if stage else None}
    )
    keys = [leaf.key for leaf in leaves_of(rule)]
    with pytest.raises(Refused, match=r"^Then nobody could meet this\. Say which way there is") as refused:
        adopted(rule, answers=dict.fromkeys(keys, NOTHING))
    assert refused.value.field == f"{keys[-1]}_kind"
    assert keys[-1].endswith("deeper")
    for left in keys[:-1]:  # one way left unknown is a way
        adopted(rule, answers={key: NOTHING for key in keys if key != left})


def test_two_letters_that_nobody_needs_clear_nobody():
    """One hour of training beside a “one of” without any way."""
    place_ = place()
    clinic = factories.ClinicFactory(jurisdiction=place_)
    person = therapist(clinic, minutes=60)
    rule = draft(place_, requirements=[any_of("ways", unknown("letter", "a letter"), unknown("old", "an old exam"))])
    with pytest.raises(Refused, match="nobody could meet"):
        adopted(rule, answers={"line-letter": NOTHING, "line-old": NOTHING})
    adopted(rule, answers={"line-letter": NOTHING})
    assert clearance(person, place_, TODAY).outcome == "needs_review"


def stage_of(hours="27", **more) -> list[dict]:
    return [block("hours", "opens", hours=hours, **more)]


def test_other_hours_of_a_stage_keep_where_its_line_stands_in_the_law():
    rule = draft(provisional=stage_of(citation="R 156-24b", who="board"), provisional_months=12)
    adopted(rule, provisional_hours=20, provisional_months=12)
    assert list(rule.provisional.raw_data) == [
        block("hours", "provisional_hours", hours="20", citation="R 156-24b", who="board")
    ]


@pytest.mark.parametrize(
    "stage",
    [stage_of(modes=["in_person"]), stage_of(subjects=["theory"]), stage_of(since="2024-01-01"), stage_of("27.5")],
)
def test_a_stage_of_some_hours_only_is_changed_in_the_editor(stage):
    rule = draft(provisional=stage, provisional_months=12)
    assert "provisional_hours" not in AdoptionForm(rule=rule, today=TODAY).fields
    with pytest.raises(Refused, match="in the editor") as refused:
        adopted(rule, provisional_hours=20, provisional_months=12)
    assert refused.value.field == "provisional_hours"
    assert list(adopted(rule).provisional.raw_data) == stage


def test_a_value_stands_in_the_place_of_the_unknown_with_its_citation():
    tree = [any_of("g", SESSIONS, unknown("min_licensed_years", "licensed years", citation="Rule 9"))]
    answer = Answer("value", 2, READ, counted="here")
    rule = adopted(draft(requirements=tree), answers={"line-min_licensed_years": answer})
    _, line = rule.requirements.raw_data[0]["value"]["of"]
    assert line == block(
        "licensed_for", "min_licensed_years", months=24, before="practice", jurisdiction="US-FL", citation="Rule 9"
    )


def test_the_stage_is_closed_too_and_goes_when_nothing_is_left_of_it():
    rule = adopted(rich(), answers={"stage-exam_required": Answer("value", "Final exam", READ)})
    assert [each["type"] for each in rule.provisional.raw_data] == ["hours", "exam"]
    alone = rich(jurisdiction=place("US-UT", "Utah"), provisional=STAGE[1:])
    gone = adopted(alone, answers={"stage-exam_required": NOTHING})
    assert (list(gone.provisional.raw_data), gone.provisional_months) == ([], None)


@pytest.mark.parametrize(
    ("answers", "field", "words"),
    [
        ({"line-letter": Answer("nothing")}, "line-letter_read", "where you read"),
        ({"line-letter": Answer("value", 3, READ)}, "line-letter_kind", "in the editor"),
        ({"line-nobody": NOTHING}, None, "no field"),
        ({"stage-exam_required": Answer("perhaps")}, None, "no field"),
    ],
)
def test_bad_answers_are_refused_at_their_field(answers, field, words):
    with pytest.raises(Refused, match=words) as refused:
        adopted(rich(), answers=answers)
    assert refused.value.field == field
    assert PracticeRule.objects.get().state == "draft"


def test_what_the_editor_would_refuse_nobody_adopts():
    gone = block("modules", "m", modules=["0e1b3c52-0000-4000-8000-000000000000"])
    with pytest.raises(Refused, match=r"Training modules › Modules: .* is not in this list"):
        adopted(draft(requirements=[gone]))


def test_scope_anchor_and_note_are_adopted_and_copied():
    given = {
        "scope": ["neck"],
        "scope_from_training": True,
        "provisional_scope": ["shoulder"],
        "provisional_anchor": "first_session",
    }
    first = adopted(rich(note="Proposed."), **given)
    assert {name: getattr(first, name) for name in given} == given
    second = draft_next(by=manager(), rule=first, now=NOW)
    assert {name: getattr(second, name) for name in given} == given
    assert (second.note, ids(second.provisional.raw_data)) == ("Proposed.", ids(STAGE))
    kept = adopted(second, effective_from=date(2022, 1, 1), changes_past=True)
    assert {name: getattr(kept, name) for name in given} == given


@pytest.mark.parametrize(
    "changed",
    [
        {"scope": ["neck"]},
        {"scope_from_training": True},
        {"provisional_scope": ["neck"]},
        {"provisional_anchor": "first_session"},
        {"note": "New"},
        {"provisional_months": 12},
    ],
)
def test_the_digest_knows_every_field(changed):
    rule = rich()
    before = digest_of(rule)
    PracticeRule.objects.update(**changed)
    assert digest_of(PracticeRule.objects.get()) != before


@pytest.fixture
def ruth(client):
    with time_machine.travel(NOW, tick=False):
        user = factories.UserFactory(role="manager", first_name="Ruth", last_name="Lindqvist")
        client.force_login(user)
        yield user


def url(rule) -> str:
    return reverse("desk:rule", args=[rule.pk])


def test_adopting_a_rich_rule_from_the_page(client, ruth):
    rule = rich(note="Proposed; adoption not confirmed.")
    page = client.get(url(rule))
    form, text = page.context["form"], page.content.decode()
    assert "Proposed; adoption not confirmed." in text
    assert "There is no such way" in text
    closed = {"line-letter": "nothing", "line-grandfathering": "nothing", "stage-exam_required": "value"}
    answers = {f"{key}_kind": kind for key, kind in closed.items()} | {f"{key}_read": READ for key in closed}
    sent = filled(
        form,
        **answers,
        **{"stage-exam_required_value": "Final exam", "effective_from": "2026-01-01", "scope": ["neck", "deep"]},
    )
    shown = client.post(url(rule), sent | {"preview": "yes"}).content.decode()
    assert "Passed Final exam" in shown
    assert "Not known yet: an older exam" in shown
    assert "Neck, Deep needling" in shown
    assert PracticeRule.objects.get().state == "draft"
    text = client.post(url(rule), sent, follow=True).content.decode()
    rule.refresh_from_db()
    assert (rule.state, rule.scope, rule.provisional_months) == ("adopted", ["neck", "deep"], 48)
    assert "A supervisor&#x27;s letter" in text
    assert "in force" in text.lower()


def test_the_page_shows_what_will_be_in_force_before_anything_is_pressed(client, ruth):
    rule = draft(place("US-PA", "Pennsylvania", status="silent"), requirements=[])
    text = client.get(url(rule)).content.decode()
    assert "Without a position nobody is cleared here" in text
    assert "Course hours not seen" in text
    form = client.get(url(rule)).context["form"]
    sent = filled(form, position="permitted", preview="yes")
    assert "by our own position, whoever meets this may practice it" in client.post(url(rule), sent).content.decode()


def test_house_policy_in_force_on_the_first_day_is_part_of_it(client, ruth):
    policy = HousePolicy.objects.create(
        name="Life support",
        requirements=[block("credential", "cpr", name="CPR card")],
        effective_from=date(2026, 1, 1),
        adopted_at=NOW,
        adopted_by=ruth,
    )
    rule = draft(effective_from=policy.effective_from)
    assert "CPR card" in client.get(url(rule)).content.decode()
    earlier = draft(place("US-CO", "Colorado"), effective_from=date(1999, 1, 1))
    assert "<p>CPR card" not in client.get(url(earlier)).content.decode()
