"""An editor writes a module in Wagtail, previews it, submits it for review and publishes it."""

import json
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Workflow
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.models import ModulePage
from tests.cms import site
from tests.factories import UserFactory
from training.models import ModuleRevision

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(role="editor")


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def items(*values) -> dict:
    """A ListBlock as its form sends it."""
    data = {"count": str(len(values))}
    for place, value in enumerate(values):
        data |= {f"{place}-deleted": "", f"{place}-order": str(place), f"{place}-type": "item", f"{place}-id": ""}
        data[f"{place}-value"] = value
    return data


TWO = ({"text": site.RIGHT, "correct": "on"}, {"text": site.WRONG})


def form(competencies=("safety",), options=TWO, pool="", **changes) -> dict:
    """What the page's form sends."""
    options = items(*options)
    asked = {"text": "What first?", "feedback": site.FEEDBACK, "reference": "Lesson 1"}
    asked |= {"options": options, "figure": items(), "pool": pool}
    body = streamfield([("text", '{"blocks": [{"key": "a", "text": "Read.", "type": "unstyled"}], "entityMap": {}}')])
    flat = nested_form_data(
        {
            "title": "Needling near the lung",
            "slug": "needling-near-the-lung",
            "summary": "Choose an approach that cannot reach the lung.",
            "lessons": streamfield([("lesson", {"title": "Where the lung is", "minutes": "5", "body": body})]),
            "questions": streamfield([("single", asked)]),
            "credit": streamfield([("line", {"subject": "safety", "mode": "self_paced", "minutes": "30"})]),
            "pass_correct": "1",
            "draws": streamfield([]),
            "approvals": streamfield([]),
            "prerequisites": streamfield([]),
            "references": streamfield([]),
            "time_limit_minutes": "0",
            "max_attempts": "0",
            "cool_down_hours": "0",
            "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""},
            **changes,
        }
    )
    return {**flat, "competencies": list(competencies)}


def add(client, **changes):
    parent = site.training_index()
    return client.post(reverse("wagtailadmin_pages:add", args=["cms", "modulepage", parent.pk]), form(**changes))


def edit(client, page, **changes):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(**changes))


def test_from_the_first_word_to_the_frozen_revision(client, editor):
    assert add(client).status_code == 302
    page = ModulePage.objects.get()
    assert (page.live, ModuleRevision.objects.count()) == (False, 0)
    assert client.get(page.url or "/training/needling-near-the-lung/").status_code == 404

    for mode, shown in [("", page.summary), ("lessons", "Read."), ("key", site.FEEDBACK)]:
        address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
        assert shown in client.get(f"{address}?mode={mode}").content.decode()

    edit(client, page, **{"action-submit": "Submit"})
    page.refresh_from_db()
    state = page.current_workflow_state
    assert state.workflow == Workflow.objects.get(name="Review before publishing")

    task = state.current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    assert client.post(address, {"comment": ""}).status_code in (200, 302)
    page.refresh_from_db()
    revision = ModuleRevision.objects.get()
    assert page.live
    assert (revision.published_by, revision.title) == (editor, page.title)
    assert UUID(str(revision.module.key)) == page.translation_key


def test_a_draft_may_be_unfinished_and_what_is_published_may_not(client):
    unfinished = {"competencies": [], "pass_correct": "7"}
    assert add(client, **unfinished).status_code == 302
    page = ModulePage.objects.get()
    answer = edit(client, page, **unfinished, **{"action-publish": "Publish"})
    said = answer.content.decode()
    assert "Choose at least one competency." in said
    assert "There are 1 questions, so 7 right answers cannot be asked for." in said
    assert not ModuleRevision.objects.exists()


def lesson_asking(question: str) -> dict:
    """The lessons of a page whose only block is a question to oneself."""
    options = items({"text": "Sit", "correct": "on", "why": "Air."}, {"text": "Walk", "why": "No."})
    body = streamfield([("knowledge_check", {"question": question, "options": options})])
    return streamfield([("lesson", {"title": "Where the lung is", "minutes": "5", "body": body})])


