"""Hands in the editor's trees: Wagtail's blocks are written by the names of their fields and added from its list."""

import re

from playwright.sync_api import Locator, Page, TimeoutError

from training.queries.organization import zone


def field(page: Page, path: str) -> Locator:
    """A field of a tree: `requirements.0.of.1.hours` is the hours of the second line in the first group."""
    return page.locator(f"[name='{name_of(path)}']")


def name_of(path: str) -> str:
    """Wagtail puts `value` after the place of each block."""
    return "-".join(f"{part}-value" if part.isdigit() else part for part in path.split("."))


def write(page: Page, path: str, text: str) -> None:
    field(page, path).fill(text)


def add_block(page: Page, tree: str, kind: str) -> None:
    """Add a block at the end of a tree, from the list that its last plus opens; there is none if it has one kind."""
    plus = page.locator(f"[data-contentpath={tree}] button.c-sf-add-button").last
    plus.click()
    choice = page.get_by_role("option", name=kind, exact=True)
    if kind and not is_shown(choice):
        plus.click()  # the form still moved, which closes the list
    if kind:
        choice.click()


def is_shown(place: Locator, milliseconds: int = 4000) -> bool:
    try:
        place.wait_for(timeout=milliseconds)
    except TimeoutError:
        return False
    return True


def preview(page: Page, tree: str) -> Locator:
    """The box that shows the tree as people will read it."""
    return page.locator(f"[data-preview-url$='/{tree}/']")


def saves(page: Page) -> None:
    with page.expect_navigation():
        page.locator("footer").get_by_role("button", name="Save").click()


def add_to_list(page: Page, path: str) -> None:
    """One more line in a list of blocks: `questions.0.options`."""
    *_, name = path.split(".")
    box = page.locator(f"[data-contentpath={name}]", has=page.locator(f"[name='{name_of(path)}-count']")).last
    box.locator("button.c-sf-add-button").last.click()


def write_rich(page: Page, place: Locator, text: str) -> None:
    """Text in Draftail, which is no field of its own."""
    place.locator("[contenteditable=true]").click()
    page.keyboard.type(text)


def opens_tab(page: Page, name: str) -> None:
    """Its name may be followed by the number of its faults."""
    page.get_by_role("tab", name=re.compile(f"^{name}")).click()


def opens_panel(page: Page, name: str) -> None:
    """One of the panels at the side: `status`, `preview`, `checks`, `comments`. The last one opens by itself again."""
    panel = page.locator(f"[data-side-panel={name}]")
    if not is_shown(panel, 1500):
        page.locator(f"[data-side-panel-toggle={name}]").click()
        panel.wait_for()


def previewed(page: Page, mode: str):
    """The frame of the preview, in this mode."""
    page.locator("#id_preview_mode").select_option(mode)
    return page.frame_locator("#w-preview-iframe")


def chooses(page: Page, action: str) -> None:
    """An action from the menu beside “Save draft”."""
    page.locator("footer").get_by_role("button", name="More actions").click()
    with page.expect_navigation():
        page.locator("footer").get_by_role("button", name=action, exact=True).click()


def block_at(page: Page, path: str) -> Locator:
    """The box of one block: `lessons.0.body.2`."""
    tree, place = name_of(path.rpartition(".")[0]), path.rpartition(".")[2]
    type_of = page.locator(f"[name='{tree}-{place}-type']")
    return page.locator("[data-streamfield-child]", has=type_of).last


def uploads_image(page: Page, path: str, content: bytes) -> None:
    """From the chooser of a figure, without leaving the form."""
    page.locator(f"[id='{name_of(path)}-chooser']").get_by_role("button", name="Choose an image").click()
    page.get_by_role("tab", name="Upload").click()
    dialog = page.locator(".modal")
    dialog.locator("[type=file]").set_input_files({"name": "fold.png", "mimeType": "image/png", "buffer": content})
    dialog.get_by_label("Title").fill("A fold of muscle")
    dialog.get_by_role("button", name="Upload").click()
    dialog.wait_for(state="detached")


def saves_draft(page: Page) -> None:
    with page.expect_navigation():
        page.locator("footer").get_by_role("button", name="Save draft").click()
    page.locator(".messages .success").wait_for()


def comments_on(page: Page, field: str, words: str) -> None:
    page.locator(f"[data-contentpath={field}] [data-comment-add]").first.click()
    page.locator("#comments textarea").fill(words)
    page.locator("#comments").get_by_role("button", name="Comment", exact=True).click()


def from_dashboard(page: Page, title: str, action: str, *, leads_away: bool = False) -> None:
    """What waits for a review is decided from its line on the dashboard."""
    line = page.locator(".listing--dashboard tr", has_text=title).first
    line.get_by_role("button", name="Actions").click()
    choice = page.get_by_role("button", name=action, exact=True).first
    if not leads_away:
        choice.click()
        return
    with page.expect_navigation():
        choice.click()


def sets_schedule(page: Page, moment) -> None:
    """The hour when what is published now becomes visible, told in the organization's zone."""
    opens_panel(page, "status")
    page.get_by_role("button", name="Set schedule").click()
    dialog = page.locator("#schedule-publishing-dialog")
    dialog.locator("[name=go_live_at]").fill(moment.astimezone(zone()).strftime("%Y-%m-%d %H:%M"))
    with page.expect_navigation():
        dialog.get_by_role("button", name="Save schedule").press("Enter")  # a calendar lies over it
