"""From an empty form to a therapist's screen: an editor writes a module, another one reviews it, the hour brings it."""

import io
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from PIL import Image as Picture
from playwright.sync_api import expect

from cms.models import ModulePage
from tests.cms import site
from tests.factories import PractitionerFactory, UserFactory
from tests.journeys import editor as hands
from tests.journeys.world import PASSWORD, START
from training.models import Module

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TITLE, SUMMARY = "Needling the calf", "Find the safe way into the calf, and name what lies beneath."
ALTERNATIVE = "A fold of muscle lifted between two fingers"
LATER = "What lies beneath the calf, and how to stay above it."


@pytest.fixture
def staff(clock, transactional_db, saves_by_hand):
    site.training_index()
    for email, name in [("ana@pinpoint.example", "Ana"), ("ben@pinpoint.example", "Ben")]:
        UserFactory(email=email, first_name=name, role="editor", password=PASSWORD)


@pytest.fixture
def author(staff, people):
    return people("ana@pinpoint.example")


@pytest.fixture
def reviewer(staff, people):
    return people("ben@pinpoint.example")


def test_from_author_to_published(author, reviewer, people, clock):
    begins_a_draft(author)
    writes_the_lesson(author)
    hears_what_is_missing(author)
    writes_quiz_and_credit(author)
    sees_each_preview(author)
    leaves_a_comment(author)
    submits(author)
    asks_for_changes(reviewer)
    answers(author)
    approves(reviewer)
    is_in_the_catalog(people)
    works_on_while_others_read(author, people)
    comes_out_at_its_hour(author, clock)
    sees_where_the_picture_is_used(author)


def begins_a_draft(author) -> None:
    """A title is enough for a draft."""
    author.go(f"/admin/pages/add/cms/modulepage/{site.training_index().pk}/")
    author.page.locator("[name=title]").press_sequentially(TITLE)
    author.page.press("[name=title]", "Tab")
    expect(author.page.locator("[name=slug]")).to_have_value("needling-the-calf")
    hands.saves(author.page)
    assert not ModulePage.objects.get().live


def writes_the_lesson(author) -> None:
    page = author.page
    page.fill("[name=summary]", SUMMARY)
    hands.add_block(page, "lessons", "")
    hands.write(page, "lessons.0.title", "Where the nerve runs")
    hands.write(page, "lessons.0.minutes", "8")
    for kind in ("Text", "Callout", "Figure"):
        hands.add_block(page, "body", kind)
    hands.write_rich(page, hands.block_at(page, "lessons.0.body.0"), "The tibial nerve lies deep.")
    hands.write(page, "lessons.0.body.1.title", "Take care")
    hands.write_rich(page, hands.block_at(page, "lessons.0.body.1"), "Stay beside the midline.")
    hands.uploads_image(page, "lessons.0.body.2.image", picture())


def picture() -> bytes:
    drawn = io.BytesIO()
    Picture.new("RGB", (640, 480), "#c8d6d2").save(drawn, "PNG")
    return drawn.getvalue()


def hears_what_is_missing(author) -> None:
    """A draft may lack the words of a picture; what is published may not."""
    hands.saves_draft(author.page)
    hands.chooses(author.page, "Publish")
    assert ModulePage.objects.get().live is False
    figure = hands.block_at(author.page, "lessons.0.body.2")
    assert "This field is required" in figure.inner_text()
    hands.write(author.page, "lessons.0.body.2.alternative", ALTERNATIVE)


def writes_quiz_and_credit(author) -> None:
    page = author.page
    hands.opens_tab(page, "Quiz")
    hands.add_block(page, "questions", "One is right")
    hands.write(page, "questions.0.text", "What lies deep in the calf?")
    hands.add_to_list(page, "questions.0.options")
    for place, words in enumerate(["The tibial nerve", "The median nerve"]):
        hands.write(page, f"questions.0.options.{place}.text", words)
    hands.field(page, "questions.0.options.0.correct").check()
    hands.write(page, "questions.0.feedback", "It runs below the soleus.")
    hands.write(page, "questions.0.reference", "Lesson 1")
    page.fill("[name=pass_correct]", "1")
    hands.opens_tab(page, "Credit")
    hands.add_block(page, "credit", "")
    hands.field(page, "credit.0.subject").select_option("safety")
    hands.write(page, "credit.0.minutes", "30")
    page.locator("[name=competencies][value=safety]").check()
    hands.saves_draft(page)


