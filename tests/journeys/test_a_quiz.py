"""A quiz in a real browser: the connection breaks and comes back, the sign-in ends, the time ends, a try fails."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session

from tests import factories
from tests.journeys.person import Person
from tests.journeys.world import PASSWORD, THERAPIST, question
from training.models import Answer, Attempt, Completion

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ASKED = [
    ("What comes first?", "Screening", "The needle"),
    ("A used needle goes into", "The sharps container", "The bin"),
]


@pytest.fixture
def person(transactional_db):
    """Somebody with a sign-in, and a module whose lesson they have read."""
    user = factories.UserFactory(email=THERAPIST, password=PASSWORD)
    return factories.PractitionerFactory(full_name="Nora Quintana", user=user)


def quiz_for(person, **rules):
    asked = [question(place, *words) for place, words in enumerate(ASKED, 1)]
    module = factories.ModuleFactory(**{"revised__questions": asked, "revised__pass_correct": 2} | rules)
    (lesson,) = module.current.lessons
    person.lessons_read.create(revision=module.current, lesson=lesson["id"], read_at=factories.NOW)
    return module


def begins(people, module) -> Person:
    nora = people(THERAPIST)
    nora.go(f"/learn/{module.key}/quiz/")
    nora.press("Begin")
    return nora


def chooses(nora: Person, text: str, option: str) -> None:
    nora.page.locator("fieldset.question").filter(has_text=text).get_by_label(option).check()


def mark_of(nora: Person, text: str):
    return nora.page.locator("fieldset.question").filter(has_text=text).locator(".saved")


def waits_for(nora: Person, text: str, words: str) -> None:
    mark_of(nora, text).filter(has_text=words).wait_for()


def test_the_connection_breaks_and_comes_back(person, people):
    module = quiz_for(person)
    nora = begins(people, module)
    chooses(nora, "What comes first?", "Screening")
    waits_for(nora, "What comes first?", "Saved")
    nora.context.set_offline(True)
    chooses(nora, "A used needle", "The sharps container")
    waits_for(nora, "A used needle", "kept on this device")
    assert nora.reads("No connection. Your answers are kept on this device")
    assert Answer.objects.count() == 1
    nora.page.get_by_role("button", name="Hand in").click()
    assert Attempt.objects.get().submitted_at is None
    nora.context.set_offline(False)
    waits_for(nora, "A used needle", "Saved")
    assert not nora.page.locator("[data-connection]").is_visible()
    nora.press("Hand in")
    assert nora.reads("2 of 2 right")
    assert Completion.objects.filter(practitioner=person).count() == 1


def test_what_was_not_sent_is_sent_by_the_next_visit(person, people):
    module = quiz_for(person)
    nora = begins(people, module)
    nora.context.set_offline(True)
    chooses(nora, "A used needle", "The sharps container")
    waits_for(nora, "A used needle", "kept on this device")
    nora.page.close()
    nora.context.set_offline(False)
    nora.page = nora.context.new_page()
    nora.go(f"/learn/{module.key}/quiz/")
    waits_for(nora, "A used needle", "Saved")
    assert nora.page.get_by_label("The sharps container").is_checked()
    assert [row.chosen for row in Answer.objects.all()] == [["b"]]
    assert nora.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('quiz-'))") == []


def test_a_new_sign_in_comes_back_to_the_question(person, people):
    module = quiz_for(person)
    nora = begins(people, module)
    Session.objects.all().delete()
    with nora.page.expect_navigation(url=re.compile("/accounts/login/")):
        nora.page.get_by_label("The sharps container").click()
    nora.tells_who(THERAPIST)
    nora.page.wait_for_url(re.compile(rf"/learn/{module.key}/quiz/#q-q2$"))
    waits_for(nora, "A used needle", "Saved")
    assert nora.page.get_by_label("The sharps container").is_checked()


def test_time_ends(person, people):
    """What was saved is graded, with what was typed but never sent; nobody has to press anything."""
    module = quiz_for(person, revised__time_limit_minutes=1)
    nora = begins(people, module)
    chooses(nora, "What comes first?", "Screening")
    waits_for(nora, "What comes first?", "Saved")
    chooses(nora, "A used needle", "The bin")
    waits_for(nora, "A used needle", "Saved")
    assert re.fullmatch(r"0:\d\d left|1:00 left", nora.page.inner_text("[data-face]"))
    assert "Less than a minute left" in nora.page.inner_text("[data-warning]")
    Attempt.objects.update(due_at=Attempt.objects.get().due_at - timedelta(seconds=50))
    nora.page.reload()
    nora.page.get_by_text("Time has ended").wait_for(timeout=20_000)
    nora.page.locator("form[data-quiz]").wait_for(state="detached", timeout=30_000)
    attempt = Attempt.objects.get()
    assert (attempt.correct, attempt.passed, attempt.submitted_at) == (1, False, attempt.due_at)


def test_a_failed_try_waits_and_the_next_one_passes(person, people):
    start = datetime(2027, 3, 1, 16, 0, tzinfo=UTC)
    with time_machine.travel(start, tick=True) as clock:
        module = quiz_for(person, revised__cool_down_hours=24)
        nora = begins(people, module)
        for text, _, wrong in ASKED:
            chooses(nora, text, wrong)
            waits_for(nora, text, "Saved")
        nora.press("Hand in")
        assert nora.reads("0 of 2 right")
        nora.go(f"/learn/{module.key}/quiz/")
        assert nora.reads("The next try opens on")
        assert nora.page.get_by_role("button", name="Begin").count() == 0
        clock.move_to(start + timedelta(hours=25))
        nora = begins(people, module)
        for text, right, _ in ASKED:
            chooses(nora, text, right)
            waits_for(nora, text, "Saved")
        nora.press("Hand in")
        assert nora.reads("2 of 2 right")
    assert Completion.objects.filter(practitioner=person).count() == 1


def test_a_sign_in_in_another_window_loses_no_answer(person, people):
    """The other window's sign-in changes the token of every form: this page is loaded again, and sends what waited."""
    module = quiz_for(person)
    nora = begins(people, module)
    Session.objects.all().delete()
    here, nora.page = nora.page, nora.context.new_page()
    nora.sign_in(THERAPIST)
    nora.page = here
    chooses(nora, "A used needle", "The sharps container")
    waits_for(nora, "A used needle", "Saved")
    assert [row.chosen for row in Answer.objects.all()] == [["b"]]


def test_what_is_being_written_is_graded_when_time_ends(person, people):
    """A number that was typed and never left, beside an answer that was sent."""
    depth = {"id": "n1", "kind": "numeric", "text": "How deep?", "options": [], "answer": ["2.5"], "tolerance": "0"}
    depth |= {"unit": "cm", "feedback": "Because.", "reference": "Lesson 1"}
    questions = [question(1, *ASKED[0]), depth]
    module = quiz_for(person, revised__questions=questions, revised__time_limit_minutes=1)
    nora = begins(people, module)
    chooses(nora, "What comes first?", "Screening")
    waits_for(nora, "What comes first?", "Saved")
    Attempt.objects.update(due_at=Attempt.objects.get().due_at - timedelta(seconds=50))
    nora.page.reload()
    nora.page.get_by_label("Your answer: a number").type("2.5")
    nora.page.locator("form[data-quiz]").wait_for(state="detached", timeout=40_000)
    attempt = Attempt.objects.get()
    assert (attempt.correct, attempt.passed) == (2, True)
