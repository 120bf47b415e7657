"""The eight rows of the yardstick for electronic signatures, each on the screen, in the PDF, the CSV and the JSON.

Modelled on 21 CFR part 11 and on eIDAS; a name of a test is a row, its parameter is where the row is shown.
"""

import json
import runpy
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.urls import reverse

from certificates.models import LogExport
from tests.certificates.log_story import taken
from tests.certificates.test_log_yardstick import rows_of, text_of
from tests.factories import NOW, ClinicFactory, JurisdictionFactory, PractitionerFactory, UserFactory
from tests.tampering import lifted
from tests.training.signed_story import act, submitted_amendment, waiting_session
from tests.training.signing import supervising
from training.actions.session import revise, submit
from training.actions.sign import MEANING, send_back
from training.actions.sign_several import sign_several
from training.models import SignOff, SupervisedSession
from training.session_content import session_content
from training.signature_words import version_of

pytestmark = pytest.mark.django_db
MEDIA = ("screen", "pdf", "csv", "json")
shown_in = pytest.mark.parametrize("medium", MEDIA)
ALONE = runpy.run_path(str(settings.BASE_DIR / "script" / "check_log.py"))
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def given():
    """Signed after having been returned once; the clinic is in Denver, two hours behind the organization."""
    manager = UserFactory(role="manager", first_name="Ruth", last_name="Lindqvist")
    clinic = ClinicFactory(manager=manager, time_zone="America/Denver")
    person = PractitionerFactory(full_name="Maya Reyes", login=True, clinic=clinic)
    story = SimpleNamespace(manager=manager, clinic=clinic, person=person, place=JurisdictionFactory())
    story.signer = supervising()
    story.entry = returned_then_signed(story)
    return story


def returned_then_signed(story) -> SupervisedSession:
    row = waiting_session(story.person, story.signer, clinic=story.clinic, technique="pistoning")
    seen = {"by": story.signer.user, "session": row, "content_hash": row.content_hash}
    send_back(**seen, comment="Which gauge was it?", now=NOW)
    row.refresh_from_db()
    mended(row, NOW + A_MINUTE)
    return signs(row, NOW + 2 * A_MINUTE)


def mended(row: SupervisedSession, now) -> None:
    names = ("supervisor", "happened_on", "clinic", *session_content(row))
    values = {name: getattr(row, name) for name in names if name not in ("regions", "side") and name[-3:] != "_id"}
    revise(by=row.practitioner.user, session=row, values=values | {"needle_gauge": 30}, now=now)
    submit(by=row.practitioner.user, session=row, now=now)
    row.refresh_from_db()


def signs(row: SupervisedSession, now, **changes) -> SupervisedSession:
    act(row, now=now, proved_at=now - 4 * A_MINUTE, **changes)
    row.refresh_from_db()
    return row


@pytest.fixture
def told(client, given, time_machine):
    """The words of an entry in a medium: one text for the screen and the PDF, a row of the CSV, a part of the JSON."""
    time_machine.move_to(NOW + timedelta(hours=1), tick=False)

    def tell(medium, entry=None):
        return TELLERS[medium](given, entry or given.entry, client)

    return tell


def on_screen(given, entry, client) -> str:
    client.force_login(given.manager)
    response = client.get(reverse("desk:session", args=[entry.pk]))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def in_pdf(given, entry, client) -> str:
    return text_of(taken(given, "pdf", now=NOW + timedelta(hours=1)).content)


def in_csv(given, entry, client) -> dict:
    return next(row for row in rows_of(taken(given, "csv").content) if row["Entry"] == str(entry.pk))


def in_json(given, entry, client) -> dict:
    return next(each for each in json.loads(json_of(given))["entries"] if each["entry"] == entry.pk)


def json_of(given) -> bytes:
    return taken(given, "json").content


TELLERS = {"screen": on_screen, "pdf": in_pdf, "csv": in_csv, "json": in_json}


