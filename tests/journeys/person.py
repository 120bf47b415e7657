"""One person at their own browser, and what their hands do on every page."""

import re

from playwright.sync_api import TimeoutError

from tests.journeys.world import PASSWORD

DESK = {"width": 1280, "height": 900}


class Person:
    """One person at their own browser."""

    def __init__(self, browser, base_url: str, timeout: int = 15_000, **screen):
        self.context = browser.new_context(base_url=base_url, **{"viewport": DESK} | screen)
        self.context.set_default_timeout(timeout)
        self.page = self.context.new_page()
        self.faults = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def go(self, address: str):
        response = self.page.goto(address)
        assert response.status < 400, f"{address} answered {response.status}"
        return self.page

    def sign_in(self, email: str) -> None:
        self.page.goto("/accounts/login/")
        self.tells_who(email)
        self.page.wait_for_url(lambda url: "/accounts/login/" not in url)

    def tells_who(self, email: str) -> None:
        """On the page that asks for it, wherever it leads then."""
        self.page.fill("[name=login]", email)
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")

    def press(self, words: str, within: str = "main, .bottom-bar") -> None:
        try:
            with self.page.expect_navigation():
                self.page.locator(within).get_by_role("button", name=words).first.click()
        except TimeoutError as error:
            shown = self.page.inner_text("main")
            raise AssertionError(f"“{words}” led nowhere on {self.page.url}:\n{shown}") from error

    def follow(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("link", name=words).first.click()

    def reads(self, words: str) -> bool:
        return words in re.sub(r"\s+", " ", self.page.inner_text("main"))
