"""Hands in the editor's trees: Wagtail's blocks are written by the names of their fields and added from its list."""

from playwright.sync_api import Locator, Page


def field(page: Page, path: str) -> Locator:
    """A field of a tree: `requirements.0.of.1.hours` is the hours of the second line in the first group."""
    return page.locator(f"[name='{name_of(path)}']")


def name_of(path: str) -> str:
    """Wagtail puts `value` after the place of each block."""
    return "-".join(f"{part}-value" if part.isdigit() else part for part in path.split("."))


def write(page: Page, path: str, text: str) -> None:
    field(page, path).fill(text)


def add_block(page: Page, tree: str, kind: str) -> None:
    """Add a block at the end of a tree, from the list that its last plus opens."""
    page.locator(f"[data-contentpath={tree}] button.c-sf-add-button").last.click()
    page.get_by_role("option", name=kind, exact=True).click()


def preview(page: Page, tree: str) -> Locator:
    """The box that shows the tree as people will read it."""
    return page.locator(f"[data-preview-url$='/{tree}/']")


def saves(page: Page) -> None:
    with page.expect_navigation():
        page.locator("footer").get_by_role("button", name="Save").click()