def has(found, *expected) -> bool:
    """Every expected word of a text, or every expected part of a row."""
    if isinstance(found, str):
        return [words for words in expected if words not in found] == []
    return {name: found[name] for name in expected[0]} == expected[0]


# 1. 21 CFR 11.50(a), (b)


@shown_in
def test_row_1_printed_name_date_and_time_with_zone_and_meaning(told, given, medium):
    expected = {
        "screen": ("<dd>Daniel Okafor</dd>", "March 1, 2027, 12:02 PM EST (UTC−05:00)", MEANING),
        "pdf": ("Daniel Okafor", "Signed Mar 1, 2027, 10:02 AM MST", f"Meaning 1: {MEANING}"),
        "csv": ({"Printed name at signing": "Daniel Okafor", "Signed at": "2027-03-01T10:02:00-07:00",
                 "Time zone": "America/Denver", "Meaning": MEANING},),
        "json": ({"printed_name": "Daniel Okafor", "signed_at": "2027-03-01T17:02:00.000000+00:00",
                  "meaning": MEANING},),
    }  # fmt: skip
    found = told(medium)
    assert has(found["signature"] if medium == "json" else found, *expected[medium])
    if medium == "json":
        assert found["time_zone"] == "America/Denver"


# 2. 21 CFR 11.70


@shown_in
def test_row_2_the_signature_is_linked_to_what_was_signed(told, given, medium):
    code = given.entry.content_hash
    expected = {
        "screen": (code, "The entry still is exactly what was signed."),
        "pdf": (code[:12],),
        "csv": ({"SHA-256 of the signed content": code, "Signature fits the content": "Yes"},),
        "json": ({"content_sha256": code, "flaw": "", "counts": True},),
    }
    found = told(medium)
    assert has(found, *expected[medium])
    if medium == "json":
        assert found["signature"]["content_sha256"] == code
        assert ALONE["check"](json_of(given))[0] == []


@shown_in
def test_row_2_a_signature_copied_to_another_entry_is_found(told, given, medium):
    other = waiting_session(given.person, given.signer, clinic=given.clinic, needle_count=9)
    copied(given.entry, other)
    expected = {
        "screen": ("The entry is not what was signed.",),
        "pdf": ("The signature does not fit the entry.",),
        "csv": ({"Signature fits the content": "No", "Counts": "No"},),
        "json": ({"flaw": "The signature does not fit the entry", "counts": False},),
    }
    assert has(told(medium, other), *expected[medium])
    if medium == "json":
        assert ALONE["check"](json_of(given))[0] == [f"Entry {other.pk} bears a signature on another text"]


def test_row_2_a_signature_copied_to_an_entry_that_says_the_same_is_found_in_the_file(given):
    same = {name: getattr(given.entry, name) for name in ("clinic", "technique", "needle_gauge")}
    twin = waiting_session(given.person, given.signer, **same)
    twin.steps.create(state="submitted", at=NOW, by=given.person.user)
    copied(given.entry, twin)
    assert ALONE["check"](json_of(given))[0] == [f"Entry {twin.pk} bears a signature that its steps do not tell of"]


def copied(signed: SupervisedSession, target: SupervisedSession) -> None:
    """The signature of one entry, written to the row of another behind our back."""
    kept = SignOff.objects.get(session=signed)
    values = {field.attname: getattr(kept, field.attname) for field in kept._meta.fields if field.name != "id"}
    with lifted():
        SignOff.objects.create(**values | {"session_id": target.pk})
        SupervisedSession.objects.filter(pk=target.pk).update(state="signed")


# 3. 21 CFR 11.10(e)


@pytest.fixture
def amendment(given) -> SupervisedSession:
    new = submitted_amendment(given.entry, reason="The gauge was 0.25.", now=NOW + 5 * A_MINUTE, needle_gauge=25)
    new = signs(new, NOW + 6 * A_MINUTE, proof="mfa")
    given.entry.refresh_from_db()
    return new


