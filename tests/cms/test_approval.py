"""What waits for a review may be saved unfinished; the dashboard approves only what could be published."""

from html import unescape

import pytest
from django.template.defaultfilters import striptags
from django.urls import reverse
from wagtail.models import Workflow

from tests.cms import site
from tests.cms.test_curricula import curriculum
from tests.factories import UserFactory
from training.models import Module

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(role="editor")


def waiting(page, editor):
    """The page, submitted to the workflow that a new installation has."""
    page.save_revision(user=editor)
    Workflow.objects.get().start(page, editor)
    return page


def decides(editor, page, action: str, **given):
    task = page.current_workflow_state.current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, task.pk])
    return site.signed_in(editor).post(address, {"comment": ""}, **given)


def saved(page, **changes):
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision(clean=False)


BROKEN = [
    ({"pass_correct": None}, "Right answers needed"),
    ({"competencies": []}, "Competencies"),
    ({"pass_correct": 9}, "Right answers needed"),
    ({"lessons": []}, "Lessons"),
    ({"questions": [site.question(options=[site.option("a", True)])]}, "Questions"),
    ({"summary": ""}, "Summary"),
]


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_whoever_may_publish_reviews(role, editor):
    page = waiting(site.module_page(), editor)
    reviewer = UserFactory(role=role)
    assert page.title in site.signed_in(reviewer).get("/admin/").content.decode()
    decides(reviewer, page, "approve")
    assert Module.objects.get(key=page.translation_key).current.number == 1


@pytest.mark.parametrize(("changes", "words"), BROKEN)
def test_what_could_not_be_published_is_not_approved(changes, words, editor):
    page = waiting(site.module_page(), editor)
    saved(page, **changes)
    form = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = decides(editor, page, "approve", follow=True)
    assert (answer.redirect_chain, said(answer)) == (
        [(form, 302)],
        f"“{page.title}” is not finished, so it is not approved. Look at: {words}.",
    )
    modal = decides(editor, page, "approve", headers={"x-requested-with": "XMLHttpRequest"})
    assert modal.json() == {"step": "success", "redirect": form}
    page.refresh_from_db()
    assert (page.live, page.workflow_in_progress, Module.objects.exists()) == (False, True, False)


def said(answer) -> str:
    (message,) = answer.context["messages"]
    return unescape(striptags(message.message)).strip()


def test_changes_can_be_asked_of_what_is_unfinished(editor):
    page = waiting(site.module_page(), editor)
    saved(page, summary="")
    decides(editor, page, "reject")
    page.refresh_from_db()
    assert page.current_workflow_state.status == "needs_changes"


@pytest.mark.parametrize("live", [False, True])
def test_a_curriculum_holds_what_is_published(live, editor):
    page = waiting(curriculum(site.module_page(live=live), live=False), editor)
    decides(editor, page, "approve")
    page.refresh_from_db()
    assert page.live is live


def test_an_article_needs_its_reviewer(editor):
    page = waiting(site.article(reviewer="", live=False), editor)
    decides(editor, page, "approve")
    page.refresh_from_db()
    assert not page.live
