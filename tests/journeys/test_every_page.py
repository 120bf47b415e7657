"""Every main page as each role: nobody is shut out, nothing leaves the host, nothing breaks, nothing is too wide."""

from urllib.parse import urlsplit

import pytest
from django.core.management import call_command

from tests.journeys.screenshots import PAGES, sign_in
from tests.journeys.watch import Watch

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# Width, colors, and whether axe-core looks too.
VIEWS = [(1280, "light", True), (390, "dark", True), (320, "light", False)]


def walk(browser, base_url: str, role: str, width: int, scheme: str, with_axe: bool) -> list[str]:
    watch = Watch(browser, base_url, role, width, scheme)
    if role != "public":
        sign_in(watch.page, role)
    for name, address in PAGES[role]:
        watch.visit(name, address)
        if with_axe and not urlsplit(watch.page.url).path.startswith(
            "/admin/"
        ):  # Wagtail's pages are its makers' to mend
            watch.look_for_barriers()
    watch.context.close()
    return watch.faults


def test_every_page(browser, live_server, transactional_db):
    """One walk, so that the demonstration is loaded once."""
    call_command("load_demo", verbosity=0)
    faults = [
        fault
        for width, scheme, with_axe in VIEWS
        for role in PAGES
        for fault in walk(browser, live_server.url, role, width, scheme, with_axe)
    ]
    assert faults == [], "\n".join(faults)


def test_the_watch_sees_each_fault(browser, live_server, transactional_db):
    """A page with one of everything that must not be."""
    watch = Watch(browser, live_server.url, "nobody", 320, "light")
    watch.visit("home", "/")
    watch.page.evaluate("fetch('https://script.example/').catch(() => {})")
    watch.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"width: 900px\">wide</p>')")
    watch.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"/static/cms/favicon.svg\">')")
    watch.page.evaluate("setTimeout(() => { throw new Error('broken') })")
    watch.page.wait_for_timeout(200)
    watch.look_for_barriers()
    watch.page.evaluate("location.href = 'https://elsewhere.example/'")
    watch.page.wait_for_timeout(200)
    said = "\n".join(watch.faults)
    watch.context.close()
    for words in ["asks https://elsewhere.example/", "policy: connect-src", "policy: style-src", "broken", "image-alt"]:
        assert words in said
