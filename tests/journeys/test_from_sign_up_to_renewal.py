"""The whole way in a real browser: from signing up to a certificate, a reminder, a renewal and a revocation."""

import hashlib
import re
from datetime import UTC, datetime, timedelta

import pypdf
import pytest
from django.core import mail
from django.core.management import call_command

from certificates.models import Certificate
from tests.journeys.deeds import accepts_all, adds_course, adds_license, looks_up, opens_file
from tests.journeys.person import Person
from tests.journeys.world import MANAGER, PASSWORD, RIGHT, START, SUPERVISOR, THERAPIST
from training.evaluation.dates import add_months
from training.models import Cycle, Practitioner
from training.queries.integrity import differences

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NAME = "Nora Quintana Žižková"


def test_from_sign_up_to_renewal(world, clock, people, live_server):
    nora = people()
    signs_up(nora)
    admits(people(MANAGER))
    learns(nora, world)
    logs_two_sessions(nora)
    adds_license_and_course(nora)
    enrolls(nora)
    signs_one_and_returns_one(people(SUPERVISOR))
    manager = people(MANAGER)
    checks_and_accepts(manager)
    opens_file(manager, "Žižková")
    decides(manager, "award", "Every requirement is met, with the evidence read.")
    code = downloads_and_verifies(nora, people(), 1)
    sees_the_answer(nora)
    is_reminded_once(clock)
    nora, manager = people(THERAPIST), people(MANAGER)
    renews(nora, manager)
    the_second_follows_the_first()
    downloads_and_verifies(nora, people(), 2)
    revokes(manager)
    stranger = people()
    newest = Certificate.objects.order_by("-pk").first().code
    stranger.page.goto(f"/verify/{newest}/")
    assert "Revoked" in stranger.page.inner_text("h1")
    assert code != newest
    assert list(differences()) == []


def signs_up(nora: Person) -> None:
    nora.go("/accounts/signup/")
    nora.page.fill("[name=email]", THERAPIST)
    nora.page.fill("[name=password1]", PASSWORD)
    nora.press("Make the account")
    link = re.search(r"https?://\S+/accounts/confirm-email/\S+", mail.outbox[-1].body)[0]
    nora.page.goto(re.sub(r"https?://[^/]+", "", link))
    nora.press("Yes, confirm it")
    if "/my/profile/" not in nora.page.url:
        nora.go("/my/profile/")
    nora.page.fill("[name=full_name]", NAME)
    nora.page.get_by_label("This is my name exactly as on my license").check()
    nora.page.select_option("[name=clinic]", label="Larkspur Denver, Colorado")
    nora.press("Make my record")
    assert Practitioner.objects.get(user__email=THERAPIST).admitted_at is None


def admits(manager: Person) -> None:
    manager.go("/desk/joining/")
    assert manager.reads(NAME)
    manager.press("Admit as a new person")
    assert Practitioner.objects.get(user__email=THERAPIST).admitted_at


def learns(nora: Person, world) -> None:
    nora.go("/learn/")
    nora.follow("Before the needle")
    nora.follow("Begin with lesson 1")
    nora.press("")
    nora.press("")
    nora.go(f"/learn/{world.module.key}/quiz/")
    nora.press("Begin the quiz")
    assert "always." not in nora.page.content(), "no feedback and no key before handing in"
    for text, right in RIGHT.items():
        asked = nora.page.locator("fieldset.question", has_text=text)
        asked.get_by_text(right).click()
        asked.get_by_text("Saved").wait_for()
    nora.press("Hand in")
    assert nora.reads("You passed")


def logs_two_sessions(nora: Person) -> None:
    for day in (1, 2):
        nora.go("/my/sessions/new/")
        nora.page.locator("[name=spots][value=glute-left]").first.check(force=True)
        nora.page.fill("[name=happened_on]", (START - timedelta(days=day)).date().isoformat())
        nora.page.select_option("[name=supervisor]", label="Inés Zamora")
        needle = {"needle_gauge": "30", "needle_length_mm": "50"}
        for name, value in {"mode": "in_person", "supervision": "in_room", **needle}.items():
            nora.page.locator(f"[name={name}][value='{value}']").check()
        nora.page.fill("[name=needle_count]", "4")
        for name in ("screened", "consented"):
            nora.page.check(f"[name={name}]")
        nora.page.locator(".bottom-bar button.primary").click()
        nora.page.wait_for_url("**/my/sessions/")
        assert "Waiting for signature" in nora.page.inner_text("main")


