"""Reading a module, taking its quiz, completing it: on the server, against the frozen revision."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.db import IntegrityError, transaction

from tests import factories
from tests.factories import NOW, TODAY
from tests.training.my_story import browser_of, clinic, mine, noon, person  # noqa: F401
from training.actions import Refused, learning
from training.models import Answer, Attempt, AuditEvent, Completion, LessonRead, Practitioner
from training.queries.progress import progress
from training.templatetags.my import lesson_links

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def question(id, kind="single", answer=("a",)):
    return {
        "id": id,
        "kind": kind,
        "text": f"What comes first in {id}?",
        "options": [{"id": letter, "text": f"Option {letter} of {id}"} for letter in "abc"],
        "answer": list(answer),
        "feedback": f"Feedback of {id}",
        "reference": f"Reference of {id}",
    }


def revision_of(module, **changes):
    values = {
        "lessons": [
            {"id": f"l{n}", "title": f"Part {n}", "minutes": 20, "html": f"<p>Words of part {n}.</p>", "blocks": []}
            for n in (1, 2)
        ],
        "questions": [question("q1"), question("q2", "multiple", "ab"), question("q3", "true_false", "b")],
        "pass_correct": 2,
        "competencies": ["safety"],
    }
    return factories.ModuleRevisionFactory(module=module, **values | changes)


@pytest.fixture
def module(db):
    found = factories.ModuleFactory(title="Near the lung", revised=False)
    found.current = revision_of(found)
    found.save()
    return found


@pytest.fixture
def url(module):
    return f"/learn/{module.key}/"


def read_all(client, url, parts=2):
    for number in range(1, parts + 1):
        response = client.post(f"{url}lessons/{number}/")
    return response


@pytest.fixture
def trying(mine, module, url):
    """The quiz is open."""
    read_all(mine, url)
    mine.post(f"{url}quiz/start/")
    return Attempt.objects.get()


RIGHT = {"q-q1": "a", "q-q2": ["a", "b"], "q-q3": "b"}
WRONG = {"q-q1": "b", "q-q2": ["a"], "q-q3": "b"}


def test_the_whole_way(mine, person, module, url):
    assert "Near the lung" in mine.get("/learn/").content.decode()
    assert "Begin with lesson 1" in mine.get(url).content.decode()
    assert "<p>Words of part 1.</p>" in mine.get(f"{url}lessons/1/").content.decode()
    assert mine.post(f"{url}lessons/1/").url == f"{url}lessons/2/"
    assert "Go on with lesson 2" in mine.get(url).content.decode()
    assert mine.post(f"{url}lessons/2/").url == f"{url}quiz/"
    assert mine.post(f"{url}quiz/start/").url == f"{url}quiz/"
    attempt = Attempt.objects.get()
    before = Practitioner.objects.get(pk=person.pk).facts_version
    assert mine.post(f"{url}quiz/submit/", RIGHT).url == f"/learn/results/{attempt.pk}/"
    attempt.refresh_from_db()
    assert (attempt.correct, attempt.passed, attempt.submitted_at) == (3, True, NOW)
    completion = Completion.objects.get()
    assert (completion.practitioner, completion.revision, completion.attempt) == (person, module.current, attempt)
    assert completion.completed_on == TODAY
    assert Practitioner.objects.get(pk=person.pk).facts_version == before + 1
    page = mine.get(f"/learn/results/{attempt.pk}/").content.decode()
    assert "3 of 3 right" in page
    assert "Feedback of q1" in page
    assert "Reference of q1" in page
    chain = list(AuditEvent.objects.filter(chain=f"p:{person.pk}").values_list("action", flat=True))
    assert chain == ["attempt.start", "attempt.submit", "module.complete"]
    assert "Done" in mine.get("/learn/?state=done").content.decode()


def test_no_byte_holds_the_key_before_the_answers_are_in(mine, trying, url):
    pages = [mine.get(path).content.decode() for path in ("/learn/", url, f"{url}lessons/1/", f"{url}quiz/")]
    pages.append(mine.post(f"{url}quiz/answer/", {"q-q1": "a", "changed": "q1"}, **HTMX).content.decode())
    pages.append(mine.post(f"{url}quiz/submit/", {"q-q1": "a"}).content.decode())
    for page in pages:
        for secret in ("Feedback of", "Reference of", "answer&quot;", '"answer"'):
            assert secret not in page
    assert "Option a of q1" in pages[-1]


def test_a_failed_try_shows_what_was_wrong_and_not_the_key(mine, trying, url):
    mine.post(f"{url}quiz/submit/", {"q-q1": "b", "q-q2": ["c"], "q-q3": "b"})
    page = mine.get(f"/learn/results/{trying.pk}/").content.decode()
    assert "1 of 3 right" in page
    assert "2 to look at again" in page
    assert "Option b of q1" in page
    assert "Option a of q1" not in page
    assert "Option a of q2" not in page
    assert "Feedback of q2" not in page
    assert "Reference of q2" in page
    assert not Completion.objects.exists()
    assert page.count("Try again") == 2


def test_a_right_but_incomplete_choice_is_called_so(mine, trying, url):
    mine.post(f"{url}quiz/submit/", {"q-q1": "b", "q-q2": ["a"], "q-q3": "a"})
    page = mine.get(f"/learn/results/{trying.pk}/").content.decode()
    assert "Right, but not all." in page
    assert "Your answer, right" not in page
    assert "Option b of q2" not in page


def test_each_option_is_judged_on_its_own(mine, trying, url):
    mine.post(f"{url}quiz/submit/", RIGHT | {"q-q2": ["a", "c"]})
    page = mine.get(f"/learn/results/{trying.pk}/").content.decode()
    assert page.count("Your answer, not right") == 1
    assert page.count("Your answer, right") == 3
    assert "Option b of q2" in page
    assert "Right, but not all." not in page


def test_a_lesson_that_is_named_is_a_link(mine, trying, url):
    found = progress(trying.practitioner, trying.module, NOW)
    linked = lesson_links("Read <b>, lesson 2; lessons 1 and 2, Lesson 9.", found)
    two = f'<a href="{url}lessons/2/">'
    assert linked == (
        f'Read &lt;b&gt;, {two}lesson 2</a>; lessons <a href="{url}lessons/1/">1</a> and {two}2</a>, Lesson 9.'
    )


def test_several_right_options_are_right_only_together(mine, trying, url):
    mine.post(f"{url}quiz/submit/", RIGHT | {"q-q2": ["a", "b", "c"], "q-q1": "b"})
    trying.refresh_from_db()
    assert (trying.correct, trying.passed) == (1, False)


def test_answers_are_saved_one_by_one_and_kept(mine, trying, url):
    response = mine.post(f"{url}quiz/answer/", {"q-q1": "b", "changed": "q1"}, **HTMX)
    assert "Saved" in response.content.decode()
    mine.post(f"{url}quiz/answer/", {"q-q1": "c", "changed": "q1"}, **HTMX)
    assert [(row.question, row.chosen) for row in Answer.objects.all()] == [("q1", ["c"])]
    assert mine.get(f"{url}quiz/").content.decode().count(" checked") == 1
    mine.post(f"{url}quiz/answer/", {"q-q2": ["a", "b"]})
    emptied = mine.post(f"{url}quiz/answer/", {"changed": "q2"}, **HTMX)
    assert "No answer yet" in emptied.content.decode()
    assert Answer.objects.get(question="q2").chosen == []


@pytest.mark.parametrize("bad", [{"q-q1": "z"}, {"q-q1": ["a", "b"]}, {"q-q3": ["a", "<script>"]}])
def test_options_that_are_not_there_are_refused(mine, trying, url, bad):
    assert "Choose from the answers shown." in mine.post(f"{url}quiz/answer/", bad, **HTMX).content.decode()
    assert not Answer.objects.exists()


def test_unanswered_questions_get_a_sentence_and_nothing_is_lost(mine, trying, url):
    response = mine.post(f"{url}quiz/submit/", {"q-q1": "a"})
    assert response.status_code == 422
    assert response.context["errors"] == {"q2": "Choose an answer.", "q3": "Choose an answer."}
    assert Answer.objects.get().chosen == ["a"]
    trying.refresh_from_db()
    assert trying.submitted_at is None


def test_a_double_start_opens_one_try(mine, trying, url):
    mine.post(f"{url}quiz/start/")
    assert Attempt.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(
            practitioner=trying.practitioner, module=trying.module, revision=trying.revision, number=2, questions=[],
            started_at=NOW,
        )  # fmt: skip


def test_a_double_submit_grades_once(mine, person, trying, url):
    first = mine.post(f"{url}quiz/submit/", RIGHT)
    second = mine.post(f"{url}quiz/submit/", WRONG)
    assert first.url == second.url
    trying.refresh_from_db()
    assert trying.correct == 3
    again = learning.submit(by=person.user, attempt=trying, now=NOW, today=TODAY)
    assert again.correct == 3
    assert Completion.objects.count() == 1


def test_a_handed_in_quiz_takes_no_more_answers(mine, person, trying, url):
    mine.post(f"{url}quiz/submit/", RIGHT)
    with pytest.raises(Refused):
        learning.answer(by=person.user, attempt=trying, chosen={"q1": ["b"]}, now=NOW)
    assert mine.post(f"{url}quiz/answer/", {"q-q1": "b"}, **HTMX)["HX-Refresh"] == "true"


def test_the_quiz_opens_when_every_part_is_read(mine, url):
    mine.post(f"{url}lessons/1/")
    mine.post(f"{url}quiz/start/")
    assert not Attempt.objects.exists()
    assert "The quiz opens when every lesson is read: 1 is left." in mine.get(f"{url}quiz/").content.decode()


def test_reading_twice_is_reading_once(mine, url):
    read_all(mine, url)
    read_all(mine, url)
    assert LessonRead.objects.count() == 2


def test_tries_run_out(mine, module, url):
    module.current = revision_of(module, max_attempts=1)
    module.save()
    read_all(mine, url)
    mine.post(f"{url}quiz/start/")
    mine.post(f"{url}quiz/submit/", WRONG | {"q-q3": "a"})
    mine.post(f"{url}quiz/start/")
    assert Attempt.objects.count() == 1
    assert "You have used all your tries" in mine.get(f"{url}quiz/").content.decode()


def test_a_used_up_revision_makes_way_for_a_newer_one(mine, person, module, url):
    module.current = used_up = revision_of(module, max_attempts=1)
    module.save()
    read_all(mine, url)
    mine.post(f"{url}quiz/start/")
    module.current = newest = revision_of(module, max_attempts=1)
    module.save()
    assert progress(person, module, NOW).revision == used_up, "who began a try may finish it"
    mine.post(f"{url}quiz/submit/", WRONG | {"q-q3": "a"})
    found = progress(person, module, NOW)
    assert (found.revision, found.lessons_read, found.attempts_left) == (newest, 0, 1)
    module.current = None
    module.save()
    assert progress(person, module, NOW).revision == used_up
    module.current = newest
    module.save()
    read_all(mine, url)
    mine.post(f"{url}quiz/start/")
    mine.post(f"{url}quiz/submit/", RIGHT)
    assert Completion.objects.get(practitioner=person).revision == newest


def test_after_a_failed_try_the_next_one_waits(browser_of, person, module, url):
    module.current = revision_of(module, cool_down_hours=24)
    module.save()
    client = browser_of(person.user)
    read_all(client, url)
    client.post(f"{url}quiz/start/")
    client.post(f"{url}quiz/submit/", WRONG | {"q-q3": "a"})
    client.post(f"{url}quiz/start/")
    assert Attempt.objects.count() == 1
    assert "The next try opens on March 2, 2027, 12:00 PM." in client.get(f"{url}quiz/").content.decode()
    with time_machine.travel(NOW + timedelta(hours=25), tick=False):
        client.force_login(person.user)
        client.post(f"{url}quiz/start/")
    assert Attempt.objects.count() == 2


def test_who_began_a_revision_finishes_it(mine, person, module, url):
    began = module.current
    mine.post(f"{url}lessons/1/")
    module.current = revision_of(module, title="Near the lung, again", content_hash="0" * 64)
    module.save()
    page = mine.get(url).content.decode()
    assert "A newer revision was published meanwhile." in page
    mine.post(f"{url}lessons/2/")
    mine.post(f"{url}quiz/start/")
    mine.post(f"{url}quiz/submit/", RIGHT)
    assert Completion.objects.get().revision == began
    assert mine.get(url).context["revision"] == module.current


def test_an_unpublished_module_ends_new_starts_only(browser_of, person, module, url):
    client = browser_of(person.user)
    client.post(f"{url}lessons/1/")
    module.current = None
    module.save()
    read_all(client, url)
    client.post(f"{url}quiz/start/")
    assert client.post(f"{url}quiz/submit/", RIGHT).status_code == 302
    assert Completion.objects.count() == 1
    other = browser_of(factories.PractitionerFactory(login=True).user)
    for path in (url, f"{url}lessons/1/", f"{url}quiz/"):
        assert other.get(path).status_code == 404
    assert "Near the lung" not in other.get("/learn/").content.decode()


def test_a_completed_module_may_be_taken_again(mine, trying, url):
    mine.post(f"{url}quiz/submit/", RIGHT)
    assert "Take it again" in mine.get(f"{url}quiz/").content.decode()
    mine.post(f"{url}quiz/start/")
    mine.post(f"{url}quiz/submit/", RIGHT)
    assert Completion.objects.count() == 2


def test_what_belongs_to_others_does_not_exist(mine, module, url):
    attempt = factories.passed_attempt(factories.PractitionerFactory(), module.current)
    assert mine.get(f"/learn/results/{attempt.pk}/").status_code == 404
    mine.post(f"{url}quiz/answer/", {"q-q1": "b"})
    assert not Answer.objects.exists()
    assert mine.get(f"{url}lessons/3/").status_code == 404
    assert mine.get("/learn/00000000-0000-0000-0000-000000000000/").status_code == 404


def test_an_open_result_leads_back_to_the_quiz(mine, trying, url):
    assert mine.get(f"/learn/results/{trying.pk}/").url == f"{url}quiz/"


def test_a_lost_session_leads_back_to_the_same_quiz(client, noon, url):
    response = client.post(f"{url}quiz/answer/", {}, **HTMX, HTTP_HX_CURRENT_URL=f"http://testserver{url}quiz/")
    address = quote(f"{url}quiz/", safe="")
    assert response["HX-Redirect"] == f"/accounts/login/?next={address}"


def test_the_catalog_filters(mine, person, module):
    other = factories.ModuleFactory(title="Pain science")
    factories.CompletionFactory(practitioner=person, revision=other.current)
    found = {
        query: [row.module for row in mine.get(f"/learn/?{query}").context["rows"]]
        for query in ("q=lung", "competency=safety", "state=done", "state=new", "state=begun", "competency=x")
    }
    assert found == {
        "q=lung": [module],
        "competency=safety": [module],
        "state=done": [other],
        "state=new": [module],
        "state=begun": [],
        "competency=x": [module, other],
    }


@pytest.mark.parametrize("rows", [1, 30])
def test_the_catalog_costs_the_same_with_one_row_and_with_thirty(mine, person, django_assert_num_queries, rows):
    for _ in range(rows):
        module = factories.ModuleFactory()
        factories.CompletionFactory(practitioner=person, revision=module.current)
    mine.get("/learn/")
    with django_assert_num_queries(CATALOG_QUERIES):
        mine.get("/learn/")


CATALOG_QUERIES = 31


def test_progress_says_why_not(person, module):
    found = progress(person, module, NOW)
    assert not found.may_start
    assert (found.parts, found.parts_done, found.next_lesson, found.state) == (3, 0, 1, "new")
