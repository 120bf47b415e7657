"""Pictures of every page, as each role sees it, from a running demonstration. Called by script/screenshots."""

import argparse
import io
import sys
from functools import partial
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

PASSWORD = "needle-point-demo"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIEWS = [(1280, "light"), (390, "dark")]
ALL_VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


def first(page: Page, address: str, selector: str) -> str:
    """The address of the first link on a page that is not the page itself."""
    page.goto(address)
    own = address.partition("?")[0]
    links = page.eval_on_selector_all(selector, "links => links.map(link => link.getAttribute('href'))")
    return next(link for link in links if link.partition("?")[0] != own)


def below(address: str, selector: str, rest: str):
    """The address under the first link of a page."""
    return lambda page: first(page, address, selector).partition("?")[0] + rest


def decision_on_certified(page: Page) -> str:
    """The decision page of somebody certified, which offers to extend and to reduce the scope."""
    return first(page, first(page, "/desk/roster/?certification=active", FILE), "main a[href*='/decide/']")


def answered_question(page: Page) -> str:
    """Ask what Colorado's older rule would change today; the same question twice is one answer."""
    page.goto("/desk/what-if/")
    drafts = page.locator("select[name=draft] option").all_inner_texts()
    page.select_option("select[name=draft]", label=next(words for words in drafts if "Colorado" in words))
    with page.expect_navigation():
        page.get_by_role("button", name="Find out").click()
    return page.url


def asked_correction(page: Page) -> str:
    """Where a holder asks for a corrected certificate of theirs; it says so if there is nothing to correct."""
    return first(page, "/my/certificates/", OF_CERTIFICATION).replace("/verify/", "/my/certificates/") + "correction/"


def opened_event(page: Page) -> str:
    """An adverse event behind its door; each opening is written down."""
    page.goto(first(page, "/desk/adverse/", EVENT))
    if (door := page.get_by_role("button", name="Open", exact=True)).count():
        with page.expect_navigation():
            door.click()
    return page.url


def edited_rule(page: Page) -> str:
    """Georgia's draft in the editor, with alternatives and the checklist beside them."""
    draft = first(page, "/desk/rules/?name=Georgia", "main a[href^='/desk/rules/']")
    return f"/admin/snippets/training/practicerule/edit/{draft.rstrip('/').rpartition('/')[2]}/"


