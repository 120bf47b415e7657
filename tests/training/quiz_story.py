"""A module whose quiz asks every kind of question, and a person in front of it."""

import pytest

from tests import factories
from training.models import Attempt

SECRET = "Only after handing in"


def options(id: str, letters: str = "abc") -> list[dict]:
    return [{"id": letter, "text": f"Option {letter} of {id}"} for letter in letters]


def question(id: str, kind: str = "single", answer=("a",), **given) -> dict:
    asked = {"id": id, "kind": kind, "text": f"What comes first in {id}?", "answer": list(answer)}
    asked |= {"options": [] if kind == "numeric" else options(id)}
    return asked | {"feedback": f"{SECRET}: {id}", "reference": f"{SECRET}, where: {id}"} | given


def number(id: str, answer: str = "2.5", tolerance: str = "0.25", **given) -> dict:
    return question(id, "numeric", [answer], tolerance=tolerance, unit="cm", **given)


FIGURE = {"html": '<figure><svg aria-label="A fold"></svg></figure>', "blocks": {}, "files": []}


def every_kind() -> list[dict]:
    return [
        question("q1", figure=FIGURE),
        question("q2", "multiple", "ab"),
        question("q3", "true_false", "b"),
        number("q4"),
    ]


RIGHT = {"q-q1": "a", "q-q2": ["a", "b"], "q-q3": "b", "q-q4": "2.6"}
WRONG = {"q-q1": "b", "q-q2": ["a"], "q-q3": "a", "q-q4": "3"}


def made(**content):
    """A module with one revision of this content: two lessons, and a question of each kind."""
    module = factories.ModuleFactory(title="Near the lung", revised=False)
    return revised(module, **content)


def revised(module, **content):
    lessons = [
        {"id": f"l{n}", "title": f"Part {n}", "minutes": 20, "html": f"<p>Words of part {n}.</p>", "blocks": []}
        for n in (1, 2)
    ]
    values = {"lessons": lessons, "questions": every_kind(), "pass_correct": 3} | content
    module.current = factories.ModuleRevisionFactory(module=module, **values)
    module.save()
    return module


def address(module) -> str:
    return f"/learn/{module.key}/"


def begun(client, module) -> Attempt:
    """Every lesson is read, and the quiz is open."""
    for number in range(1, len(module.current.lessons) + 1):
        client.post(f"{address(module)}lessons/{number}/")
    client.post(f"{address(module)}quiz/start/")
    return Attempt.objects.get(module=module, submitted_at=None)


@pytest.fixture
def module(db):
    return made()


@pytest.fixture
def url(module):
    return address(module)


@pytest.fixture
def trying(mine, module):
    """The quiz is open."""
    return begun(mine, module)
