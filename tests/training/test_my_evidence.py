"""Entering evidence without losing anything: names that requirements have, kept files, hours, taking back."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import NOW, TODAY
from tests.training.my_story import browser_of, clinic, mine, noon, pdf, person  # noqa: F401
from tests.training.test_my_records import NEW_CREDIT, credit_given
from training.actions import Refused, tick
from training.actions import license as licenses
from training.actions.evidence_review import accept, send_back
from training.actions.evidence_submit import withdraw
from training.models import AuditEvent, Evidence, License, UploadDraft
from training.models.evidence import private_storage
from training.queries.facts import load_facts
from training.trees import block

pytestmark = pytest.mark.django_db
NEW_CARD = "/my/records/credential/new/"


def card(**changes):
    return {"title": "", "provider": "X", "happened_on": "2027-01-01", "ends_on": "", "files": pdf()} | changes


@pytest.fixture
def scheme(db):
    return factories.SchemeVersionFactory(
        scheme__name="Dry Needling Practitioner",
        initial=[block("credential", "cpr", name="CPR card", label="A CPR card in force")],
    )


@pytest.fixture
def manager(clinic):
    user = factories.UserFactory(role="manager")
    clinic.manager_rows.create(user=user)
    return user


def test_names_that_requirements_have_are_a_choice(mine, scheme):
    page = mine.get(NEW_CARD).content.decode()
    assert 'name="asked" value="CPR card"' in page
    assert "Something else" in page
    assert mine.post(NEW_CARD, card()).context["form"].errors["asked"] == ["Choose one of these."]
    mine.post(NEW_CARD, card(asked="CPR card", title="left over"))
    assert Evidence.objects.get().title == "CPR card"


def test_something_else_is_written(mine, scheme):
    assert "Write its name." in mine.post(NEW_CARD, card(asked="*")).content.decode()
    mine.post(NEW_CARD, card(asked="*", title="BLS for Healthcare Providers"))
    assert Evidence.objects.get().title == "BLS for Healthcare Providers"


def test_a_name_in_another_spelling_is_the_requirement_s(mine, scheme):
    mine.post(NEW_CARD, card(asked="*", title="cpr  CARD"))
    assert Evidence.objects.get().title == "CPR card"
    assert 'value="CPR card" required checked' in mine.get(f"{NEW_CARD}?title=cpr+card").content.decode().replace(
        ' id="id_asked_0"', ""
    )


def test_the_manager_sees_what_it_fills_and_accepts_it_under_the_asked_name(browser_of, person, manager, scheme):
    row = factories.EvidenceFactory(practitioner=person, kind="credential", title="BLS for Healthcare Providers")
    client, url = browser_of(manager), reverse("desk:evidence_item", args=[row.pk])
    page = client.get(url).content.decode()
    assert "Fills no requirement" in page
    assert "CPR card. Counts for: Dry Needling Practitioner, A CPR card in force" in page
    client.post(reverse("desk:evidence_accept", args=[row.pk]), {"counts_as": "CPR card"})
    row.refresh_from_db()
    assert (row.state, row.title) == ("accepted", "BLS for Healthcare Providers")
    for known_at in (None, NOW):
        assert load_facts([person.pk], known_at)[person.pk].credentials[0].name == "CPR card"
    event = AuditEvent.objects.get(action="evidence.accept")
    assert "counts_as" in event.fields
    assert "Accepted as CPR card" in browser_of(person.user).get(f"/my/records/evidence/{row.pk}/").content.decode()


def test_a_name_that_fits_needs_no_choice(browser_of, person, manager, scheme):
    row = factories.EvidenceFactory(practitioner=person, kind="credential", title="CPR card")
    page = browser_of(manager).get(reverse("desk:evidence_item", args=[row.pk])).content.decode()
    assert "<strong>Counts for:</strong>" in page
    assert "Dry Needling Practitioner, A CPR card in force" in page
    assert 'name="counts_as"' not in page


def test_it_counts_under_a_name_that_is_asked_for_only(person, manager, scheme):
    row = factories.EvidenceFactory(practitioner=person, kind="credential", title="BLS")
    with pytest.raises(Refused, match="No requirement asks for this name"):
        accept(by=manager, evidence=row, now=NOW, today=TODAY, counts_as="Fishing license")
    assert load_facts([person.pk])[person.pk].credentials == ()


def test_chosen_files_outlive_a_mistake_elsewhere(mine, person):
    first = mine.post(NEW_CREDIT, credit_given(title="", files=[pdf("course.pdf"), pdf("letter.pdf")]))
    kept = list(UploadDraft.objects.all())
    page = first.content.decode()
    assert [row.original_name for row in kept] == ["course.pdf", "letter.pdf"]
    assert "course.pdf, kept" in page
    assert f'value="{kept[0].public_id}"' in page
    again = mine.post(NEW_CREDIT, credit_given(title="", files=[], kept=[kept[0].public_id]))
    assert "letter.pdf, kept" not in again.content.decode()
    mine.post(NEW_CREDIT, credit_given(files=[], kept=[kept[0].public_id]))
    file = Evidence.objects.get().files.get()
    assert (file.original_name, file.practitioner) == ("course.pdf", person)


def test_a_good_file_is_kept_beside_a_bad_one(mine):
    page = mine.post(NEW_CREDIT, credit_given(files=[pdf("good.pdf"), pdf("bad.pdf", b"PK\x03\x04")])).content.decode()
    assert "good.pdf, kept" in page
    assert "bad.pdf: This file is a Word" in page


def test_kept_files_are_their_sender_s_alone(mine):
    other = UploadDraft.objects.create(
        user=factories.UserFactory(), original_name="theirs.pdf", content_type="application/pdf", kept_at=NOW
    )
    response = mine.post(NEW_CREDIT, credit_given(files=[], kept=[other.public_id]))
    assert response.status_code == 422
    assert "theirs.pdf" not in response.content.decode()


def test_the_tick_forgets_kept_files_after_a_day(mine):
    mine.post(NEW_CREDIT, credit_given(title=""))
    row = UploadDraft.objects.get()
    tick.clear_up(now=NOW + timedelta(hours=23))
    assert private_storage().exists(row.file.name)
    tick.clear_up(now=NOW + timedelta(hours=25))
    assert not UploadDraft.objects.exists()
    assert not private_storage().exists(row.file.name)


def test_many_hours_are_asked_back(mine):
    lines = (("theory", "self_paced", "999"),)
    page = mine.post(NEW_CREDIT, credit_given(lines=lines)).content.decode()
    assert "999 hours in one course? Look at the certificate again." in page
    assert '<a href="#hours">Hours</a>: 999 hours' in page
    assert mine.post(NEW_CREDIT, credit_given(lines=lines, sure="on")).status_code == 302


def test_a_row_with_its_own_complaint_has_no_other(mine):
    page = mine.post(NEW_CREDIT, credit_given(lines=(("theory", "self_paced", "lots"),))).content.decode()
    assert "Write the hours of at least one subject." not in page
    assert '<a href="#id_lines-0-hours">Hours, row 1</a>: Write hours as a number' in page


@pytest.mark.parametrize("state", ["submitted", "returned"])
def test_an_entry_that_nobody_accepted_is_taken_back(mine, person, manager, state):
    row = factories.EvidenceFactory(practitioner=person, state=state)
    url = f"/my/records/evidence/{row.pk}/withdraw/"
    assert url in mine.get(f"/my/records/evidence/{row.pk}/").content.decode()
    assert mine.post(url).url == mine.post(url).url == f"/my/records/evidence/{row.pk}/"
    row.refresh_from_db()
    assert (row.state, row.superseded_at) == ("withdrawn", NOW)
    assert row.steps.filter(state="withdrawn", by=person.user).count() == 1
    assert AuditEvent.objects.filter(action="evidence.withdraw").count() == 1
    assert "This entry was withdrawn." in str(mine.get(f"/my/records/evidence/{row.pk}/edit/", follow=True).content)
    with pytest.raises(Refused, match="The person took this back meanwhile"):
        accept(by=manager, evidence=row, now=NOW, today=TODAY)
    with pytest.raises(Refused, match="The person took this back meanwhile"):
        send_back(by=manager, evidence=row, comment="Why?", now=NOW, today=TODAY)


def test_what_was_accepted_is_not_taken_back(person):
    row = factories.EvidenceFactory(practitioner=person, accepted=True)
    with pytest.raises(Refused, match="decided on"):
        withdraw(by=person.user, evidence=row, now=NOW)


def test_a_license_that_no_check_has_shown_is_taken_back(mine, person):
    row = factories.LicenseFactory(practitioner=person)
    assert mine.post(f"/my/records/licenses/{row.pk}/withdraw/").status_code == 302
    row.refresh_from_db()
    assert row.superseded_at == NOW
    assert AuditEvent.objects.get(action="license.withdraw").subject_id == str(row.pk)
    assert "Withdrawn." in mine.get(f"/my/records/licenses/{row.pk}/").content.decode()
    assert row.number not in mine.get("/my/records/").content.decode()
    assert load_facts([person.pk])[person.pk].licenses == ()


def test_a_license_that_counts_or_carries_a_privilege_stays(person):
    home = factories.LicenseFactory(practitioner=person)
    factories.LicenseFactory(practitioner=person, type="compact_privilege", home=home)
    shown = factories.LicenseFactory(practitioner=person, checked=True)
    for row, why in [(home, "rests on this license"), (shown, "was checked at its source")]:
        with pytest.raises(Refused, match=why):
            licenses.withdraw(by=person.user, license=row, now=NOW)
    assert License.objects.current().count() == 3


def test_a_home_license_is_dropped_when_the_type_changes(mine, person):
    home = factories.LicenseFactory(practitioner=person)
    where = factories.JurisdictionFactory()
    given = {"type": "license", "jurisdiction": where.pk, "number": "N 1", "home": home.pk}
    assert mine.post("/my/records/licenses/new/", given).status_code == 302
    assert License.objects.get(number="N 1").home is None


def test_what_a_course_taught_is_kept_shown_and_brought_back_for_a_correction(mine, browser_of, person, manager):
    assert "Which body regions and techniques it taught" in mine.get(NEW_CREDIT).content.decode()
    assert "taught" not in mine.get(NEW_CARD).context["form"].fields
    assert mine.post(NEW_CREDIT, credit_given(taught=["moon"])).status_code == 422
    mine.post(NEW_CREDIT, credit_given(taught=["neck", "deep"]))
    row = Evidence.objects.get()
    assert row.taught == ["neck", "deep"]
    assert "Neck, Deep needling" in mine.get(reverse("my:evidence", args=[row.pk])).content.decode()
    assert (
        "Neck, Deep needling" in browser_of(manager).get(reverse("desk:evidence_item", args=[row.pk])).content.decode()
    )
    accept(by=manager, evidence=row, now=NOW, today=TODAY)
    (fact,) = load_facts([person.pk])[person.pk].credits
    assert fact.taught == ("neck", "deep")


def test_a_returned_course_opens_with_what_it_taught(mine, person, manager):
    row = factories.EvidenceFactory(practitioner=person, kind="credit", minutes=60, taught=["neck"])
    send_back(by=manager, evidence=row, comment="Which regions?", now=NOW, today=TODAY)
    form = mine.get(reverse("my:evidence_edit", args=[row.pk])).context["form"]
    assert form["taught"].value() == ["neck"]
