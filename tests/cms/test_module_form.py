"""What an editor hears about a module that cannot be taken."""

import pytest
from django.core.exceptions import ValidationError

from cms.module_blocks import QuestionsBlock
from tests.cms import site
from training.actions.module import freeze

BLOCK = QuestionsBlock()
CASES = [
    ("single", [("a", True)], "A question needs at least 2 options."),
    ("single", [("a", False), ("b", False)], "Mark at least one option as right."),
    ("single", [("a", True), ("b", True)], "Only one option can be right here."),
    ("single", [("a", True), ("A ", False)], "Two options say the same."),
    ("multiple", [("a", False), ("b", False)], "Mark at least one option as right."),
]


def said(error) -> str:
    return " ".join([*error.messages, *getattr(error, "non_block_errors", [])])


def clean(*questions):
    return BLOCK.clean(BLOCK.to_python(list(questions)))


@pytest.mark.parametrize(("kind", "options", "words"), CASES)
def test_a_question_that_nobody_can_answer_is_refused(kind, options, words):
    with pytest.raises(ValidationError) as refused:
        clean(site.question(kind, [site.option(*each) for each in options]))
    assert words in said(refused.value.block_errors[0].block_errors["options"])


def test_each_kind_of_question_is_accepted():
    several = [site.option("a", True), site.option("b", True), site.option("c", False)]
    asked = [site.question(), site.question("multiple", several), site.question("true_false", correct="true")]
    asked += [site.number(), site.number("-3", "0", "", figure=site.drawn())]
    assert len(clean(*asked)) == 5


def number(value, tolerance="0"):
    return {"kind": "numeric", "text": "?", "options": [], "answer": [value], "tolerance": tolerance}


def said_of(question: dict) -> dict:
    """What stands beside each field of a question that is refused."""
    with pytest.raises(ValidationError) as refused:
        clean(question)
    return refused.value.block_errors[0].block_errors


@pytest.mark.parametrize(
    ("given", "field"),
    [({"value": None}, "value"), ({"tolerance": None}, "tolerance"), ({"tolerance": "-1"}, "tolerance")],
)
def test_a_number_that_nobody_can_hit_is_refused_beside_its_field(given, field):
    assert list(said_of(site.number(**given))) == [field]


def test_a_figure_needs_its_words_and_there_is_one():
    assert list(said_of(site.question(figure=site.drawn("")))["figure"].block_errors[0].block_errors) == ["alternative"]
    assert said_of(site.question(figure=site.drawn() + site.drawn()))["figure"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ({"pass_correct": 2}, "2 right answers"),
        ({"lessons": []}, "at least one lesson"),
        (
            {"questions": [{"kind": "single", "text": "?", "options": [{"id": "a"}, {"id": "b"}], "answer": []}]},
            "no right",
        ),
        ({"draws": {"apex": 1}}, "cannot be drawn from the pool “apex”"),
        ({"questions": [number("")]}, "exactly one number"),
        ({"questions": [number("1e9")]}, "exactly one number"),
        ({"questions": [number("1", "-1")]}, "tolerance"),
        ({"questions": [{"kind": "essay"}]}, "essay"),
    ],
)
def test_what_comes_past_the_form_is_refused_too(broken, words):
    from cms.freezing import content_of

    page = site.module_page()
    content = {**content_of(page), **broken}
    with pytest.raises(ValueError, match=words):
        freeze(key=page.translation_key, page_id=page.pk, slug="x", content=content, by=None, now=None)
