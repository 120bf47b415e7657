"""Without a mouse: sign in, see where one stands, log a session. Tab reaches everything, and shows where it is."""

import pytest

from tests.journeys.keyboard import tab_to
from tests.journeys.world import KIM, PASSWORD
from training.models import SupervisedSession

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desk", "phone"])
def page(request, browser, live_server):
    width, height = request.param
    context = browser.new_context(base_url=live_server.url, viewport={"width": width, "height": height})
    context.set_default_timeout(8000)
    yield context.new_page()
    context.close()


def test_a_session_is_logged_without_a_mouse(therapist, page):
    signs_in(page)
    opens_the_standing(page)
    logs_a_session(page)
    session = SupervisedSession.objects.get()
    assert (session.state, session.practitioner.full_name) == ("submitted", "Kim Obi")
    assert (session.muscle_words, session.needle_count) == ("Masseter (left)", 4)


def signs_in(page) -> None:
    page.goto("/")
    tab_to(page, "a[href^='/accounts/login/'], [popovertarget], summary")
    page.goto("/accounts/login/")
    tab_to(page, "[name=login]")
    page.keyboard.type(KIM)
    tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    tab_to(page, "main form button.primary")
    enters(page)
    assert "/accounts/" not in page.url


def opens_the_standing(page) -> None:
    page.goto("/my/sessions/")
    tab_to(page, "a[href='/my/']")
    enters(page)
    tab_to(page, "main a")
    page.goto("/my/sessions/")
    tab_to(page, "main a[href='/my/sessions/new/']")
    enters(page)


def enters(page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def chooses(page, name: str, key: str) -> None:
    """A choice of a list, by its first letters or an arrow."""
    tab_to(page, f"select[name={name}]")
    page.keyboard.press(key)


def logs_a_session(page) -> None:
    tab_to(page, "[name=happened_on]")
    page.keyboard.type("02272027")
    chooses(page, "supervisor", "ArrowDown")
    for name in ("mode", "supervision"):
        tab_to(page, f"[name={name}]")
        page.keyboard.press("Space")
    tab_to(page, "details.spot-list > summary")
    page.keyboard.press("Enter")
    tab_to(page, "[name=spots_listed]")
    page.keyboard.press("Space")
    for name in ("muscles", "technique", "needle_gauge", "needle_length_mm"):
        tab_to(page, f"[name={name}]")
        page.keyboard.press("Space")
    tab_to(page, "[name=needle_count]")
    page.keyboard.type("4")
    for name in ("consented", "screened", "adverse_grade"):
        tab_to(page, f"[name={name}]")
        page.keyboard.press("Space")
    tab_to(page, ".bottom-bar [name=submit]")
    enters(page)
    assert "Waiting for signature" in page.inner_text("main"), page.inner_text("main")


BAR = """() => {
    const bar = document.createElement("div");
    Object.assign(bar.style, {position: "fixed", inset: 0, background: "white"});
    document.body.append(bar);
}"""


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("document.querySelectorAll('a').forEach(a => a.style.outline = 'none')", "the focus does not show"),
        (BAR, "something lies over"),
    ],
)
def test_the_hands_notice(page, transactional_db, spoil, words):
    page.goto("/accounts/login/")
    page.evaluate(spoil)
    with pytest.raises(AssertionError, match=words):
        tab_to(page, "[name=nothing]")