EVENT = "main th a[href^='/desk/adverse/']"
FILE = "main th a[href^='/desk/practitioners/']"
ANSWERS = "main a[href$='/answers/']"
OF_CERTIFICATION = "section[aria-labelledby=certifications] a[href^='/verify/']:not([href$='/badge/'])"
OF_COMPLETION = "section[aria-labelledby=completions] a[href^='/verify/']:not([href$='/badge/'])"
ISSUED = "main td a.code"
SHARE = "main a[href$='/share/']"
# Each role's pages: a name and an address; a callable finds the address on a page.
PAGES = {
    "public": [
        ("home", "/"),
        ("services", "/services/"),
        ("dry-needling", "/services/dry-needling/"),
        ("articles", "/articles/"),
        ("article", lambda page: first(page, "/articles/", "main a[href^='/articles/']")),
        ("questions", "/questions/"),
        ("training", "/training/"),
        ("training-curriculum", "/training/foundations-of-dry-needling/"),
        ("training-of-a-curriculum", "/training/?curriculum=needling-region-by-region"),
        ("training-module", "/training/needling-near-the-lung/"),
        ("consultation", "/consultation/"),
        ("where", "/where/"),
        ("where-florida", "/where/US-FL/"),
        ("where-oregon", "/where/US-OR/"),
        ("where-versions", "/where/US-IN/"),
        ("find", "/find/"),
        ("verify", "/verify/"),
        ("verify-not-found", "/verify/AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AA/"),
        ("shared-not-found", "/shared/of-nobody/"),
        ("search", "/search/?query=needle"),
        ("sign-in", "/accounts/login/"),
        ("sign-up", "/accounts/signup/"),
        ("demo-mail", "/demo/mail/"),
        ("not-found", "/nothing-here/"),
    ],
    "therapist": [
        ("standing", "/my/"),
        ("clearance", "/my/clearance/US-CO/"),
        ("clearance-as-of", "/my/clearance/US-FL/?as_of=2031-03-01"),
        ("clearance-as-known", "/my/clearance/US-FL/?as_of=2025-06-01&known_at=2025-01-15T09:30"),
        ("standing-as-of", "/my/?as_of=2031-03-01"),
        ("where-and-you", "/where/US-FL/?as_of=2031-03-01"),
        ("planner", "/my/planner/"),
        ("planner-course", "/my/planner/?hours_1=12&mode_1=in_person&subject_1=usual&sessions=10"),
        ("certification", "/my/schemes/dry-needling-practitioner/"),
        ("sessions", "/my/sessions/"),
        ("session-new", "/my/sessions/new/"),
        ("session", lambda page: first(page, "/my/sessions/", "main table a[href^='/my/sessions/']")),
        ("coverage", "/my/sessions/coverage/"),
        ("log-for-a-board", "/my/sessions/export/"),
        ("statement-new", "/my/statements/new/"),
        ("adverse", "/my/adverse/"),
        ("adverse-new", "/my/adverse/new/"),
        ("records", "/my/records/"),
        ("transcript", "/my/records/transcript/"),
        ("license-new", "/my/records/licenses/new/"),
        ("credit-new", "/my/records/credit/new/"),
        ("certificates", "/my/certificates/"),
        ("completion", lambda page: first(page, "/my/certificates/", "main a[href*='/completions/']")),
        ("completion-public", lambda page: first(page, "/my/certificates/", OF_COMPLETION)),
        ("share", lambda page: first(page, "/my/certificates/", SHARE)),
        ("shared", lambda page: first(page, first(page, "/my/certificates/", SHARE), "main a[href^='/shared/']")),
        ("profile", "/my/profile/"),
        ("learn", "/learn/"),
        ("learn-curriculum", "/learn/?curriculum=needling-region-by-region"),
        ("learn-nothing-found", "/learn/?q=lung&competency=theory"),
        ("learn-changes", lambda page: first(page, "/my/", "main a[href$='/changes/']")),
        ("learn-module", lambda page: first(page, "/learn/", "main a[href^='/learn/']")),
        ("learn-lesson", lambda page: first(page, "/learn/", "main a[href^='/learn/']") + "lessons/1/"),
        ("learn-quiz", lambda page: first(page, "/learn/", "main a[href^='/learn/']") + "quiz/"),
    ],
    "supervisor": [
        ("queue", "/supervise/"),
        ("sheet", lambda page: first(page, "/supervise/", "main th a[href^='/supervise/']")),
        ("signed", "/supervise/signed/"),
        ("supervision-log", "/supervise/signed/log/"),
        ("statements", "/supervise/statements/"),
        ("standing-of-a-supervisor", "/my/"),
        ("certificates-held", "/my/certificates/"),
        ("certificate-public", lambda page: first(page, "/my/certificates/", OF_CERTIFICATION)),
        ("ask-for-a-correction", asked_correction),
    ],
    "manager": [
        ("today", "/desk/"),
        ("roster", "/desk/roster/"),
        ("roster-as-of", "/desk/roster/?as_of=2027-03-01"),
        ("file", lambda page: first(page, "/desk/roster/", FILE)),
        ("file-as-of", below("/desk/roster/", FILE, "?as_of=2027-03-01")),
        ("file-as-known", below("/desk/roster/", FILE, "?as_of=2025-06-01&known_at=2025-01-15")),
        ("planner-of-a-therapist", below("/desk/roster/", FILE, "planner/?hours_1=12")),
        ("filings", "/desk/filings/"),
        ("checks", "/desk/checks/"),
        ("check-new", lambda page: first(page, "/desk/checks/", "main a[href*='/check/']")),
        ("evidence", "/desk/evidence/"),
        ("evidence-item", lambda page: first(page, "/desk/evidence/", "main a[href^='/desk/evidence/']")),
        ("renewals", "/desk/renewals/"),
        ("decide", lambda page: first(page, "/desk/renewals/", "main a[href*='/decide/']")),
        ("decide-certified", decision_on_certified),
        ("certificates-issued", "/desk/certificates/"),
        ("decide-several", "/desk/certificates/bulk/"),
        ("desk-certificate", lambda page: first(page, "/desk/certificates/", ISSUED)),
        ("print-anew", below("/desk/certificates/", ISSUED, "print/")),
        ("corrections-asked", "/desk/certificates/asked/"),
        ("joining", "/desk/joining/"),
        ("desk-sessions", "/desk/sessions/"),
        ("unsigned", "/desk/sessions/unsigned/"),
        ("signatures", "/desk/signatures/"),
        ("signature-to-verify", lambda page: first(page, "/desk/signatures/", "main th a")),
        ("desk-adverse", "/desk/adverse/"),
        ("adverse-door", lambda page: first(page, "/desk/adverse/", EVENT)),
        ("adverse-event", opened_event),
        ("reviews", "/desk/reviews/"),
        ("desk-coverage", below("/desk/roster/", FILE, "sessions/coverage/")),
        ("desk-log-for-a-board", below("/desk/roster/", FILE, "sessions/export/")),
        ("desk-transcript", below("/desk/roster/", FILE, "transcript/")),
        ("rules", "/desk/rules/"),
        ("rule-draft", lambda page: first(page, "/desk/rules/?name=Georgia", "main a[href^='/desk/rules/']")),
        ("schemes", "/desk/schemes/"),
        ("rule-adopted", lambda page: first(page, "/desk/rules/?name=Florida", "main a[href^='/desk/rules/']")),
        ("what-if", "/desk/what-if/"),
        ("what-if-answer", answered_question),
        ("designs", "/admin/snippets/certificates/design/"),
        ("design-new", "/admin/snippets/certificates/design/add/"),
        ("logos-and-signatures", "/admin/snippets/certificates/designpicture/"),
    ],
    "editor": [
        ("admin", "/admin/"),
        ("admin-pages", "/admin/pages/"),
        ("questions-report", "/admin/reports/questions/"),
        ("errata", lambda page: first(page, "/admin/reports/questions/", ANSWERS).replace("answers", "errata")),
    ],
    "admin": [("admin-of-administrator", "/admin/"), ("rule-editor", edited_rule)],
}


