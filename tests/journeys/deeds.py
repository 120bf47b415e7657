"""What people of the stories do more than once: enter a course or a filing, look at a license, accept evidence."""

from datetime import date

from tests.journeys.person import Person

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def uploads(person: Person, name: str, about: str = "") -> None:
    """A PDF; another `about` makes another file."""
    content = PDF + f"% {about}\n%%EOF\n".encode()
    person.page.set_input_files("[name=files]", {"name": name, "mimeType": "application/pdf", "buffer": content})


def adds_course(person: Person, title: str, hours: str, day: date) -> None:
    person.go("/my/records/credit/new/")
    person.page.fill("[name=title]", title)
    person.page.fill("[name=provider]", "Meridian Needling Institute")
    person.page.fill("[name=happened_on]", day.isoformat())
    person.page.locator("select[name$='-subject']").first.select_option("technique")
    person.page.locator("select[name$='-mode']").first.select_option("in_person")
    person.page.locator("input[name$='-hours']").first.fill(hours)
    uploads(person, "course.pdf", about=title)
    person.press("Submit")
    assert person.reads(title)


def adds_filing(person: Person, name: str, place: str, day: date) -> None:
    person.go("/my/records/filing/new/")
    person.page.locator(f"[name=asked][value='{name}']").check()
    person.page.select_option("[name=jurisdiction]", label=place)
    person.page.fill("[name=happened_on]", day.isoformat())
    uploads(person, "filing.pdf")
    person.press("Submit")
    assert person.reads(name)


def adds_license(person: Person, kind: str, place: str, number: str, home: str = "") -> None:
    person.go("/my/records/licenses/new/")
    person.page.locator(f"[name=type][value={kind}]").check()
    person.page.select_option("[name=jurisdiction]", label=place)
    person.page.fill("[name=number]", number)
    if home:
        person.page.locator("[name=home]").select_option(index=1)
        assert home in person.page.locator("[name=home] option:checked").inner_text()
    person.page.fill("[name=issued_on]", "2022-05-04")
    person.page.fill("[name=expires_on]", "2030-10-31")
    person.press("")


def opens_file(manager: Person, name: str) -> None:
    manager.go("/desk/roster/")
    with manager.page.expect_navigation():
        manager.page.locator("main").get_by_role("link", name=name).first.click()


def looks_up(manager: Person, name: str, license_words: str, source: str, *, shown: bool = True) -> None:
    """Record a look at the source from the person's file."""
    opens_file(manager, name)
    with manager.page.expect_navigation():
        manager.page.locator(".license-row").filter(has_text=license_words).first.get_by_role("link").first.click()
    manager.page.locator(f"[name=shows][value={'yes' if shown else 'no'}]").check()
    manager.page.fill("[name=source]", source)
    if shown:
        manager.page.fill("[name=status_shown]", "ACTIVE")
        manager.page.check("[name=in_good_standing]")
        manager.page.fill("[name=issued_on]", "2022-05-04")
        manager.page.fill("[name=expires_on]", "2030-10-31")
    manager.press("Record the check")


def accepts_all(manager: Person) -> None:
    """Accept what waits longest in the queue of evidence."""
    manager.go("/desk/evidence/")
    manager.page.locator("main a[href^='/desk/evidence/']").filter(has_not_text="Clear").last.click()
    manager.press("Accept")
