"""The badge of a certificate: made with it, saying what it prints, kept as it was, and read by anybody."""

import json
from hashlib import sha256

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from certificates import badges
from certificates.badge import keys
from certificates.badge.check import faults
from certificates.badge.multikey import multikey
from certificates.integrity import certificate_differences
from certificates.models import Certificate, CertificateBadge, Frozen
from certificates.throttle import MISSES
from tests.certificates import course
from tests.certificates.badge.stranger import badge_of, judged, read
from tests.certificates.make import issued, story
from tests.factories import NOW
from tests.tampering import lifted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def paper(db):
    """A certificate of completion that prints a license."""
    given = course.graduate()
    return course.printed(given, license=given.license)


def lose_badges():
    """As if they had been issued before there were badges."""
    with lifted():
        models.QuerySet(CertificateBadge).delete()


def test_it_is_issued_with_the_certificate_and_others_accept_it(certificate):
    assert faults(badge_of(certificate), keys.issuer_document(), NOW) == []
    assert judged(certificate) == ""


def test_so_is_that_of_a_completion(paper):
    assert faults(badge_of(paper), keys.issuer_document(), NOW.replace(year=2060)) == []
    assert judged(paper) == ""


def test_it_says_what_the_certificate_prints(certificate):
    badge, printed = badge_of(certificate), certificate.document
    subject = badge["credentialSubject"]
    assert badge["id"] == printed["verify_address"]
    assert badge["name"] == f"Dry Needling, certificate {certificate.number}"
    assert badge["issuer"] | {"id": "did:web:testserver", "name": printed["issuer"]} == badge["issuer"]
    assert subject["identifier"][0]["identityHash"] == printed["holder_name"]
    assert subject["narrative"] == f"{printed['holder_name']} {printed['sentence']}".replace("\xa0", " ")
    assert subject["achievement"]["description"] == printed["scope"]
    assert subject["achievement"]["achievementType"] == "Certification"
    assert badge["description"] == printed["fine_print"]


def test_its_days_are_those_printed_in_the_zone_of_the_organization(certificate, paper):
    badge = badge_of(certificate)
    assert (badge["validFrom"], badge["validUntil"]) == ("2027-03-01T00:00:00-05:00", "2029-02-28T23:59:59-05:00")
    assert badge["awardedDate"] == "2027-03-01T12:00:00-05:00"
    assert badge_of(paper)["validFrom"].startswith(paper.document["completed_on"])
    assert "validUntil" not in badge_of(paper)


def test_it_says_nothing_of_the_person_but_the_name(given, certificate, paper):
    text = json.dumps(badge_of(certificate)) + json.dumps(badge_of(paper))
    private = [given.person.email, given.clinic.name, "All requirements are met.", "Ruth Lindqvist", "An institute"]
    for each in [*private, paper.document["license"], paper.completion.practitioner.email]:
        assert each not in text


def test_nobody_is_known_by_two_badges(given, certificate):
    again = issued(story("Inés Zamora", "Another scheme"))
    ids = {badge_of(each)["credentialSubject"]["id"] for each in (certificate, again)}
    assert len(ids) == 2
    assert all(each.startswith("urn:uuid:") for each in ids)


def test_the_file_is_the_stored_one(client, certificate):
    response = client.get(f"/verify/{certificate.code}/badge/")
    assert response.content.decode() == certificate.badge.content
    assert sha256(response.content).hexdigest() == certificate.badge.sha256
    assert response["Content-Type"] == "application/vc+ld+json"
    assert response["Content-Disposition"] == f'attachment; filename="{certificate.number}.json"'
    assert (response["Cache-Control"], response["Access-Control-Allow-Origin"]) == ("no-store", "*")
    assert not response.cookies


def test_unknown_and_throttled_look_as_on_the_page(client, certificate):
    unknown = client.get(f"/verify/{'0' * 26}/badge/")
    assert (unknown.status_code, unknown["Cache-Control"]) == (404, "no-store")
    for _ in range(MISSES):
        client.get("/verify/nothing/badge/")
    assert client.get(f"/verify/{certificate.code}/badge/").status_code == 429
    assert client.get(f"/verify/{certificate.code}/").status_code == 429


def test_the_page_and_the_list_of_the_holder_lead_to_it_once_it_is_there(client, given, certificate):
    address = f"/verify/{certificate.code}/badge/"
    pages = [(None, f"/verify/{certificate.code}/"), (given.person.user, "/my/certificates/")]
    for there in (True, False):
        for user, page in pages:
            client.logout()
            if user:
                client.force_login(user)
            assert (address in client.get(page).content.decode()) == there
        lose_badges()