def test_a_lesson_does_not_ask_what_the_quiz_asks(client):
    """The answer of a knowledge check stands in the lesson, before anybody takes the quiz."""
    said = {}
    for question in ("What  FIRST?", "What then?"):
        answer = add(client, lessons=lesson_asking(question), **{"action-publish": "Publish"})
        said[question] = "The quiz asks" in answer.content.decode()
    assert said == {"What  FIRST?": True, "What then?": False}
    assert ModuleRevision.objects.count() == 1


DRAW = {"pool": "apex", "count": "1"}


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([{**DRAW, "pool": "appex"}], "No question is in the pool “appex”."),
        ([{**DRAW, "count": "2"}], "The pool “apex” has 1, so 2 cannot be drawn."),
        ([DRAW, {**DRAW, "pool": " apex "}], "The pool “apex” is drawn from above."),
    ],
)
def test_what_cannot_be_drawn_may_be_a_draft_and_is_not_published(client, lines, words):
    drawn = {"pool": "apex", "draws": streamfield([("draw", line) for line in lines])}
    assert add(client, **drawn).status_code == 302
    page = ModulePage.objects.get()
    answer = edit(client, page, **drawn, **{"action-publish": "Publish"}).content.decode()
    assert json.dumps(words)[1:-1] in answer, "in the data of the block that is wrong"
    assert not ModuleRevision.objects.exists()


def test_draws_orders_and_the_clock_are_frozen(client):
    rules = {"pool": " apex", "draws": streamfield([("draw", DRAW)]), "time_limit_minutes": "20"}
    rules |= {"shuffle_questions": "on", "shuffle_options": "on"}
    add(client, **rules, **{"action-publish": "Publish"})
    revision = ModuleRevision.objects.get()
    assert (revision.draws, revision.questions[0]["pool"], revision.time_limit_minutes) == ({"apex": 1}, "apex", 20)
    assert (revision.shuffle_questions, revision.shuffle_options) == (True, True)


@pytest.mark.parametrize("options", [[], TWO[:1], [*TWO[:1], {"text": ""}], [*TWO[:1], *TWO[:1]]])
def test_a_draft_may_have_a_question_with_one_option_and_what_is_published_may_not(client, options):
    assert add(client, options=options).status_code == 302
    page = ModulePage.objects.get()
    assert edit(client, page, options=options).status_code == 302
    answer = edit(client, page, options=TWO[:1], **{"action-publish": "Publish"})
    assert "A question needs at least 2 options." in answer.content.decode()
    assert not ModuleRevision.objects.exists()


def test_a_stranger_sees_no_preview_of_the_key(client):
    add(client)
    page = ModulePage.objects.get()
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    answer = Client().get(f"{address}?mode=key")
    assert answer.status_code == 302
    assert site.FEEDBACK not in answer.content.decode()


def test_an_editor_may_not_draft_rules_and_a_manager_may_not_write_pages(client):
    assert client.get(reverse("wagtailsnippets_training_practicerule:list")).status_code == 302
    manager = Client()
    manager.force_login(UserFactory(role="manager"))
    assert manager.get(reverse("wagtailsnippets_training_practicerule:list")).status_code == 200
    address = reverse("wagtailadmin_pages:add", args=["cms", "modulepage", site.training_index().pk])
    assert manager.get(address).status_code == 302


def test_a_title_is_enough_for_a_draft(client):
    """Wagtail saves a draft by itself while somebody writes, so nothing but the title may be asked for."""
    parent = site.training_index()
    bare = {"title": "Begun", "slug": "begun", "summary": "", "lessons": streamfield([]), "pass_correct": ""}
    bare |= {"questions": streamfield([]), "credit": streamfield([])}
    address = reverse("wagtailadmin_pages:add", args=["cms", "modulepage", parent.pk])
    answer = client.post(address, form(competencies=(), **bare), headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["success"]) == (200, True)
    page = ModulePage.objects.get()
    previews = [
        f"{reverse('wagtailadmin_pages:view_draft', args=[page.pk])}?mode={mode}" for mode in ("", "lessons", "key")
    ]
    shown = [client.get(address).content.decode() for address in previews]
    assert ["None" in text for text in shown] == [False] * 3
