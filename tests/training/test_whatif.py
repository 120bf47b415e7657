"""Who would be answered otherwise if a draft were adopted: exactly whom adopting it then answers otherwise."""

from datetime import date, timedelta

import pytest

from tests import factories
from tests.factories import NOW, TODAY, days
from tests.training.rule_story import adopted, draft, manager, place, therapist
from training.actions import Refused, whatif
from training.actions.house_policy import adopt_house_policy
from training.models import (
    AuditEvent,
    HousePolicy,
    Jurisdiction,
    PracticeRule,
    Practitioner,
    Standing,
    WhatIf,
    WhatIfChange,
)
from training.queries.facts import load_facts
from training.queries.whatif import of_user, people_of, what_changed
from training.queries.whatif_judge import Judged, judge_for
from training.trees import block

pytestmark = pytest.mark.django_db
LATER = days(60)


def hours(number: int) -> list[dict]:
    return [block("hours", "min_course_hours", hours=str(number))]


@pytest.fixture
def florida():
    return place()


@pytest.fixture
def clinic(florida):
    return factories.ClinicFactory(jurisdiction=florida, name="Tampa")


@pytest.fixture
def by(clinic):
    user = manager()
    clinic.managers.add(user)
    return user


@pytest.fixture
def three(clinic, florida):
    """Florida asks for 30 hours: one with 50 hours, one with 20, one with 5."""
    adopted(draft(florida, requirements=hours(30)))
    return [therapist(clinic, f"With {number} Hours", minutes=number * 60, listed=False) for number in (50, 20, 5)]


def asked(by, row, django_capture_on_commit_callbacks, as_of=LATER) -> WhatIf:
    with django_capture_on_commit_callbacks(execute=True):
        found = whatif.ask(by=by, draft=row, as_of=as_of, now=NOW)
    found.refresh_from_db()
    return found


@pytest.fixture
def ask(by, django_capture_on_commit_callbacks):
    return lambda row, **given: asked(given.pop("by", by), row, django_capture_on_commit_callbacks, **given)


def said(what_if: WhatIf) -> set[tuple]:
    rows = what_if.changes.select_related("practitioner")
    return {(row.practitioner.full_name, row.direction, row.before, row.after) for row in rows}


def outcomes(day) -> dict[str, str]:
    rows = Standing.objects.filter(starts_on__lte=day, ends_on__gte=day).select_related("practitioner")
    return {row.practitioner.full_name: row.outcome for row in rows}


@pytest.mark.parametrize(
    ("needed", "changes"),
    [
        (40, {("With 20 Hours", "other"), ("With 5 Hours", "other")}),
        (60, {("With 50 Hours", "out"), ("With 20 Hours", "other"), ("With 5 Hours", "other")}),
        (10, {("With 20 Hours", "in"), ("With 5 Hours", "other")}),
        (30, set()),
    ],
)
def test_it_says_what_adopting_then_does(three, florida, ask, needed, changes):
    row = draft(florida, requirements=hours(needed))
    found = ask(row)
    assert found.state == "done"
    assert {(name, direction) for name, direction, _, _ in said(found)} == changes
    before = outcomes(LATER)
    adopted(row, effective_from=LATER)
    after = outcomes(LATER)
    assert {(name, was, then) for name, _, was, then in said(found) if was != then} == {
        (name, before[name], after[name]) for name in before if before[name] != after[name]
    }


def test_nothing_is_written_to_the_record(three, florida, ask):
    row = draft(florida, requirements=hours(60))
    before = [list(model.objects.order_by("pk").values()) for model in (PracticeRule, Practitioner, Standing)]
    events = AuditEvent.objects.count()
    ask(row)
    assert [list(model.objects.order_by("pk").values()) for model in (PracticeRule, Practitioner, Standing)] == before
    assert AuditEvent.objects.count() == events


def test_the_numbers_and_the_lines(three, florida, clinic, ask):
    found = ask(draft(florida, requirements=hours(60)))
    assert found.by_clinic == {"all": [1, 0, 2, 0], str(clinic.pk): [1, 0, 2, 0]}
    assert (found.total, found.done) == (3, 3)
    out = found.changes.get(direction="out")
    assert out.lines == [
        {"state": "missing", "label": "60 course hours", "words": "10 more hours. Has 50 of 60 hours."}
    ]


def test_a_line_that_is_no_longer_missing_is_said(three, florida, ask):
    found = ask(draft(florida, requirements=hours(10)))
    assert found.changes.get(direction="in").lines == [{"state": "met", "label": "30 course hours", "words": ""}]