@shown_in
def test_row_3_earlier_values_stay_beside_the_later_ones(told, given, amendment, medium):
    old = given.entry
    expected = {
        "screen": ("0.30 × 40 mm", f"/desk/sessions/{amendment.pk}/", "A newer version counts in place of this one"),
        "pdf": (f"Amends entry {old.pk}: The gauge was 0.25.", f"Replaced by entry {amendment.pk}.",
                "0.30 × 40 mm", "0.25 × 40 mm"),
        "csv": ({"Needle gauge (mm)": "0.30", "Replaced by entry": str(amendment.pk), "Counts": "No"},),
        "json": ({"replaced_by": amendment.pk, "counts": False},),
    }  # fmt: skip
    assert has(told(medium, old), *expected[medium])
    newer = {
        "screen": ("The gauge was 0.25.", f"/desk/sessions/{old.pk}/"),
        "pdf": expected["pdf"],
        "csv": ({"Needle gauge (mm)": "0.25", "Amends entry": str(old.pk), "Counts": "Yes"},),
        "json": ({"amends": old.pk, "amendment_reason": "The gauge was 0.25.", "counts": True},),
    }
    assert has(told(medium, amendment), *newer[medium])


@shown_in
def test_row_3_the_trail_of_an_entry(told, given, medium):
    expected = {
        "screen": ("Submitted by Maya Reyes", "Signed by Daniel Okafor", "Returned by Daniel Okafor"),
        "pdf": ("Returned Mar 1, 2027, 10:00 AM MST by Daniel Okafor; submitted Mar 1, 2027, 10:01 AM MST by "
                "Maya Reyes; signed Mar 1, 2027, 10:02 AM MST by Daniel Okafor.",),
        "csv": ({"Steps": "Returned Mar 1, 2027, 10:00 AM MST by Daniel Okafor; submitted Mar 1, 2027, 10:01 AM MST "
                          "by Maya Reyes; signed Mar 1, 2027, 10:02 AM MST by Daniel Okafor"},),
        "json": ({"steps": [step("returned", 0, "Daniel Okafor"), step("submitted", 1, "Maya Reyes"),
                            step("signed", 2, "Daniel Okafor")]},),
    }  # fmt: skip
    assert has(told(medium), *expected[medium])


def step(state: str, minute: int, by: str) -> dict:
    return {"state": state, "at": f"2027-03-01T17:{minute:02}:00.000000+00:00", "by": by, "by_link": False}


# 4. 21 CFR 11.10(f), (g)


@shown_in
def test_row_4_order_of_steps_and_authority_at_signing(told, given, medium):
    license = given.signer.licenses.get()
    seen = license.checks.get().checked_on
    given.signer.licenses.update(number="PT 99999")
    number = f"{license.number}, {license.jurisdiction}"
    expected = {
        "screen": (f"<dt>License at signing</dt><dd>{number}</dd>", "<dt>Eligible by</dt>"),
        "pdf": (number, f"{seen:%b} {seen.day}, {seen.year}", "Licensed for a year"),
        "csv": ({"License of the signer": license.number, "License seen on": seen.isoformat(),
                 "Submitted at": "2027-03-01T10:01:00-07:00", "Signed at": "2027-03-01T10:02:00-07:00"},),
        "json": ({"state": "signed", "submitted_at": "2027-03-01T17:01:00.000000+00:00"},),
    }  # fmt: skip
    found = told(medium)
    assert has(found, *expected[medium])
    if medium == "json":
        kept = found["signature"]["eligibility"]
        assert (kept["eligible"], kept["license"]["number"]) == (True, license.number)


# 5. 21 CFR 11.100


@shown_in
def test_row_5_unique_to_one_person(told, given, medium):
    expected = {
        "screen": ("<dt>Login</dt><dd>Daniel Okafor, and nobody else’s</dd>",),
        "pdf": (f"Daniel Okafor {given.signer.pk} ",),
        "csv": ({"Signer record": str(given.signer.pk)},),
        "json": ({"supervisor": "Daniel Okafor"},),
    }
    found = told(medium)
    assert has(found, *expected[medium])
    if medium == "json":
        assert found["signature"]["signer"] == found["content"]["supervisor_id"] == given.signer.pk


