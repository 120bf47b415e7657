"""Pages for tests: the home page that the migrations made, and a module with a key worth hiding; and their readers."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from cms.models import ArticleIndexPage, ArticlePage, HomePage, ModulePage, TrainingIndexPage
from tests.factories import UserFactory

RIGHT, WRONG = "Sit them up and call 911", "Ask them to walk around"
FEEDBACK = "Every suspected pneumothorax is an emergency."


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def client_of(role: str) -> Client:
    """Somebody of this role, signed in."""
    return signed_in(UserFactory(role=role))


def home() -> HomePage:
    return HomePage.objects.get()


def text(words: str) -> dict:
    return {"type": "text", "id": str(uuid4()), "value": f"<p>{words}</p>"}


def lessons(*titles: str) -> list[dict]:
    return [
        {
            "type": "lesson",
            "id": str(uuid4()),
            "value": {"title": title, "minutes": 5, "body": [text(f"What is read of {title}.")]},
        }
        for title in titles
    ]


def option(words: str, correct: bool) -> dict:
    return {"type": "item", "id": str(uuid4()), "value": {"text": words, "correct": correct}}


def question(kind: str = "single", options=None, **value) -> dict:
    asked = {"text": "Sharp chest pain after needling. What first?", "feedback": FEEDBACK, "reference": "Lesson 1"}
    if kind in ("single", "multiple"):
        asked["options"] = options or [option(RIGHT, True), option(WRONG, False)]
    return {"type": kind, "id": str(uuid4()), "value": {**asked, **value}}


def number(value="2.5", tolerance="0.5", unit="cm", **given) -> dict:
    return question("numeric", value=value, tolerance=tolerance, unit=unit, **given)


def drawn(alternative="A fold of muscle") -> list[dict]:
    """The figure of a question: one of our drawings."""
    value = {"image": None, "drawing": "fold", "alternative": alternative, "caption": ""}
    return [{"type": "item", "id": str(uuid4()), "value": value}]


def credit(minutes: int = 30) -> list[dict]:
    value = {"subject": "safety", "mode": "self_paced", "minutes": minutes}
    return [{"type": "line", "id": str(uuid4()), "value": value}]


def training_index() -> TrainingIndexPage:
    known = TrainingIndexPage.objects.first()
    return known or home().add_child(instance=TrainingIndexPage(title="Training", slug="training"))


def module_page(*, live: bool = False, **fields) -> ModulePage:
    """A module, a draft unless `live`; nothing is published here, so nothing is frozen."""
    made = ModulePage(
        **{
            "title": "Needling near the lung",
            "slug": f"module-{uuid4().hex[:8]}",
            "summary": "Choose an approach that cannot reach the lung.",
            "lessons": lessons("Where the lung is", "Three protections"),
            "questions": [question()],
            "credit": credit(),
            "competencies": ["safety", "surface_anatomy"],
            "pass_correct": 1,
            "live": live,
            **fields,
        }
    )
    return training_index().add_child(instance=made)


def published(page, by=None):
    page.save_revision(user=by).publish(user=by)
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def written(db) -> ModulePage:
    """A published module that asks two questions."""
    return published(module_page(questions=[question(), question("true_false", correct="true")]))


def article_index() -> ArticleIndexPage:
    known = ArticleIndexPage.objects.first()
    return known or home().add_child(instance=ArticleIndexPage(title="Articles", slug="articles"))


def article(number: int = 1, **fields) -> ArticlePage:
    made = ArticlePage(
        **{
            "title": f"Article {number}",
            "slug": f"article-{number}",
            "topic": "safety",
            "standfirst": f"What the article numbered {number} says.",
            "published_on": date(2026, 3, 1),
            "authors": "Ana Ruiz, PT, DPT",
            "body": [text("A sentence with a source.")],
            **fields,
        }
    )
    return article_index().add_child(instance=made)