def test_the_version_before_still_decides_before_the_drafts_first_day(three, florida, ask):
    row = draft(florida, requirements=hours(60), effective_from=LATER)
    with pytest.raises(Refused, match=f"takes effect on {LATER:%B} {LATER.day}, {LATER.year}") as refused:
        ask(row, as_of=LATER - timedelta(days=1))
    assert refused.value.field == "as_of"
    assert ask(row, as_of=LATER).by_clinic["all"][0] == 1


@pytest.mark.parametrize(("day", "words"), [(date(1979, 12, 31), "from 1980 on"), (date(2100, 1, 1), "5 years from")])
def test_a_day_that_nobody_decides_about_is_not_asked_about(florida, ask, day, words):
    with pytest.raises(Refused, match=words) as refused:
        ask(draft(florida, requirements=hours(60)), as_of=day)
    assert refused.value.field == "as_of"


def test_a_draft_of_a_year_that_nobody_can_mean_is_refused(three, ask):
    lines = [block("hours", "more", hours="60")]
    policy = HousePolicy.objects.create(name="More hours", requirements=lines, effective_from=date.min)
    with pytest.raises(Refused, match="Write a day from 1980 on"):
        ask(policy)
    assert not WhatIf.objects.exists()


def test_three_questions_at_once_and_thirty_a_day(by, three, florida, ask, monkeypatch):
    """Whose computing goes on behind the screen; the same question again is no other one."""
    row = draft(florida, requirements=hours(60), number=2)
    waiting = [computing(by, row, day=LATER + timedelta(days=number), at=NOW) for number in range(3)]
    with pytest.raises(Refused, match=r"Cancel one first"):
        ask(row)
    assert ask(row, by=manager()).state == "done"
    whatif.cancel(by=by, what_if=waiting[0], now=NOW)
    assert ask(row) == ask(row)
    for number in range(26):
        computing(by, row, day=LATER + timedelta(days=90 + number), at=NOW - timedelta(hours=23), over=True)
    with pytest.raises(Refused, match=r"30 questions within a day"):
        ask(row, as_of=LATER + timedelta(days=200))
    WhatIf.objects.filter(state="canceled").update(asked_at=NOW - timedelta(hours=25))
    ask(row, as_of=LATER + timedelta(days=200))


def computing(by, row, *, day, at, over=False) -> WhatIf:
    end = {"state": "done", "finished_at": at} if over else {"state": "computing"}
    about = {"rule": row, "as_of": day, "effective_from": day, "draft_digest": "x", "record_stamp": "x"}
    return WhatIf.objects.create(asked_by=by, asked_at=at, **about, **end)


def test_a_draft_that_would_reach_into_a_later_version_is_refused(three, florida, ask):
    adopted(draft(florida, requirements=hours(20), number=2), effective_from=days(90))
    with pytest.raises(Refused, match="takes over later") as refused:
        ask(draft(florida, requirements=hours(60), number=3))
    assert refused.value.field == "draft"


def test_another_profession_is_not_asked_about(three, clinic, florida, ask):
    other = therapist(clinic, "Somebody Else", profession="occupational_therapist")
    found = ask(draft(florida, requirements=hours(60)))
    assert found.total == 3
    assert not found.changes.filter(practitioner=other).exists()


def test_managers_ask_about_their_people_and_administrators_about_everybody(three, florida, ask):
    elsewhere = factories.ClinicFactory(jurisdiction=florida)
    therapist(elsewhere, "Of Another Clinic")
    row = draft(florida, requirements=hours(60))
    administrator = factories.UserFactory(role="administrator")
    assert (ask(row).total, ask(row, by=administrator).total) == (3, 4)
    with pytest.raises(Refused, match="Only a compliance manager"):
        ask(row, by=factories.UserFactory(role="editor"))


def test_a_question_belongs_to_who_asked(three, florida, ask, by):
    found = ask(draft(florida, requirements=hours(60)))
    readers = [by, manager(), factories.UserFactory(role="administrator")]
    assert [of_user(each).filter(pk=found.pk).exists() for each in readers] == [True, False, True]


def test_house_policy_is_asked_about_wherever_it_would_join(three, clinic, ask):
    elsewhere = factories.ClinicFactory(jurisdiction=place("US-CO", "Colorado"))
    adopted(draft(elsewhere.jurisdiction, requirements=[]))
    factories.AssignmentFactory(practitioner=three[0], clinic=elsewhere)
    policy = HousePolicy.objects.create(
        name="CPR", requirements=[block("credential", "cpr", name="CPR")], effective_from=days(10)
    )
    found = ask(policy)
    assert found.by_clinic["all"] == [1, 0, 3, 0]  # 3 people in Florida, 1 of them in Colorado too, unlicensed there
    assert found.by_clinic[str(elsewhere.pk)] == [0, 0, 1, 0]
    assert {row.jurisdiction.code for row in found.changes.all()} == {"US-FL", "US-CO"}
    before = outcomes(LATER)
    adopt_house_policy(by=manager(), policy=policy, now=NOW)
    assert (before["With 50 Hours"], outcomes(LATER)["With 50 Hours"]) == ("cleared", "not_cleared")


