"""Adopting a rule: unknowns are closed with a source or stay unknown, and what is adopted is frozen."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tests.factories import NOW, TODAY
from tests.training.rule_story import adopted, all_nothing, draft, manager, place, therapist
from training.actions import Refused
from training.actions.house_policy import adopt_house_policy
from training.actions.rule import draft_next, withdraw
from training.actions.scheme import adopt_scheme_version
from training.evaluation.dates import add_months
from training.models import AuditEvent, HousePolicy, Jurisdiction, PracticeRule, Scheme, Standing
from training.queries.rules import rule_versions
from training.queries.standing import clearance
from training.rule_fields import CONSENT, CONSENT_DUTY, Answer
from training.trees import block

pytestmark = pytest.mark.django_db
PT = "physical_therapist"


def outcome(person, rule, day=TODAY) -> str:
    return clearance(person, rule.jurisdiction, day).outcome.value


def lines(rule) -> dict[str, str]:
    return {each["id"]: each["type"] for each in rule.requirements.raw_data}


def test_an_unknown_left_open_is_never_a_pass():
    rule = adopted(draft())
    person = therapist(factories.ClinicFactory(jurisdiction=rule.jurisdiction))
    assert lines(rule)["exam_required"] == "unknown"
    assert outcome(person, rule) == "needs_review"
    assert Standing.objects.get(jurisdiction=rule.jurisdiction, starts_on__lte=TODAY, ends_on__gte=TODAY).outcome == (
        "needs_review"
    )


def test_closing_the_unknown_with_a_source_clears_and_answers_everybody_anew():
    rule = draft()
    person = therapist(factories.ClinicFactory(jurisdiction=rule.jurisdiction))
    adopted(rule, answers={"exam_required": Answer("nothing", None, "64B17-6.008(2)")})
    assert outcome(person, rule) == "cleared"
    stored = Standing.objects.get(jurisdiction=rule.jurisdiction, starts_on__lte=TODAY, ends_on__gte=TODAY)
    assert stored.outcome == "cleared"
    assert Jurisdiction.objects.get().rules_version == 1
    assert rule.read_where["exam_required"]["read_where"] == "64B17-6.008(2)"


def test_closing_an_unknown_asks_where_it_was_read():
    with pytest.raises(Refused, match="where you read this") as refused:
        adopted(draft(), answers={"exam_required": Answer("nothing")})
    assert refused.value.field == "exam_required_read"


@pytest.mark.parametrize(
    ("named", "read", "kept"),
    [
        (None, "", {"value": "2021-04-19", "read_where": ""}),
        (None, "The register", {"value": "2021-04-19", "read_where": "The register"}),
        (date(2020, 1, 1), "", {"value": "2021-04-19", "read_where": ""}),
        (date(2021, 4, 19), "", None),
    ],
)
def test_a_first_day_that_research_does_not_name_is_kept_with_where_it_was_read(named, read, kept):
    rule = adopted(draft(effective_from=named), first_day_read=f" {read} ")
    assert rule.read_where.get("effective_from") == kept


def test_answers_become_lines():
    answers = {
        "min_course_hours": Answer("value", 80, "Rule 1"),
        "in_person_hours": Answer("value", 40, "Rule 1"),
        "min_licensed_years": Answer("value", 2, "Rule 1", counted="here"),
        "supervised_sessions": Answer("value", 25, "Rule 1"),
        "exam_required": Answer("value", "Final exam", "Rule 1"),
        "board_registration": Answer("value", "", "Rule 1"),
        CONSENT: Answer("value", True, "Rule 1"),
    }
    rule = adopted(draft(), answers=answers, duties=["", " Keep a log. "])
    (version,) = rule_versions(rule.jurisdiction, PT)
    found = {node.id: node for node in version.tree.of}
    assert found["min_course_hours"].minutes == 4800
    assert (found["in_person_hours"].minutes, found["in_person_hours"].modes) == (2400, ("in_person",))
    assert (found["min_licensed_years"].months, found["min_licensed_years"].jurisdiction) == (24, "US-FL")
    assert found["supervised_sessions"].count == 25
    assert found["exam_required"].name == "Final exam"
    assert found["board_registration"].name == "Registration with the board"
    assert version.duties == (CONSENT_DUTY, "Keep a log.")


def test_lines_that_an_editor_wrote_stay():
    own = block("attestation", "own", name="Statement of skill")
    unchanged = block("hours", "min_course_hours", hours="50", subjects=["technique"], citation="Rule 1.5")
    rule = adopted(draft(requirements=[own, unchanged]), answers={"min_course_hours": Answer("value", 50, "Rule 1.5")})
    assert list(rule.requirements.raw_data) == [unchanged, own]


def test_an_adopted_rule_is_frozen():
    rule = adopted(draft())
    before = PracticeRule.objects.values().get()
    with pytest.raises(Refused, match="no draft any more"):
        adopted(rule, answers=all_nothing())
    with pytest.raises(Refused, match="Only a draft"):
        withdraw(by=manager(), rule=rule, now=NOW)
    assert PracticeRule.objects.values().get() == before


def test_a_second_click_adopts_nothing():
    rule = draft()
    same = PracticeRule.objects.get()
    adopted(rule)
    with pytest.raises(Refused):
        adopted(same)
    assert Jurisdiction.objects.get().rules_version == 1
    assert AuditEvent.objects.filter(action="rule.adopt").count() == 1


@pytest.mark.parametrize("missing", ["effective_from", "review_on", "adopted_at"])
def test_the_database_refuses_a_half_adopted_rule(missing):
    adopted(draft())
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeRule.objects.update(**{missing: None})


def test_a_later_version_ends_the_one_before_on_the_day_before():
    first = adopted(draft(requirements=[]))
    second = draft_next(by=manager(), rule=first, now=NOW)
    adopted(second, effective_from=date(2027, 6, 1), now=NOW + timedelta(days=1))
    first.refresh_from_db()
    assert (first.effective_until, second.number) == (date(2027, 5, 31), 2)
    assert AuditEvent.objects.filter(action="rule.end", subject_id=str(first.pk)).count() == 1
    today, then = (rule_versions(first.jurisdiction, PT, at) for at in (NOW + timedelta(days=2), NOW))
    assert [(each.id, each.effective_until) for each in today] == [
        (str(first.pk), date(2027, 5, 31)),
        (str(second.pk), None),
    ]
    assert [(each.id, each.effective_until) for each in then] == [(str(first.pk), None)]


def test_the_end_as_adopted_is_known_at_that_time():
    first = adopted(draft(requirements=[]), effective_until=date(2030, 12, 31))
    adopted(draft_next(by=manager(), rule=first, now=NOW), effective_from=date(2028, 1, 1), now=NOW + timedelta(days=9))
    (then,) = rule_versions(first.jurisdiction, PT, NOW)
    assert then.effective_until == date(2030, 12, 31)


def test_two_versions_never_overlap():
    first = adopted(draft(), effective_from=date(2025, 1, 1))
    second = draft_next(by=manager(), rule=first, now=NOW)
    for starts_on, ends_on, field in [
        (date(2025, 1, 1), None, "effective_from"),
        (date(2024, 1, 1), None, "effective_until"),
        (date(2024, 1, 1), date(2025, 1, 1), "effective_until"),
    ]:
        with pytest.raises(Refused) as refused:
            adopted(second, effective_from=starts_on, effective_until=ends_on)
        assert refused.value.field == field
    adopted(second, effective_from=date(2024, 1, 1), effective_until=date(2024, 12, 31))
    first.refresh_from_db()
    assert first.effective_until is None


def test_one_draft_at_a_time():
    first = adopted(draft())
    second = draft_next(by=manager(), rule=first, now=NOW)
    assert list(second.requirements.raw_data) == list(first.requirements.raw_data)
    with pytest.raises(Refused, match="Version 2 is drafted already"):
        draft_next(by=manager(), rule=first, now=NOW)
    assert withdraw(by=manager(), rule=second, now=NOW).state == "withdrawn"
    assert draft_next(by=manager(), rule=first, now=NOW).number == 3


def test_an_older_version_that_nobody_adopted_is_in_nobodys_way():
    older = draft()
    newer = adopted(draft(older.jurisdiction, number=2))
    assert draft_next(by=manager(), rule=newer, now=NOW).number == 3
    older.refresh_from_db()
    assert older.state == "draft"


def test_a_prohibition_stands():
    rule = draft(place("US-NY", "New York", status="prohibited"), requirements=[])
    person = therapist(factories.ClinicFactory(jurisdiction=rule.jurisdiction))
    for given in ({"position": "permitted", "position_basis": "We think so."}, {"answers": VALUE}):
        with pytest.raises(Refused, match="A prohibition stands"):
            adopted(rule, **given)
    adopted(rule)
    assert outcome(person, rule) == "prohibited"


VALUE = {"min_course_hours": Answer("value", 50, "x")}


def silent(**given):
    return draft(place("US-PA", "Pennsylvania", status="silent"), requirements=[], **given)


def test_a_silent_law_without_a_position_clears_nobody():
    rule = adopted(silent())
    assert outcome(therapist(factories.ClinicFactory(jurisdiction=rule.jurisdiction)), rule) == "needs_review"


def test_a_position_needs_its_basis_and_says_that_it_is_ours():
    rule = silent()
    with pytest.raises(Refused, match="what the position rests on") as refused:
        adopted(rule, position="permitted", position_basis=" ")
    assert refused.value.field == "position_basis"
    adopted(rule, position="permitted", position_basis="Counsel's letter.")
    person = therapist(factories.ClinicFactory(jurisdiction=rule.jurisdiction))
    answer = clearance(person, rule.jurisdiction, TODAY)
    assert answer.outcome.value == "cleared"
    assert answer.findings[0].label == "The law is silent"
    assert "position of the organization" in answer.findings[0].note


def test_a_law_that_permits_takes_no_position():
    with pytest.raises(Refused, match="house policy"):
        adopted(draft(), position="prohibited", position_basis="We do not like it.")


def test_provisional_practice_needs_hours_and_months():
    for given, field in [
        ({"provisional_hours": 30}, "provisional_months"),
        ({"provisional_months": 48}, "provisional_hours"),
    ]:
        with pytest.raises(Refused) as refused:
            adopted(draft(), **given)
        assert refused.value.field == field
    rule = adopted(draft(requirements=[block("hours", "min_course_hours", hours="60")]), **STAGE)
    person = therapist(factories.ClinicFactory(jurisdiction=rule.jurisdiction), minutes=1800)
    assert outcome(person, rule) == "provisional"


STAGE = {"provisional_hours": 30, "provisional_months": 48}


def test_a_stage_is_kept_or_left_out():
    first = adopted(draft(requirements=[]), **STAGE)
    kept = adopted(draft_next(by=manager(), rule=first, now=NOW), effective_from=date(2022, 1, 1), changes_past=True)
    assert (list(kept.provisional.raw_data), kept.provisional_months) == (list(first.provisional.raw_data), 48)
    dropped = draft_next(by=manager(), rule=kept, now=NOW)
    adopted(dropped, effective_from=date(2023, 1, 1), provisional_hours=0, changes_past=True)
    assert (list(dropped.provisional.raw_data), dropped.provisional_months) == ([], None)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"review_on": TODAY}, "review_on"),
        ({"review_on": add_months(TODAY, 36) + timedelta(days=1)}, "review_on"),
        ({"effective_from": date(1979, 12, 31)}, "effective_from"),
        ({"effective_from": add_months(TODAY, 60) + timedelta(days=1)}, "effective_from"),
        ({"effective_until": date(9999, 12, 31)}, "effective_until"),
        ({"effective_until": date(2020, 1, 1)}, "effective_until"),
        ({"answers": {"min_course_hours": Answer("value", 0)}}, "min_course_hours_value"),
        ({"answers": {"min_course_hours": Answer("value", None)}}, "min_course_hours_value"),
        ({"answers": {"min_course_hours": Answer("value", "50")}}, "min_course_hours_value"),
        ({"answers": VALUE | {"in_person_hours": Answer("value", 60, "x")}}, "in_person_hours_value"),
        ({"answers": {"surprise": Answer("nothing")}}, None),
        ({"answers": {"min_course_hours": Answer("perhaps")}}, None),
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(given, field):
    rule = draft()
    with pytest.raises(Refused) as refused:
        adopted(rule, **given)
    assert refused.value.field == field
    assert PracticeRule.objects.get().state == "draft"
    assert not AuditEvent.objects.exists()


def test_requirements_that_cannot_be_meant_are_refused():
    empty = {"type": "any_of", "id": "a", "value": {"of": []}}
    with pytest.raises(Refused, match="One of: This group is empty"):
        adopted(draft(requirements=[empty]))


def test_only_managers_adopt():
    with pytest.raises(Refused, match="Only a compliance manager"):
        adopted(draft(), by=factories.UserFactory(role="editor"))


def test_many_people_are_answered_behind_the_screen(monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("training.actions.refreshing.AT_ONCE", 0)
    rule = draft(requirements=[])
    therapist(factories.ClinicFactory(jurisdiction=rule.jurisdiction))
    with django_capture_on_commit_callbacks(execute=True) as waiting:
        adopted(rule)
        assert set(Standing.objects.values_list("outcome", flat=True)) == {"needs_review"}
    assert len(waiting) == 1
    assert "cleared" in Standing.objects.values_list("outcome", flat=True)


def policy(*places, **given) -> HousePolicy:
    values = {"requirements": [block("credential", "cpr", name="CPR")], "effective_from": date(2027, 1, 1), **given}
    row = HousePolicy.objects.create(name=f"Policy {HousePolicy.objects.count()}", **values)
    row.jurisdictions.set(places)
    return row


def test_house_policy_joins_a_rule_and_cannot_loosen_it():
    rule = adopted(draft(requirements=[]))
    person = therapist(factories.ClinicFactory(jurisdiction=rule.jurisdiction))
    ours = policy(effective_until=date(2027, 12, 31))
    assert outcome(person, rule) == "cleared"  # a policy that nobody adopted asks for nothing
    adopt_house_policy(by=manager(), policy=ours, now=NOW)
    assert outcome(person, rule) == "not_cleared"
    pieces = rule_versions(rule.jurisdiction, PT)
    assert [(each.id, each.effective_from, each.effective_until) for each in pieces] == [
        (str(rule.pk), date(2021, 4, 19), date(2026, 12, 31)),
        (f"{rule.pk}+{ours.pk}", date(2027, 1, 1), date(2027, 12, 31)),
        (str(rule.pk), date(2028, 1, 1), None),
    ]
    assert rule_versions(rule.jurisdiction, PT, NOW - timedelta(seconds=1)) == ()


def test_policies_of_other_places_do_not_join():
    rule = adopted(draft(requirements=[]))
    elsewhere = policy(place("US-CO", "Colorado"))
    adopt_house_policy(by=manager(), policy=elsewhere, now=NOW)
    assert [each.house for each in rule_versions(rule.jurisdiction, PT)] == [None]


def test_two_policies_overlap():
    rule = adopted(draft(requirements=[]))
    first = policy(effective_until=date(2027, 6, 30))
    second = policy(rule.jurisdiction, effective_from=date(2027, 3, 1))
    for each in (first, second):
        adopt_house_policy(by=manager(), policy=each, now=NOW)
    assert [(each.id.count("+"), each.effective_from) for each in rule_versions(rule.jurisdiction, PT)] == [
        (0, date(2021, 4, 19)),
        (1, date(2027, 1, 1)),
        (2, date(2027, 3, 1)),
        (1, date(2027, 7, 1)),
    ]
    with pytest.raises(Refused, match="adopted already"):
        adopt_house_policy(by=manager(), policy=first, now=NOW)
    with pytest.raises(Refused, match="asks for nothing"):
        adopt_house_policy(by=manager(), policy=policy(requirements=[]), now=NOW)


def test_rules_and_policies_are_read_in_two_queries(django_assert_num_queries):
    rule = adopted(draft(requirements=[]))
    for _ in range(3):
        adopt_house_policy(by=manager(), policy=policy(), now=NOW)
    here = rule.jurisdiction
    with django_assert_num_queries(2):
        rule_versions(here, PT)


def scheme_draft(scheme=None, **given):
    scheme = scheme or factories.SchemeFactory()
    return factories.SchemeVersionFactory(scheme=scheme, adopted_at=None, adopted_by=None, **given)


def test_a_scheme_version_is_adopted_once_and_ends_the_one_before():
    first = factories.SchemeVersionFactory(effective_from=date(2020, 1, 1))
    second = scheme_draft(first.scheme, effective_from=date(2027, 6, 1))
    adopt_scheme_version(by=manager(), version=second, now=NOW, today=TODAY)
    first.refresh_from_db()
    assert (first.effective_until, second.adopted_at) == (date(2027, 5, 31), NOW)
    assert Scheme.objects.get().rules_version == 1
    with pytest.raises(Refused, match="adopted already"):
        adopt_scheme_version(by=manager(), version=second, now=NOW, today=TODAY)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"initial": []}, "initial"),
        ({"renewal": []}, "renewal"),
        ({"throughout": [{"type": "all_of", "id": "a", "value": {"of": []}}]}, "throughout"),
    ],
)
def test_a_scheme_version_without_meaning_is_refused(given, field):
    with pytest.raises(Refused) as refused:
        adopt_scheme_version(by=manager(), version=scheme_draft(**given), now=NOW, today=TODAY)
    assert refused.value.field == field


def test_scheme_versions_never_overlap():
    first = factories.SchemeVersionFactory(effective_from=date(2027, 1, 1))
    with pytest.raises(Refused, match="Version 1 takes effect"):
        early = scheme_draft(first.scheme, effective_from=date(2026, 1, 1))
        adopt_scheme_version(by=manager(), version=early, now=NOW, today=TODAY)


def test_only_managers_adopt_schemes():
    with pytest.raises(Refused):
        adopt_scheme_version(by=factories.UserFactory(), version=scheme_draft(), now=NOW, today=TODAY)