def test_row_5_a_signature_put_under_another_person_is_found_in_the_file(given):
    other = supervising("Somebody Else")
    with lifted():
        SignOff.objects.update(supervisor=other)
    fault = f"Entry {given.entry.pk} bears the signature of somebody else than its supervisor"
    assert ALONE["check"](json_of(given))[0] == [fault]


# 6. 21 CFR 11.200(a)(1)


@shown_in
def test_row_6_two_components_and_when_they_were_proven(told, medium):
    both = "Signed in, then the password again"
    expected = {
        "screen": (both, "11:58 AM EST"),
        "pdf": (f"Proof by password: {both}.", "10:02 AM MST, password, meaning 1. Proven 9:58 AM"),
        "csv": ({"Proof": "password", "Proof in words": both, "Proved at": "2027-03-01T09:58:00-07:00"},),
        "json": ({"proof": "password", "proof_words": both, "proved_at": "2027-03-01T16:58:00.000000+00:00"},),
    }
    found = told(medium)
    assert has(found["signature"] if medium == "json" else found, *expected[medium])


@shown_in
def test_row_6_of_several_signed_at_once_each_is_listed(told, given, medium):
    rows = [waiting_session(given.person, given.signer, clinic=given.clinic, needle_count=n) for n in (7, 8)]
    proof = {"proof": "mfa", "proved_at": NOW, "now": NOW + 9 * A_MINUTE}
    sign_several(by=given.signer.user, shown=[(row, row.content_hash) for row in rows], **proof)
    for row in rows:
        expected = {
            "screen": (row.content_hash, "Signed in, then a code or a passkey"),
            "pdf": (row.content_hash[:12],),
            "csv": ({"SHA-256 of the signed content": row.content_hash, "Proof": "mfa"},),
            "json": ({"content_sha256": row.content_hash, "counts": True},),
        }
        assert has(told(medium, row), *expected[medium])


# 7. eIDAS 3(10), 25(1)


@shown_in
def test_row_7_the_intent_to_sign_electronically_with_the_version_of_its_words(told, medium):
    version = version_of(MEANING)
    expected = {
        "screen": (MEANING, version),
        "pdf": (f"{MEANING} Version {version} of these words.", "was signed electronically by the supervisor"),
        "csv": ({"Meaning": MEANING, "Version of the meaning": version},),
        "json": ({"meaning": MEANING, "meaning_version": version},),
    }
    found = told(medium)
    assert "electronic" in MEANING
    assert has(found["signature"] if medium == "json" else found, *expected[medium])


# 8. eIDAS 26(a), (b), (d)


@shown_in
def test_row_8_a_later_change_is_detected(told, given, client, medium):
    number = taken(given, "json").row.content_sha256
    whole = json_of(given)
    with lifted():
        SupervisedSession.objects.filter(pk=given.entry.pk).update(needle_count=8)
    expected = {
        "screen": ("The entry is not what was signed.",),
        "pdf": ("The signature does not fit the entry.",),
        "csv": ({"Signature fits the content": "No", "Counts": "No"},),
        "json": ({"counts": False},),
    }
    assert has(told(medium), *expected[medium])
    client.force_login(given.manager)
    page = client.get(reverse("session_log:theirs", args=[given.person.pk]), {"sha256": number})
    assert "The records say something else by now" in page.content.decode()
    changed = whole.replace(b'"needle_count":3', b'"needle_count":8')
    assert ALONE["check"](whole, number)[0] == []
    assert ALONE["check"](changed, number)[0] == [
        f"The file is not the log with the number {number}",
        f"Entry {given.entry.pk} was changed after it was hashed",
    ]
    assert LogExport.objects.filter(content_sha256=number).exists()
