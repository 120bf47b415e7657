"""What a person sees of corrections: beside the result, on the module's page, among the next steps, in their file."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest

from tests import factories
from tests.training.my_story import browser_of, clinic, mine, noon, person  # noqa: F401
from tests.training.quiz_story import RIGHT, WRONG, address, begun, every_kind, made, question, revised
from tests.training.test_errata import WORDS, editor, publish  # noqa: F401
from training.models import Attempt, ErratumNotice

pytestmark = pytest.mark.django_db
LOCKED = "You have not passed this quiz yet. What is right is told then, as its key is."


@pytest.fixture
def module(db):
    return made(max_attempts=2, cool_down_hours=24)


def sent(client, module, answers) -> Attempt:
    begun(client, module)
    client.post(f"{address(module)}quiz/submit/", answers)
    return Attempt.objects.order_by("-pk").first()


def result(attempt) -> str:
    return f"/learn/results/{attempt.pk}/"


def read(client, url) -> str:
    return client.get(url).content.decode()


def test_a_pass_shows_it_beside_the_question_until_it_is_read_and_after(mine, module, editor):
    attempt = sent(mine, module, RIGHT)
    publish(editor, module)
    page = read(mine, result(attempt))
    assert WORDS in page
    assert page.index(WORDS) < page.index(every_kind()[1]["text"])
    assert "Read a correction to “Near the lung”" in read(mine, "/my/")
    assert "What is right stands beside your result." in read(mine, address(module))
    answer = mine.post(f"{result(attempt)}corrections/{ErratumNotice.objects.get().pk}/")
    assert answer.url == f"{result(attempt)}#question-q1"
    page = read(mine, result(attempt))
    assert WORDS in page
    assert "I have read this" not in page
    assert "You read this on" in page
    assert "Read a correction" not in read(mine, "/my/")
    assert "What is right stands beside your result." not in read(mine, address(module))


def test_opening_the_result_writes_nothing(mine, module, editor):
    attempt = sent(mine, module, RIGHT)
    publish(editor, module)
    mine.get(result(attempt))
    assert ErratumNotice.objects.get().seen_at is None


def test_a_failed_try_shows_that_and_not_what(mine, module, editor):
    attempt = sent(mine, module, WRONG)
    publish(editor, module)
    page = read(mine, result(attempt))
    assert "Corrected on" in page
    assert LOCKED in page
    assert WORDS not in page
    assert "I have read this" not in page
    for where in ("/my/", address(module), f"{address(module)}quiz/"):
        assert WORDS not in read(mine, where)
    mine.post(f"{result(attempt)}corrections/{ErratumNotice.objects.get().pk}/")
    assert LOCKED in read(mine, result(attempt))
    assert ErratumNotice.objects.get().seen_at is None


def test_a_forgiven_try_says_so_and_the_next_one_begins_at_once(mine, module, editor):
    attempt = sent(mine, module, WRONG)
    assert "The next try opens on" in read(mine, result(attempt))
    publish(editor, module, forgives=True)
    page = read(mine, result(attempt))
    assert "A question of this try was wrong, so the try does not count." in page
    assert "The next try opens on" not in page
    assert "Try the quiz of “Near the lung” again" in read(mine, "/my/")
    overview = read(mine, address(module))
    assert "not passed, does not count" in overview
    assert "2 of 2 tries left" in overview
    mine.post(f"{address(module)}quiz/start/")
    assert Attempt.objects.filter(submitted_at=None).exists()
    assert "Try the quiz of" not in read(mine, "/my/")


def test_after_a_later_pass_the_failed_try_tells_what_was_wrong(mine, module, editor):
    failed = sent(mine, module, WRONG)
    publish(editor, module, forgives=True)
    revised(module, questions=[question("q1", answer=["b"]), *every_kind()[1:]])
    mine.post(f"{address(module)}quiz/start/")
    attempt = Attempt.objects.get(submitted_at=None)
    Attempt.objects.filter(pk=attempt.pk).update(revision=module.current)
    mine.post(f"{address(module)}quiz/submit/", RIGHT | {"q-q1": "b"})
    passed = read(mine, result(attempt))
    assert WORDS not in passed
    assert f"{result(failed)}#question-q1" in passed
    assert WORDS in read(mine, result(failed))
    assert f"{result(failed)}#question-q1" in read(mine, "/my/")


def test_what_is_written_is_shown_as_text(mine, module, editor):
    attempt = sent(mine, module, RIGHT)
    publish(editor, module, words="<b>Sit</b> down.\nNot up.")
    assert "&lt;b&gt;Sit&lt;/b&gt; down.<br>Not up." in read(mine, result(attempt))


def test_another_persons_notice_is_not_there(mine, module, editor):
    attempt = sent(mine, module, RIGHT)
    other = factories.passed_attempt(factories.PractitionerFactory(), module.current)
    publish(editor, module)
    for on, about in ((attempt, other), (other, attempt)):
        notice = ErratumNotice.objects.get(attempt=about)
        assert mine.post(f"{result(on)}corrections/{notice.pk}/").status_code == 404
    assert not ErratumNotice.objects.exclude(seen_at=None).exists()


def test_the_managers_file_names_it(browser_of, mine, person, module, editor):
    attempt = sent(mine, module, RIGHT)
    publish(editor, module)
    mine.post(f"{result(attempt)}corrections/{ErratumNotice.objects.get().pk}/")
    log = read(browser_of(factories.UserFactory(role="administrator")), f"/desk/practitioners/{person.pk}/log/")
    assert f"told {person.full_name} of a correction to “Near the lung”" in log
    assert "read a correction to “Near the lung”" in log


@pytest.mark.parametrize("count", [1, 30])
def test_the_result_costs_the_same_with_one_correction_and_with_thirty(
    mine, module, editor, count, django_assert_num_queries
):
    attempt = sent(mine, module, RIGHT)
    for number in range(count):
        publish(editor, module, words=f"Correction {number}.")
    mine.get(result(attempt))
    with django_assert_num_queries(16):
        mine.get(result(attempt))
