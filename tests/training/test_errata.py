"""A correction of a question: whom it reaches, what it says to whom, and what it leaves as it is."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from tests import factories
from tests.factories import NOW, TODAY, erratum_notice, passed_attempt
from tests.training.quiz_story import every_kind, made, question, revised
from training.actions import Refused, erratum, learning, tick
from training.models import Attempt, AuditEvent, Completion, Erratum, ErratumNotice, LessonRead, OutgoingMail
from training.queries.progress import progress
from training.wordings import wording_of

pytestmark = pytest.mark.django_db
WORDS = "We said that a comes first. It is b."
RIGHT = {"q1": ["a"], "q2": ["a", "b"], "q3": ["b"], "q4": ["2.5"]}
WRONG = {"q1": ["b"], "q2": ["a"], "q3": ["a"], "q4": ["3"]}


@pytest.fixture
def editor(db):
    return factories.UserFactory(role="editor")


@pytest.fixture
def module(db):
    return made(max_attempts=1, cool_down_hours=24)


def reader(module, **given):
    """Somebody who has read every lesson."""
    person = factories.PractitionerFactory(login=True, **given)
    for lesson in module.current.lessons:
        LessonRead.objects.create(practitioner=person, revision=module.current, lesson=lesson["id"], read_at=NOW)
    return person


def trying(module, answers=RIGHT, **given) -> Attempt:
    """An open try with its answers."""
    person = reader(module, **given)
    attempt = learning.start(by=person.user, practitioner=person, module=module, now=NOW)
    learning.answer(by=person.user, attempt=attempt, chosen=answers, now=NOW)
    return attempt


def handed_in(attempt: Attempt) -> Attempt:
    return learning.submit(by=attempt.practitioner.user, attempt=attempt, now=NOW, today=TODAY)


def done(module, answers=RIGHT, **given) -> Attempt:
    return handed_in(trying(module, answers, **given))


def publish(editor, module, asked=None, words=WORDS, forgives=False, now=NOW) -> Erratum:
    asked = asked or module.current.questions[0]
    return erratum.publish_erratum(
        by=editor, module=module, wording=wording_of(asked), words=words, forgives=forgives, now=now
    )


def told() -> set:
    return set(ErratumNotice.objects.values_list("practitioner", "attempt"))


def test_it_reaches_whoever_was_graded_on_the_wording_in_whichever_revision(editor, module):
    first = done(module)
    revised(module, title="Another title")
    second, failed = done(module), done(module, WRONG)
    made_row = publish(editor, module)
    assert told() == {(each.practitioner_id, each.pk) for each in (first, second, failed)}
    assert (made_row.question, made_row.revision) == ("q1", module.current)


def test_nobody_is_told_who_answered_another_wording_or_another_module(editor, module):
    done(module)
    done(made())
    revised(module, questions=[question("q1", answer=["b"]), *every_kind()[1:]])
    publish(editor, module)
    assert told() == set()
    assert not OutgoingMail.objects.filter(key__startswith="erratum").exists()


def test_nobody_is_told_whose_try_did_not_draw_the_question(editor):
    pooled = [question(f"q{n}", pool="deep") for n in range(1, 9)]
    module = made(questions=pooled, draws={"deep": 1}, pass_correct=1)
    for person in (reader(module) for _ in range(6)):
        attempt = learning.start(by=person.user, practitioner=person, module=module, now=NOW)
        learning.answer(by=person.user, attempt=attempt, chosen={attempt.questions[0]: ["a"]}, now=NOW)
        handed_in(attempt)
    asked = Attempt.objects.first().questions[0]
    publish(editor, module, next(each for each in pooled if each["id"] == asked))
    assert {Attempt.objects.get(pk=pk).questions[0] for _, pk in told()} == {asked}
    assert len(told()) == sum(each.questions == [asked] for each in Attempt.objects.all())


def test_one_notice_a_person_about_their_last_try(editor, module):
    person = reader(module)
    passed_attempt(person, module.current)
    last = passed_attempt(person, module.current)
    publish(editor, module)
    assert told() == {(person.pk, last.pk)}


def test_nothing_is_graded_anew(editor, module):
    passed, failed = done(module), done(module, WRONG)
    before = list(Attempt.objects.values()), list(Completion.objects.values())
    publish(editor, module, forgives=True)
    assert (list(Attempt.objects.values()), list(Completion.objects.values())) == before
    assert (passed.passed, failed.passed) == (True, False)


def test_the_letter_says_what_is_right_to_who_has_passed(editor, module):
    passed, failed = done(module), done(module, WRONG)
    publish(editor, module, forgives=True)
    letter, other = (OutgoingMail.objects.get(practitioner=each.practitioner) for each in (passed, failed))
    assert WORDS in letter.body
    assert f"/learn/results/{passed.pk}/" in letter.body
    assert "may try again" not in letter.body
    assert WORDS not in other.body
    assert "once you have passed" in other.body
    assert "you may try again" in other.body


def test_a_login_that_is_closed_gets_a_notice_and_no_letter(editor, module):
    attempt = done(module)
    user = attempt.practitioner.user
    user.is_active = False
    user.save()
    publish(editor, module)
    assert ErratumNotice.objects.count() == 1
    assert not OutgoingMail.objects.filter(key__startswith="erratum").exists()


def test_an_open_try_is_told_when_it_is_handed_in(editor, module):
    attempt = trying(module)
    publish(editor, module)
    assert told() == set()
    handed_in(attempt)
    assert told() == {(attempt.practitioner_id, attempt.pk)}
    assert WORDS in OutgoingMail.objects.get(key__startswith="erratum").body


def test_and_when_the_clock_ends_it(editor):
    module = made(time_limit_minutes=20)
    attempt = trying(module, WRONG)
    publish(editor, module)
    tick.end_quizzes(now=NOW + timedelta(hours=1))
    assert told() == {(attempt.practitioner_id, attempt.pk)}


def test_a_second_try_tells_nothing_twice(editor):
    module = made()
    first = done(module, WRONG)
    publish(editor, module)
    person = first.practitioner
    again = learning.start(by=person.user, practitioner=person, module=module, now=NOW)
    learning.answer(by=person.user, attempt=again, chosen=RIGHT, now=NOW)
    handed_in(again)
    assert told() == {(person.pk, first.pk)}


def test_a_double_click_publishes_once(editor, module):
    done(module)
    assert publish(editor, module).pk == publish(editor, module, words=f" {WORDS} ").pk
    assert ErratumNotice.objects.count() == 1
    assert AuditEvent.objects.filter(action="erratum.publish").count() == 1
    assert publish(editor, module, words="Something else.").pk != Erratum.objects.first().pk


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"words": "  "}, "Write what was wrong, and what is right"),
        ({"asked": question("q9")}, "This module never asked the question in these words"),
    ],
)
def test_what_cannot_be_published(editor, module, change, sentence):
    with pytest.raises(Refused, match=sentence):
        publish(editor, module, **change)


def test_only_editors_publish(module):
    with pytest.raises(Refused, match="Only an editor publishes a correction"):
        publish(factories.UserFactory(role="manager"), module)


def test_a_forgiven_try_counts_neither_as_a_try_nor_for_the_wait(editor, module):
    attempt = done(module, WRONG)
    person = attempt.practitioner
    before = progress(person, module, NOW)
    assert (before.attempts_left, bool(before.may_start)) == (0, False)
    publish(editor, module, forgives=True)
    after = progress(person, module, NOW)
    assert (after.attempts_left, bool(after.may_start), after.forgiven) == (1, True, {attempt.pk})


def test_one_that_is_not_forgiven_counts_as_before(editor, module):
    attempt = done(module, WRONG)
    publish(editor, module)
    found = progress(attempt.practitioner, module, NOW)
    assert (found.attempts_left, bool(found.may_start), found.forgiven) == (0, False, frozenset())


def test_forgiving_another_wording_lets_nobody_off(editor, module):
    old = module.current.questions[0]
    done(module)
    revised(module, questions=[question("q1", answer=["c"]), *every_kind()[1:]], max_attempts=1)
    attempt = done(module, WRONG)
    publish(editor, module, old, forgives=True)
    assert progress(attempt.practitioner, module, NOW).attempts_left == 0


def test_nobody_is_led_back_to_a_question_that_was_wrong(editor, module):
    attempt = done(module, WRONG)
    old = module.current.questions[0]
    revised(module, questions=[question("q1", answer=["c"]), *every_kind()[1:]], max_attempts=1)
    publish(editor, module, old, forgives=True)
    assert progress(attempt.practitioner, module, NOW).revision == module.current


def test_reading_waits_for_a_pass_and_happens_once(editor, module):
    passed, failed = done(module), done(module, WRONG)
    publish(editor, module)
    mine, other = (ErratumNotice.objects.get(attempt=each) for each in (passed, failed))
    with pytest.raises(Refused, match="You have not passed this quiz yet"):
        erratum.read_erratum(by=failed.practitioner.user, notice=other, now=NOW)
    for later in (0, 5):
        erratum.read_erratum(by=passed.practitioner.user, notice=mine, now=NOW + timedelta(minutes=later))
    mine.refresh_from_db()
    assert mine.seen_at == NOW
    assert AuditEvent.objects.filter(action="erratum.read").count() == 1


def test_the_tick_tells_who_was_left_out(editor, module, monkeypatch):
    attempts = [done(module) for _ in range(3)]
    monkeypatch.setattr(erratum, "AT_A_TIME", 1)
    monkeypatch.setattr(erratum, "SECONDS", 0)
    monkeypatch.setattr(erratum.tell, "__kwdefaults__", {"seconds": 0})
    publish(editor, module)
    assert len(told()) == 1
    for _ in range(2):
        tick.tell_of_errata(now=NOW)
    assert told() == {(each.practitioner_id, each.pk) for each in attempts}


def test_each_record_of_what_happened_holds_together(editor, module):
    done(module), done(module, WRONG)
    publish(editor, module)
    events = AuditEvent.objects.filter(action="erratum.tell")
    assert {each.chain for each in events} == {f"p:{pk}" for pk, _ in told()}
    call_command("verify_audit")


@pytest.mark.parametrize("count", [1, 30])
def test_publishing_costs_the_same_for_one_and_for_thirty(editor, module, count, django_assert_num_queries):
    for _ in range(count):
        done(module)
    with django_assert_num_queries(29 + 2 * (connection.vendor == "postgresql")):  # two locks of chains
        publish(editor, module)
    assert ErratumNotice.objects.count() == count


def test_handing_in_asks_once_where_nothing_was_corrected(module, django_assert_num_queries):
    attempt = done(module)
    person = attempt.practitioner
    with django_assert_num_queries(1):
        erratum.tell_of_attempt(attempt=attempt, practitioner=person, now=NOW)


def test_the_factory_makes_what_publishing_makes(module):
    notice = erratum_notice(done(module))
    assert erratum.publish_erratum(
        by=notice.erratum.published_by, module=module, wording=notice.erratum.wording, words=notice.erratum.words,
        forgives=False, now=NOW,
    ) == notice.erratum  # fmt: skip