def sees_each_preview(author) -> None:
    """And the checks of Wagtail look into it: the page in the frame has what they run in."""
    page = author.page
    hands.opens_panel(page, "preview")
    for mode, words in {
        "": SUMMARY,
        "lessons": "The tibial nerve lies deep.",
        "key": "It runs below the soleus.",
    }.items():
        expect(hands.previewed(page, mode).locator("main")).to_contain_text(words)
    hands.opens_panel(page, "checks")
    expect(page.locator("[data-content-word-count]")).to_have_text(re.compile("[0-9]+"))
    expect(page.locator("[data-side-panel=checks] [data-content-checker-count]")).to_have_text("0")


def leaves_a_comment(author) -> None:
    page = author.page
    hands.opens_tab(page, "Lessons")
    hands.opens_panel(page, "comments")
    hands.comments_on(page, "summary", "Is this one sentence too many?")
    hands.saves_draft(page)
    assert ModulePage.objects.get().wagtail_admin_comments.get().text == "Is this one sentence too many?"


def submits(author) -> None:
    hands.chooses(author.page, "Submit to Review before publishing")
    assert ModulePage.objects.get().workflow_in_progress


def asks_for_changes(reviewer) -> None:
    """On the dashboard of everybody who may review; whoever opens the page reads the comment."""
    reviewer.go("/admin/")
    waiting = reviewer.page.locator("#awaiting-review-content, [aria-labelledby=awaiting-review-heading]").first
    expect(waiting).to_contain_text(TITLE)
    hands.from_dashboard(reviewer.page, TITLE, "Request changes")
    reviewer.page.locator(".modal [name=comment]").fill("Name the artery, too.")
    with reviewer.page.expect_navigation():
        reviewer.page.locator(".modal").get_by_role("button", name="Request changes").click()


def answers(author) -> None:
    page = author.page
    author.go(f"/admin/pages/{ModulePage.objects.get().pk}/edit/")
    hands.opens_panel(page, "status")
    page.get_by_role("button", name="View details").click()
    expect(page.get_by_role("dialog").get_by_text("Name the artery, too.")).to_be_visible()
    page.keyboard.press("Escape")
    hands.write(page, "lessons.0.title", "Where nerve and artery run")
    hands.chooses(page, "Resubmit to Review")


def approves(reviewer) -> None:
    reviewer.go("/admin/")
    hands.from_dashboard(reviewer.page, TITLE, "Approve", leads_away=True)
    module = Module.objects.get()
    assert ModulePage.objects.get().live
    assert (module.current.number, module.current.lessons[0]["title"]) == (1, "Where nerve and artery run")


def is_in_the_catalog(people) -> None:
    """For strangers on the public page, for a therapist with all that was written."""
    stranger = people()
    stranger.go("/training/")
    stranger.follow(TITLE)
    assert stranger.reads(SUMMARY)
    therapist = people(PractitionerFactory(user=UserFactory(password=PASSWORD)).user.email)
    therapist.go("/learn/")
    therapist.follow(TITLE)
    therapist.go(f"/learn/{Module.objects.get().key}/lessons/1/")
    assert therapist.reads("Stay beside the midline.")
    shown = therapist.page.get_by_alt_text(ALTERNATIVE)
    assert shown.evaluate("image => image.complete && image.naturalWidth") > 0


def works_on_while_others_read(author, people) -> None:
    author.go(f"/admin/pages/{ModulePage.objects.get().pk}/edit/")
    author.page.fill("[name=summary]", LATER)
    hands.saves_draft(author.page)
    stranger = people()
    stranger.go("/training/needling-the-calf/")
    assert stranger.reads(SUMMARY)
    assert not stranger.reads(LATER)


def comes_out_at_its_hour(author, clock) -> None:
    hands.sets_schedule(author.page, START + timedelta(hours=3))
    if author.page.get_by_role("tab", name="This change").count():
        hands.opens_tab(author.page, "This change")
        author.page.locator("[name=change][value=minor]").check()
    hands.chooses(author.page, "Schedule to publish")
    call_command("publish_scheduled", verbosity=0)
    assert Module.objects.get().current.summary == SUMMARY
    clock.move_to(START + timedelta(hours=4))
    call_command("publish_scheduled", verbosity=0)
    assert (Module.objects.get().current.number, Module.objects.get().current.summary) == (2, LATER)


def sees_where_the_picture_is_used(author) -> None:
    from wagtail.images.models import Image

    author.go(f"/admin/images/usage/{Image.objects.get().pk}/")
    assert author.reads(TITLE)