def adds_license_and_course(nora: Person) -> None:
    adds_license(nora, "license", "Colorado", "PTL 0018842")
    adds_course(nora, "Dry needling foundations", "54", (START - timedelta(days=30)).date())


def enrolls(nora: Person) -> None:
    nora.go("/my/schemes/practitioner/")
    nora.page.check("[name=agree]")
    nora.press("Enroll")


def signs_one_and_returns_one(ines: Person) -> None:
    ines.go("/supervise/")
    ines.page.locator("a[href^='/supervise/']").filter(has_text=NAME).first.click()
    ines.page.fill("form[action$='/sign/'] [name=password]", "not-her-password")
    ines.page.get_by_role("button", name="Sign session").click()
    assert Practitioner.objects.get(user__email=THERAPIST).sessions.filter(state="signed").count() == 0
    ines.page.fill("form[action$='/sign/'] [name=password]", PASSWORD)
    ines.press("Sign session")
    ines.go("/supervise/")
    ines.page.locator("a[href^='/supervise/']").filter(has_text=NAME).first.click()
    returning = ines.page.locator("form[action$='/return/']")
    if not returning.locator("[name=comment]").is_visible():
        ines.page.locator("summary").filter(has_text="Return").first.click()
    returning.locator("[name=comment]").fill("The needle count is missing a needle. Look again.")
    returning.get_by_role("button").click()
    ines.page.wait_for_load_state()
    states = Practitioner.objects.get(user__email=THERAPIST).sessions.values_list("state", flat=True)
    assert sorted(states) == ["returned", "signed"]


def checks_and_accepts(manager: Person) -> None:
    looks_up(manager, "Žižková", "Colorado", "Colorado DORA, license look-up")
    accepts_all(manager)


def decides(manager: Person, kind: str, reason: str) -> None:
    with manager.page.expect_navigation():
        manager.page.locator("main a[href*='/decide/']").first.click()
    manager.page.locator(f"[name=kind][value={kind}]").check()
    manager.page.fill("[name=reason]", reason)
    manager.press("Decide")
    assert manager.page.locator("[aria-invalid=true]").count() == 0, manager.page.inner_text("main")


def downloads_and_verifies(nora: Person, stranger: Person, count: int) -> str:
    nora.go("/my/certificates/")
    links = nora.page.locator("main a[href$='/pdf/']")
    assert len({link.get_attribute("href") for link in links.all()}) == count
    with nora.page.expect_download() as started:
        links.first.click()
    path = started.value.path()
    certificate = Certificate.objects.order_by("-pk").first()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == certificate.sha256
    words = pypdf.PdfReader(path).pages[0].extract_text()
    assert "Quintana" in words
    stranger.go(f"/verify/{certificate.code}/")
    for fact in (NAME, certificate.number, "Ruth Lindqvist", "Dry Needling Practitioner"):
        assert stranger.reads(fact)
    return certificate.code


def sees_the_answer(nora: Person) -> None:
    nora.go("/my/")
    assert "You may practice dry needling in Colorado" in nora.page.inner_text("h1")


def is_reminded_once(clock) -> None:
    cycle = Cycle.objects.get()
    clock.move_to(
        datetime.combine(cycle.valid_until - timedelta(days=30), datetime.min.time(), UTC) + timedelta(hours=17)
    )
    before = len(mail.outbox)
    for _ in range(3):
        call_command("send_reminders")
        call_command("tick")
    about_the_end = [
        letter for letter in mail.outbox[before:] if "ends" in letter.subject.lower() and letter.to == [THERAPIST]
    ]
    assert len(about_the_end) == 1, [letter.subject for letter in mail.outbox[before:]]


def renews(nora: Person, manager: Person) -> None:
    adds_course(nora, "Needling the hip", "8", (datetime.now(UTC) - timedelta(days=9)).date())
    checks_and_accepts(manager)
    nora.go("/my/schemes/practitioner/renew/")
    nora.press("Submit")
    manager.go("/desk/renewals/")
    decides(manager, "renew", "The renewal is complete and on time.")


def the_second_follows_the_first() -> None:
    first, second = Cycle.objects.order_by("starts_on")
    assert second.starts_on == first.valid_until + timedelta(days=1)
    assert second.valid_until == add_months(first.anchor, 48) - timedelta(days=1)
    assert Practitioner.objects.get(user__email=THERAPIST).sessions.filter(state="signed").count() == 1


def revokes(manager: Person) -> None:
    opens_file(manager, "Žižková")
    decides(manager, "revoke", "An inquiry found sessions that did not take place.")
    manager.press("Revoke")