def sign_in(page: Page, role: str) -> None:
    page.goto("/accounts/login/")
    page.fill("input[name=login]", f"{role}@pinpoint.example")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def note(faults: list[str], message) -> None:
    if message.type == "error":
        faults.append(message.text)


def save(shot: bytes, file: Path, width: int) -> None:
    """Small pictures: WebP at one pixel per pixel, at most 2400 high."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    picture.crop((0, 0, width, min(picture.height, 2400))).save(file, "WEBP", quality=72, method=6)


def take(options) -> list[str]:
    faults = []
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for width, scheme in ALL_VIEWS if options.all_widths else VIEWS:
            for role, pages in PAGES.items():
                wanted = [each for each in pages if options.only in f"{role}-{each[0]}"]
                if not wanted:
                    continue
                context = browser.new_context(
                    base_url=options.base, viewport={"width": width, "height": 900}, color_scheme=scheme
                )
                page = context.new_page()
                page.on("console", partial(note, faults))
                if role != "public":
                    sign_in(page, role)
                for name, address in wanted:
                    faults += picture_of(page, out / f"{role}-{name}-{width}-{scheme}.webp", address, width)
                context.close()
        browser.close()
    return faults


def picture_of(page: Page, file: Path, address, width: int) -> list[str]:
    try:
        response = page.goto(address(page) if callable(address) else address)
    except StopIteration:
        return [f"{file.stem}: no link to follow"]
    save(page.screenshot(full_page=True), file, width)
    faults = []
    if response.status >= 500 or (response.status == 404 and "not-found" not in file.stem):
        faults.append(f"{file.stem}: answered {response.status}")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        faults.append(f"{file.stem}: {wide} px wider than the screen")
    return faults


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="http://localhost:8000")
    parser.add_argument("--out", default="docs/screenshots")
    parser.add_argument("--only", default="", help="pages whose role and name hold this word")
    parser.add_argument("--all-widths", action="store_true")
    sys.stdout.writelines(f"{fault}\n" for fault in take(parser.parse_args()))


if __name__ == "__main__":
    main()
