"""The certificate of a completion: made once on request, frozen, replaced by a corrected one, read by anybody."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import transaction

from certificates.completion_document import CompletionDocument
from certificates.corrections.differences import differences
from certificates.integrity import certificate_differences
from certificates.models import Certificate, CertificatePdf, NumberSeries
from certificates.reading import read
from certificates.refused import IssueRefused
from tests import factories
from tests.certificates.course import document, graduate, printed
from tests.certificates.make import issued, story
from tests.factories import NOW, TODAY
from training.actions import Refused
from training.models import AuditEvent, Completion, License, Module

pytestmark = pytest.mark.django_db
LATER = {"now": NOW + timedelta(days=3), "today": TODAY + timedelta(days=3)}


@pytest.fixture
def given(db):
    return graduate()


def renamed(given, name="Inés Zamora-Lee"):
    given.person.full_name = name
    given.person.save()


def test_it_is_kept_with_its_bytes_and_recorded_without_names(given):
    certificate = printed(given, license=given.license)
    content = bytes(certificate.pdf.content)
    assert content.startswith(b"%PDF-1.7")
    assert certificate.sha256 == sha256(content).hexdigest()
    assert (certificate.kind, certificate.practitioner) == ("completion", given.person)
    event = AuditEvent.objects.get(action="certificate.issue_completion")
    assert (event.subject_id, event.actor, event.chain) == (
        str(certificate.pk),
        given.person.user,
        f"p:{given.person.pk}",
    )
    assert "Zamora" not in str(event.__dict__)


def test_it_names_what_boards_ask_for_and_no_score(given):
    words = CompletionDocument.from_json(printed(given, license=given.license).document)
    revision = given.completion.revision
    assert words.license == f"License {given.license.number}, {given.license.jurisdiction}"
    assert (words.course, words.objectives, words.presenter) == (revision.title, revision.summary, "Ana Ruiz, PT, DPT")
    assert (words.contact_hours, words.held) == ("1.5\u00a0contact hours", "Online, self-paced")
    lines = [(line.subject, line.mode, line.minutes) for line in words.credit]
    assert lines == [("Infection control and safety", "self-paced", 60), ("Anatomy and palpation", "self-paced", 30)]
    assert [(each.body, each.number) for each in words.approvals] == [
        ("Texas Physical Therapy Association", "77001-A"),
        ("State of Maine", ""),
    ]
    assert words.competencies == ("Factors of safety and injury prevention", "Surface anatomy and its variation")
    assert (words.revision, words.content_hash) == ("1", revision.content_hash)
    assert (words.completed_on, words.issued_on) == (given.completion.completed_on, TODAY)
    assert not {"score", "correct", "employer", "clinic", "email"} & set(words.to_json())


def test_without_a_choice_no_license_is_printed(given):
    certificate = printed(given)
    assert certificate.document["license"] == ""
    assert given.license.number not in str(certificate.document)


def test_it_shares_the_numbers_of_the_year(given):
    first, second = issued(story("Ann Lee", "A scheme")), printed(given)
    assert (first.number, second.number) == ("DN-2027-00001", "DN-2027-00002")


def test_a_second_click_makes_no_second(given):
    assert printed(given) == printed(given)
    assert Certificate.objects.count() == CertificatePdf.objects.count() == 1
    assert NumberSeries.objects.get().last == 1


def test_an_old_revision_is_what_was_passed(given):
    Module.objects.filter(pk=given.module.pk).update(
        current=factories.ModuleRevisionFactory(module=given.module, title="Another title")
    )
    assert printed(given).document["course"] == "Safe needling near the lung"


def test_a_correction_replaces_it_and_both_say_so(given):
    first = printed(given)
    before = bytes(first.pdf.content)
    renamed(given)
    second = printed(given, seen_code=first.code, license=given.license, **LATER)
    assert second.replaces == first
    assert first.replaced_by == second
    assert (first.document["holder_name"], second.document["holder_name"]) == ("Inés Zamora", "Inés Zamora-Lee")
    assert second.document["completed_on"] == first.document["completed_on"]
    assert printed(given, seen_code=first.code, **LATER) == second
    assert bytes(CertificatePdf.objects.get(certificate=first).content) == before
    assert [read(each, TODAY).headline for each in (first, second)] == [f"Replaced by {second.number}", "Valid"]
    third = printed(given, seen_code=second.code, **LATER)
    assert read(first, TODAY).by == third


def test_what_it_says_already_is_not_printed_anew(given):
    first = printed(given)
    with pytest.raises(Refused, match="says already"), transaction.atomic():
        printed(given, seen_code=first.code, **LATER)
    assert NumberSeries.objects.get().last == 1


def test_a_completion_that_was_taken_back_is_withdrawn(given):
    first = printed(given)
    renamed(given)
    second = printed(given, seen_code=first.code)
    Completion.objects.update(superseded_at=NOW + timedelta(days=2))
    for certificate in Certificate.objects.all():
        reading = read(certificate, TODAY + timedelta(days=2))
        assert (reading.headline, reading.since) == ("Withdrawn", TODAY + timedelta(days=2))
        assert not reading.vouched
    assert read(Certificate.objects.get(pk=second.pk), TODAY).headline == "Valid"
    with pytest.raises(Refused, match="taken back"), transaction.atomic():
        printed(given, seen_code=second.code)


def test_it_does_not_expire(given):
    reading = read(printed(given), TODAY + timedelta(days=9999))
    assert reading.headline == "Valid"
    assert "does not expire" in reading.advice


def test_only_the_holder_asks(given):
    for by in (given.manager, factories.UserFactory(role="administrator")):
        with pytest.raises(Refused, match="Only the person"), transaction.atomic():
            printed(given, by=by)


def test_a_name_must_be_confirmed_and_be_the_one_that_was_seen(given):
    with pytest.raises(Refused, match="name changed"), transaction.atomic():
        printed(given, seen_name="Ines Zamora")
    given.person.name_confirmed_at = None
    given.person.save()
    with pytest.raises(Refused, match="not confirmed"), transaction.atomic():
        printed(given)
    assert not Certificate.objects.exists()


def gone(given):
    License.objects.filter(pk=given.license.pk).update(superseded_at=NOW)
    return given.license


def not_shown(given):
    license = factories.LicenseFactory(practitioner=given.person)
    factories.LicenseCheckFactory(license=license, shows=False, in_good_standing=False)
    return license


def ended(given):
    issued_on = TODAY - timedelta(days=99)
    return factories.LicenseFactory(
        practitioner=given.person, issued_on=issued_on, expires_on=TODAY - timedelta(days=1)
    )


@pytest.mark.parametrize("license", [gone, not_shown, ended, lambda given: factories.LicenseFactory()])
def test_a_license_that_is_not_theirs_today_is_not_printed(given, license):
    with pytest.raises(Refused, match="cannot be printed any more"), transaction.atomic():
        printed(given, license=license(given))


def test_a_refusal_leaves_nothing(given):
    renamed(given, "Ann 😀")
    with pytest.raises(IssueRefused), transaction.atomic():
        printed(given)
    assert not Certificate.objects.exists()
    assert not NumberSeries.objects.exists()


def test_a_later_change_never_touches_it(given):
    words = document()
    assert differences(words, document(number="DN-1", code="X", verify_address="y", issued_on=TODAY)) == []
    assert [each.what for each in differences(words, document(license=""))] == ["License"]


def test_integrity_sees_a_cycle_without_paper_beside_a_certificate_of_completion(given):
    printed(given)
    assert list(certificate_differences()) == []
    cycle = factories.CycleFactory()
    assert f"Cycle {cycle.pk} has no certificate." in list(certificate_differences())


def test_integrity_names_a_certificate_that_differs_from_its_completion(given):
    certificate = printed(given)
    Completion.objects.update(completed_on=TODAY - timedelta(days=400))
    assert list(certificate_differences()) == [
        f"Certificate {certificate.number} says something else than its completion."
    ]