def test_a_scheme_version_judges_everybody_enrolled_by_its_lines(clinic, ask):
    version = factories.SchemeVersionFactory()
    person = therapist(clinic, "Nearly There", minutes=1500)
    factories.EnrollmentFactory(practitioner=person, version=version)
    drafted = factories.SchemeVersionFactory(
        scheme=version.scheme,
        adopted_at=None,
        adopted_by=None,
        effective_from=TODAY,
        initial=[block("hours", "initial-hours", hours="30")],
    )
    found = ask(drafted)
    assert said(found) == {("Nearly There", "out", "ready", "in_progress")}
    assert found.changes.get().lines[0]["words"] == "5 more hours. Has 25 of 30 hours."


def test_who_is_licensed_there_but_works_elsewhere_counts_at_no_clinic(three, florida, ask, by):
    denver = factories.ClinicFactory(jurisdiction=place("US-CO", "Colorado"), manager=by)
    away = factories.PractitionerFactory(clinic=denver, full_name="Away From Tampa")
    factories.LicenseFactory(practitioner=away, jurisdiction=florida, checked=True)
    assert ask(draft(florida, requirements=hours(60))).by_clinic["0"] == [0, 0, 1, 0]


def test_nobody_changes(three, florida, ask):
    found = ask(draft(florida, requirements=hours(30)))
    assert found.by_clinic["all"] == [0, 0, 0, 3]


def test_a_draft_about_nobody_is_done_at_once(florida, ask):
    assert ask(draft(florida)).state == "done"


def test_the_same_question_is_asked_once(three, florida, ask):
    row = draft(florida, requirements=hours(60))
    assert ask(row) == ask(row)
    assert WhatIf.objects.count() == 1


@pytest.mark.parametrize("what", ["draft", "facts", "adoption", "nothing"])
def test_a_result_says_when_it_is_about_an_older_state(three, florida, ask, what):
    row = draft(florida, requirements=hours(60))
    found = ask(row)
    if what == "draft":
        PracticeRule.objects.filter(pk=row.pk).update(requirements=hours(70))
    if what == "facts":
        Practitioner.objects.filter(pk=three[0].pk).update(facts_version=99)
    if what == "adoption":
        adopted(row, effective_from=LATER)
    words = {
        "draft": "The draft was changed since.",
        "facts": "Records or rules changed since.",
        "adoption": "It is no draft any more.",
        "nothing": "",
    }
    assert what_changed(of_user(found.asked_by).get()) == words[what]


@pytest.fixture
def waiting(three, florida, by, monkeypatch):
    """A question about three people, in batches of one, that nobody computes by itself."""
    monkeypatch.setattr(whatif, "BATCH", 1)
    return whatif.ask(by=by, draft=draft(florida, requirements=hours(60)), as_of=LATER, now=NOW)


def turn(what_if, *, at=NOW) -> tuple[bool, WhatIf]:
    more = whatif.QUESTIONS.work(what_if.pk, now=at, seconds=0)
    what_if.refresh_from_db()
    return more, what_if


def test_it_is_computed_in_turns_and_shown_once_it_is_whole(waiting):
    states = [(turn(waiting), waiting.done, waiting.state)[1:] for _ in range(3)]
    assert states == [(1, "computing"), (2, "computing"), (3, "done")]
    assert turn(waiting)[0] is False
    assert waiting.changes.count() == 3


def test_a_killed_worker_is_taken_over_and_nobody_counts_twice(waiting, time_machine):
    turn(waiting)
    assert whatif.QUESTIONS.claim(waiting.pk, NOW)  # a worker that dies here
    assert turn(waiting)[0] is False
    assert whatif.QUESTIONS.take_up_dropped(now=NOW) == 0
    time_machine.move_to(NOW + timedelta(minutes=4))
    assert whatif.QUESTIONS.take_up_dropped(now=NOW + timedelta(minutes=4)) == 1  # the test's tasks run at once
    waiting.refresh_from_db()
    assert (waiting.state, waiting.by_clinic["all"]) == ("done", [1, 0, 2, 0])


