"""A thumb on a phone of 360 pixels: the page itself counts what it feels."""

from tests.journeys.person import Person

# A tap, a key of the keyboard on the screen; sessionStorage outlives the walk from page to page.
COUNT = """for (const kind of ["pointerdown", "keydown"])
    addEventListener(kind, event => {
        if (event.isTrusted) sessionStorage.taps = 1 + Number(sessionStorage.taps ?? 0);
    }, true)"""
# A point where the shape is drawn on top, in the middle of the screen.
INSIDE = """box => {
    const shape = box.closest(".region").querySelector(".region-shape"), frame = shape.getBBox();
    const AROUND = [[0, 0], [0, 1], [1, 0], [0, -1], [-1, 0]];   // a tap has whole pixels
    const shapes = [...shape.ownerSVGElement.querySelectorAll(".region-shape")];
    shape.scrollIntoView({ block: "center", behavior: "instant" });
    for (let step = 1; step < 400; step += 1) {
        const point = new DOMPoint(frame.x + frame.width * (step % 19) / 19, frame.y + frame.height * (step % 21) / 21);
        const near = AROUND.map(([x, y]) => new DOMPoint(point.x + x, point.y + y));
        if (near.some(each => shapes.findLast(other => other.isPointInFill(each)) !== shape)) continue;
        const seen = point.matrixTransform(shape.getScreenCTM());
        return { x: seen.x, y: seen.y };
    }
}"""

# The left edge at half its height.
EDGE = """box => {
    const shape = box.closest(".region").querySelector(".region-shape"), long = shape.getTotalLength();
    shape.scrollIntoView({ block: "center", behavior: "instant" });
    const frame = shape.getBBox(), middle = frame.y + frame.height / 2;
    const edge = [...Array(400).keys()].map(step => shape.getPointAtLength(long * step / 400));
    const half = edge.filter(point => Math.abs(point.y - middle) < frame.height / 8);
    const seen = half.sort((one, other) => one.x - other.x)[0].matrixTransform(shape.getScreenCTM());
    return { x: seen.x, y: seen.y };
}"""

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


class Thumb(Person):
    """One person at their phone."""

    def __init__(self, browser, base_url: str, scheme: str = "light"):
        super().__init__(browser, base_url, timeout=10_000, color_scheme=scheme, **PHONE)
        self.context.add_init_script(COUNT)
        self.menus = 0

    def begins_to_count(self) -> None:
        self.page.evaluate("sessionStorage.taps = 0")
        self.menus = 0

    @property
    def taps(self) -> int:
        """What the page felt, and the choices in menus that the phone draws itself."""
        return int(self.page.evaluate("sessionStorage.taps")) + self.menus

    def ticks(self, name: str, value: str = "") -> None:
        """A radio or a box, by the cell around it."""
        box = self.page.locator(f"[name={name}]" + (f"[value='{value}']" if value else ""))
        box.locator("xpath=ancestor::*[self::label or contains(@class, 'check')][1]").tap()
        assert box.is_checked(), f"{name} {value} is not ticked"

    def touches_spot(self, spot: str, beside: int = 0) -> None:
        """Where the spot is drawn, with the finger and not with the name of a control; or `beside` pixels outward."""
        box = self.page.locator(f"svg [data-spot][value={spot}]")
        at = box.evaluate(EDGE if beside else INSIDE)
        self.page.touchscreen.tap(at["x"] - beside, at["y"])
        self.page.wait_for_function("box => box.checked", arg=box.element_handle())

    def chooses(self, name: str, label: str) -> None:
        """In a menu that the phone draws: one tap opens it, one takes the line."""
        menu = self.page.locator(f"select[name={name}]")
        menu.tap()
        menu.select_option(label=label)
        self.menus += 1

    def writes(self, name: str, words: str) -> None:
        box = self.page.locator(f"[name={name}]")
        box.tap()
        box.press_sequentially(words)

    def presses(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words).tap()

    def follows(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("link", name=words).first.tap()

    def is_told(self, words: str) -> None:
        self.page.locator("[data-saved]").filter(has_text=words).wait_for()