def test_it_is_never_changed(certificate):
    badge = certificate.badge
    for act in (badge.save, badge.delete, CertificateBadge.objects.all().delete):
        with pytest.raises(Frozen):
            act()
    for statement in ("UPDATE {} SET place = 1", "DELETE FROM {}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format("certificates_certificatebadge"))


def test_an_older_certificate_gets_one_from_its_document_and_stays_as_it_was(certificate, paper):
    before = list(Certificate.objects.order_by("pk").values())
    said = badge_of(certificate)
    lose_badges()
    call_command("make_badges", verbosity=0)
    call_command("make_badges", verbosity=0)
    assert CertificateBadge.objects.count() == 2
    assert list(Certificate.objects.order_by("pk").values()) == before
    now = badge_of(certificate)
    own = {"credentialStatus", "proof", "credentialSubject"}
    assert {k: v for k, v in now.items() if k not in own} == {k: v for k, v in said.items() if k not in own}
    assert judged(certificate) == judged(paper) == ""


def test_a_former_key_still_vouches_for_what_it_signed(settings, certificate):
    first = multikey(keys.signing_key().public_key())
    settings.BADGE_KEY = "07" * 32
    assert faults(badge_of(certificate), keys.issuer_document(), NOW) == ["The key is none of the issuer's."]
    settings.BADGE_FORMER_KEYS = [first]
    assert faults(badge_of(certificate), keys.issuer_document(), NOW) == []
    assert judged(certificate) == ""
    assert badge_of(issued(story("Ann Doe", "Other")))["proof"]["verificationMethod"] == keys.method()


def test_a_key_of_its_own_is_made_once_for_its_owner_alone(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    first = keys.signing_key().private_bytes_raw()
    assert keys.signing_key().private_bytes_raw() == first
    assert (tmp_path / "keys" / "badge.key").stat().st_mode & 0o777 == 0o600
    settings.BADGE_KEY = "07" * 32
    assert keys.signing_key().private_bytes_raw() == b"\7" * 32


def test_the_keys_stand_at_the_well_known_address(client, certificate):
    response = client.get("/.well-known/did.json")
    document = json.loads(response.content)
    assert document == keys.issuer_document()
    assert document["id"] == "did:web:testserver"
    assert response["Cache-Control"] == "public, max-age=600"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


def test_an_organization_may_publish_the_keys_under_a_name_of_its_own(settings, given):
    settings.BADGE_ISSUER = "did:web:larkspur.example"
    badge = badge_of(issued(given))
    assert badge["issuer"]["id"] == "did:web:larkspur.example"
    assert faults(badge, json.loads(read("/.well-known/did.json")), NOW) == []


def test_what_an_installation_issued_at_another_address_stays_its_own(settings, certificate):
    settings.BASE_URL = "https://moved.example"
    assert faults(badge_of(certificate), keys.issuer_document(), NOW) == ["The key is none of the issuer's."]
    assert list(certificate_differences()) == []
    settings.BADGE_KEY = "07" * 32
    assert "The key is none of the issuer's" in next(certificate_differences())


def test_when_a_list_is_half_full_another_begins(monkeypatch, certificate):
    monkeypatch.setattr(badges, "FULL", 1)
    second = issued(story("Ann Doe", "Other"))
    assert (certificate.badge.list_number, second.badge.list_number) == (1, 2)
    assert judged(second) == ""


def test_the_check_of_all_that_is_stored_names_what_is_wrong(settings, certificate, paper):
    assert list(certificate_differences()) == []
    settings.BADGE_KEY = "07" * 32
    lines = list(certificate_differences())
    assert len(lines) == 2
    assert lines[0] == f"Badge of certificate {certificate.number}: The key is none of the issuer's."
    settings.BADGE_KEY = ""
    content = certificate.badge.content.replace("Inés", "Ines")
    with lifted():
        models.QuerySet(CertificateBadge).filter(certificate=certificate).update(
            content=content, sha256=sha256(content.encode()).hexdigest()
        )
    [line] = certificate_differences()
    assert line.startswith(f"Badge of certificate {certificate.number}: The proof does not hold")
    lose_badges()
    assert all("There is none yet" in line for line in certificate_differences())
