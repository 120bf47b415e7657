"""In a real browser: a film waits for a click, an answer opens by keyboard, a file is saved and not shown."""

import pytest
from django.conf import settings
from django.urls import reverse

from tests.cms import lesson_story as story
from tests.cms import site
from tests.cms.test_documents import PDF
from tests.factories import PractitionerFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
FILM = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0"


@pytest.fixture
def lesson(transactional_db) -> str:
    """The address of a lesson with a film elsewhere, a question and a file."""
    blocks = [story.video(address=story.TUBE), story.check(), story.download(story.document("sheet.pdf", PDF))]
    page = site.published(story.module_with(*blocks))
    return reverse("learn:lesson", kwargs={"key": page.translation_key, "number": 1})


@pytest.fixture
def page(browser, live_server):
    client = site.signed_in(PractitionerFactory(login=True).user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(base_url=live_server.url)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    context.route(lambda address: not address.startswith(live_server.url), lambda route: route.abort())
    page = context.new_page()
    page.outside, page.said = [], []
    page.on("request", lambda one: None if one.url.startswith(live_server.url) else page.outside.append(one.url))
    page.on("console", lambda one: page.said.append(one.text) if "Content Security Policy" in one.text else None)
    yield page
    context.close()


def test_a_film_elsewhere_is_fetched_after_a_click_and_not_before(lesson, page):
    page.goto(lesson, wait_until="networkidle")
    assert page.outside == []
    page.get_by_role("link", name="Play the film at YouTube").click()
    page.wait_for_selector("iframe")
    assert (page.locator("iframe").get_attribute("title"), page.outside, page.said) == ("A taut band", [FILM], [])


def test_an_answer_opens_its_reply_and_closes_the_other(lesson, page):
    page.goto(lesson)
    page.locator(".ask-yourself summary").first.focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("It still points at it.").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.get_by_text("Use your hands.").is_visible()
    assert not page.get_by_text("It still points at it.").is_visible()


def test_a_file_is_saved_under_its_name(lesson, page):
    page.goto(lesson)
    with page.expect_download() as saved:
        page.get_by_role("link", name="A sheet").click()
    assert saved.value.suggested_filename.startswith("sheet")
    assert saved.value.path().read_bytes() == PDF
