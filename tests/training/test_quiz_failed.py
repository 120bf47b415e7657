"""What a failed try tells: which questions were not right, and where to read. Nothing that answers the next try."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import re

import pytest

from tests.training.my_story import browser_of, clinic, mine, noon, person  # noqa: F401
from tests.training.quiz_story import RIGHT, SECRET, WRONG, module, trying, url  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(mine, trying, url):
    """The result of a try that answered so, question by question."""

    def ask(**answers) -> dict[str, str]:
        sent = WRONG | {name.replace("_", "-"): value for name, value in answers.items()}
        page = mine.get(mine.post(f"{url}quiz/submit/", sent).url).content.decode()
        parts = page.split('<div class="question">')[1:]
        plain = [" ".join(re.sub(r"<[^>]+>", " ", part.split("</section>")[0]).split()) for part in parts]
        return {re.search(r"in (q\d)\?", words).group(1): words for words in plain}

    return ask


@pytest.mark.parametrize(
    ("ticked", "verdict"), [(["a"], "Right, but not all."), (["c"], "Not right"), (["a", "c"], "Not right")]
)
def test_several_options_are_judged_together(told, ticked, verdict):
    words = told(q_q2=ticked)["q2"]
    judged = re.findall(r"Right, but not all\.|Not right|Your answer, \w+ ?\w*|\bRight\b(?!,)", words)
    assert judged == [verdict]
    assert words.count("Your answer") == len(ticked)


def test_wrong_options_beside_right_ones_look_like_wrong_ones_alone(told):
    """One that is right and one that is wrong, or two that are wrong: the page differs in nothing but their texts."""
    assert told(q_q2=["a", "c"])["q2"].replace("Option a", "Option b") == told_again(["b", "c"])


def told_again(letters) -> str:
    options = " ".join(f"Option {letter} of q2 Your answer" for letter in letters)
    return f"What comes first in q2? Not right {options} {SECRET}, where: q2"


def test_several_options_that_were_all_right_are_called_so(told):
    words = told(q_q2=["a", "b"])["q2"]
    assert "Right Option a" in words
    assert f"{SECRET}: q2" in words


def test_feedback_that_may_give_the_key_waits_for_a_pass(told):
    for id, words in told(q_q1="a").items():
        assert (f"{SECRET}: {id}" in words) is (id == "q1"), "who got it right knows it"
        assert f"{SECRET}, where: {id}" in words, "where to read is told in any case"


@pytest.mark.parametrize("number", ["2", "3.5"])
def test_a_number_is_not_called_too_high_or_too_low(told, number):
    words = told(q_q4=number)["q4"]
    assert words == f"What comes first in q4? {number} cm Your answer, not right {SECRET}, where: q4"


def test_the_page_says_that_the_key_waits_for_a_pass(mine, trying, url):
    failed = mine.get(mine.post(f"{url}quiz/submit/", WRONG).url).content.decode()
    assert "What is right, and why, is told with a pass." in failed


def test_a_pass_tells_the_whole_key(mine, trying, url):
    page = mine.get(mine.post(f"{url}quiz/submit/", RIGHT | {"q-q2": ["a", "c"]}).url).content.decode()
    assert "is told with a pass" not in page
    assert page.count("Your answer, not right") == 1
    assert "Option b of q2" in page
    assert page.count(f"{SECRET}: ") == 4