def test_a_batch_that_another_worker_kept_is_not_kept_again(waiting):
    slow = whatif.QUESTIONS.claim(waiting.pk, NOW)
    judge = whatif.judge_for(slow)
    batch = [whatif.people_after(slow).first().pk]
    answers = list(judge.judged(batch))
    turn(waiting, at=NOW + timedelta(minutes=5))
    with pytest.raises(whatif.Overtaken):
        whatif.keep(slow, batch, answers)
    assert WhatIfChange.objects.count() == 1


def test_canceling_throws_away_what_was_found(waiting, by):
    turn(waiting)
    whatif.cancel(by=by, what_if=waiting, now=NOW)
    assert turn(waiting)[0] is False
    assert (waiting.state, waiting.changes.count()) == ("canceled", 0)


def test_a_draft_that_changes_meanwhile_ends_the_question(waiting):
    turn(waiting)
    PracticeRule.objects.filter(pk=waiting.rule_id).update(requirements=hours(70))
    turn(waiting)
    assert (waiting.state, waiting.changes.count()) == ("changed", 0)


def test_a_question_that_cannot_be_computed_is_given_up(waiting, monkeypatch):
    monkeypatch.setattr(whatif, "judge_for", None)
    for minutes in (0, 2, 4):
        turn(waiting, at=NOW + timedelta(minutes=minutes))
    assert (waiting.state, waiting.failures) == ("failed", 3)


def test_questions_are_forgotten_after_some_days(three, florida, ask):
    ask(draft(florida, requirements=hours(60)))
    whatif.forget_old(now=NOW + timedelta(days=6))
    assert WhatIfChange.objects.count() == 3
    whatif.forget_old(now=NOW + timedelta(days=8))
    assert (WhatIf.objects.count(), WhatIfChange.objects.count()) == (0, 0)


def stage() -> dict:
    return {"provisional": [block("hours", "p", hours="3")], "provisional_months": 24}


def test_who_practices_provisionally_falls_out_without_the_stage(clinic, florida, ask):
    adopted(draft(florida, requirements=hours(30), **stage()))
    therapist(clinic, "With 5 Hours", minutes=300)
    row = ask(draft(florida, requirements=hours(30))).changes.get()
    assert (row.direction, row.before, row.after) == ("out", "provisional", "not_cleared")
    assert row.before_deadline
    assert row.lines == [{"state": "missing", "label": "Provisional practice", "words": "The draft has no such stage."}]


def test_a_narrower_scope_is_said(three, florida, ask):
    row = ask(draft(florida, requirements=hours(30), scope=["neck"])).changes.get()
    assert (row.direction, row.after) == ("other", "cleared")
    assert row.lines == [{"state": "scope", "label": "Scope", "words": "Neck"}]


def test_whom_it_passes_over_it_would_not_have_found(three, florida, clinic, ask):
    """Findings are drawn up only where they may differ; drawn up for everybody they say the same."""
    adopted(draft(florida, requirements=hours(20), number=7, **stage()), effective_from=days(30))
    therapist(clinic, "With 4 Hours", minutes=240)
    found = ask(draft(florida, requirements=[*hours(20), block("credential", "cpr", name="CPR")], **stage()))
    judge = judge_for(found)
    people = sorted(people_of(found).values_list("pk", flat=True))
    assert [answer.differs for answer in judge.judged(people)] == [differs_in_full(judge, person) for person in people]


def differs_in_full(judge, person: int) -> bool:
    facts = load_facts([person])[person]
    before, after = judge.versions_at(Jurisdiction.objects.get(), facts.profession)
    return Judged(person, None, judge.answer(before, facts), judge.answer(after, facts)).differs


def test_the_missing_part_of_a_line_is_named_with_what_it_has_and_needs(three, florida, ask):
    exam = block("exam", "exam", name="Written exam", score=80)
    ways = [block("any_of", "ways", of=[*hours(60), exam])]
    found = ask(draft(florida, requirements=ways)).changes.get(direction="out")
    assert "60 course hours: 10 more hours. Has 50 of 60 hours." in found.lines[0]["words"]
    assert "Written exam" in found.lines[0]["words"]
    assert "No accepted result yet." in found.lines[0]["words"]


def test_other_parts_missing_of_a_line_of_the_same_words_are_a_change(three, florida, ask):
    before = [block("any_of", "ways", label="Training", of=hours(60))]
    adopted(draft(florida, requirements=before), effective_from=TODAY)
    after = [block("any_of", "ways", label="Training", of=hours(70))]
    found = ask(draft(florida, requirements=after), as_of=LATER)
    assert found.changes.count() == 3
    assert "Has 50 of 70 hours." in found.changes.get(practitioner__full_name="With 50 Hours").lines[0]["words"]
