"""Hands on the keyboard alone: Tab to what is meant, see where one is at every stop, press."""

from playwright.sync_api import Page

STOPS = 160  # more than the longest page has
# What shows the focus of a control that is hidden inside it.
SHOWN = "element.closest('.choice, .check, .region, summary') || element"
AT = f"""selector => {{
    const element = document.activeElement, before = window.stop_before, shown = {SHOWN};
    const box = shown.getBoundingClientRect(), parts = [.1, .3, .5, .7, .9];
    const seen = (x, y) => {{
        const hit = document.elementFromPoint(box.x + x * box.width, box.y + y * box.height);
        return hit && (shown.contains(hit) || hit.contains(shown));
    }};
    window.stop_before = element;
    return {{
        again: element === before,
        name: element.outerHTML.slice(0, 160),
        meant: element.matches(selector),
        nowhere: element === document.body,
        covered: !parts.some(x => parts.some(y => seen(x, y))),
        box: {{ x: box.x, y: box.y, width: box.width, height: box.height }},
    }};
}}"""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what is meant has the focus. Every stop on the way shows itself and lies under nothing."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        at = page.evaluate(AT, selector)
        if at["nowhere"] or at["again"]:  # a date has a stop for each of its parts
            continue
        assert not at["covered"], f"something lies over {at['name']}"
        assert shows_focus(page, at["box"]), f"the focus does not show on {at['name']}"
        if at["meant"]:
            return
    raise AssertionError(f"Tab never reaches {selector} on {page.url}")


def shows_focus(page: Page, box: dict) -> bool:
    """Whether the surroundings look different without the focus."""
    clip = around(page, box)
    focused = page.screenshot(clip=clip, animations="disabled", caret="hide")
    page.evaluate("window.held = document.activeElement; held.blur()")
    bare = page.screenshot(clip=clip, animations="disabled", caret="hide")
    page.evaluate("held.focus({preventScroll: true})")
    return focused != bare


def around(page: Page, box: dict, margin: int = 6) -> dict:
    """The box with a margin, inside the window."""
    size = page.viewport_size
    x, y = max(0, box["x"] - margin), max(0, box["y"] - margin)
    return {
        "x": x,
        "y": y,
        "width": max(1, min(box["width"] + 2 * margin, size["width"] - x)),
        "height": max(1, min(box["height"] + 2 * margin, size["height"] - y)),
    }
