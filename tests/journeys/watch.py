"""A browser that notes what a page must not do: call elsewhere, break its policy, complain, overflow, bar people."""

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

HEIGHT = 900
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
RULES = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
TELL_VIOLATIONS = """document.addEventListener("securitypolicyviolation", event =>
    console.error(`policy: ${event.violatedDirective} refuses ${event.blockedURI} ${event.sourceFile}`))"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Watch:
    """One person's browser at one width. `faults` says what happened where."""

    def __init__(self, browser, base_url: str, role: str, width: int, scheme: str):
        self.host, self.role, self.width, self.scheme = urlsplit(base_url).netloc, role, width, scheme
        self.faults, self.where = [], "sign-in"
        self.context = browser.new_context(
            base_url=base_url, viewport={"width": width, "height": HEIGHT}, color_scheme=scheme
        )
        self.context.set_default_timeout(15_000)
        self.context.add_init_script(TELL_VIOLATIONS)
        self.context.route("**/*", self.stay)
        self.page = self.context.new_page()
        self.page.on("console", lambda said: self.note(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.note(str(error)))

    @property
    def meant(self) -> int:
        """The status that the page has on purpose; a browser complains of a 404."""
        return 404 if self.where.endswith("not-found") else 200

    def note(self, words: str) -> None:
        if f"status of {self.meant}" not in words:
            self.faults.append(f"{self.role} {self.where} at {self.width} {self.scheme}: {words}")

    def stay(self, route) -> None:
        """Let nothing leave this machine."""
        if urlsplit(route.request.url).netloc == self.host:
            route.continue_()
        else:
            self.note(f"asks {route.request.url}")
            route.abort()

    def visit(self, name: str, address) -> None:
        """Open a page of `screenshots.PAGES`; a callable finds the address on another page."""
        self.where = name
        try:
            response = self.page.goto(address(self.page) if callable(address) else address)
        except StopIteration:
            self.note("no link leads here")
            return
        if response.status != self.meant:
            self.note(f"answers {response.status}")
        self.page.wait_for_timeout(100)  # what scripts do at once
        if (wide := self.page.evaluate(OVERFLOW)) > 0:
            self.note(f"{wide} px wider than the screen")

    def look_for_barriers(self) -> None:
        """What axe-core finds against WCAG 2.2, level A and AA, in a window so tall that no bar lies over the page."""
        tall = self.page.evaluate("document.documentElement.scrollHeight") + 200
        self.page.set_viewport_size({"width": self.width, "height": tall})
        for rule in Axe().run(self.page, options=RULES).response["violations"]:
            nodes = [f"{node['target']} {node['html'][:160]}" for node in rule["nodes"][:3]]
            self.note(f"{rule['id']} ({rule['help']}), {len(rule['nodes'])} times: {' | '.join(nodes)}")
        self.page.set_viewport_size({"width": self.width, "height": HEIGHT})
