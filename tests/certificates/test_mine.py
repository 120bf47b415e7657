"""The holder's list and files: the stored bytes, to those who may see the person."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from certificates.papers import certifications_of
from tests import factories
from tests.certificates.make import issued, story
from tests.factories import TODAY
from training.models import Practitioner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def readers(given):
    """Who may read the file, and who may not."""
    elsewhere = factories.UserFactory(role="manager")
    factories.ClinicFactory(manager=elsewhere)
    return {
        "holder": (given.person.user, 200),
        "manager of the clinic": (given.manager, 200),
        "administrator": (factories.UserFactory(role="administrator"), 200),
        "manager of another clinic": (elsewhere, 404),
        "another practitioner": (factories.PractitionerFactory(login=True).user, 404),
        "editor": (factories.UserFactory(role="editor"), 404),
    }


def test_the_file_goes_to_those_who_may_see_the_person(client, given, certificate):
    for who, (user, status) in readers(given).items():
        client.force_login(user)
        response = client.get(f"/my/certificates/{certificate.code}/pdf/")
        assert response.status_code == status, who
        assert (response.content == bytes(certificate.pdf.content)) == (status == 200), who


def test_it_is_a_private_attachment(client, given, certificate):
    client.force_login(given.person.user)
    response = client.get(f"/my/certificates/{certificate.code}/pdf/")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="DN-2027-00001.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store, private"


def test_a_stranger_is_asked_to_sign_in(client, certificate):
    for path in ["/my/certificates/", f"/my/certificates/{certificate.code}/pdf/"]:
        assert client.get(path).status_code == 302


def test_not_yours_and_not_there_look_the_same(client, certificate):
    client.force_login(factories.PractitionerFactory(login=True).user)
    there = client.get(f"/my/certificates/{certificate.code}/pdf/")
    nowhere = client.get(f"/my/certificates/{'0' * 26}/pdf/")
    assert there.status_code == nowhere.status_code == 404
    assert strip_tags(there.content.decode()) == strip_tags(nowhere.content.decode())


def test_the_list_shows_ones_own_with_the_status_today(client, given, certificate):
    other = issued(story("Somebody Else", "Another scheme"))
    client.force_login(given.person.user)
    page = client.get("/my/certificates/").content.decode()
    assert certificate.number in page
    assert "Valid" in page
    assert other.number not in page


def test_the_list_says_that_a_changed_name_is_not_confirmed(client, given, certificate):
    client.force_login(given.person.user)
    assert "Your name is not confirmed." not in client.get("/my/certificates/").text
    Practitioner.objects.filter(pk=given.person.pk).update(full_name="Inés Zamora Lee", name_confirmed_at=None)
    page = client.get("/my/certificates/").text
    assert "Your name is not confirmed." in page
    assert "Inés Zamora Lee" in page


def test_an_empty_list_says_what_will_be_here(client):
    client.force_login(factories.PractitionerFactory(login=True).user)
    assert "No certificate yet" in client.get("/my/certificates/").content.decode()


def test_a_login_without_a_record_is_led_to_make_one(client):
    client.force_login(factories.UserFactory())
    assert client.get("/my/certificates/").url == "/my/profile/"


def certified_in(given, scheme_name: str) -> None:
    """The person of a story is certified in one more scheme."""
    version = factories.SchemeVersionFactory(scheme=factories.SchemeFactory(name=scheme_name))
    factories.EnrollmentFactory(practitioner=given.person, version=version)
    issued(SimpleNamespace(**vars(given) | {"scheme": version.scheme}))


def test_the_certifications_are_read_with_as_many_queries_for_one_as_for_four(given, certificate):
    def asked() -> tuple[int, list[str]]:
        person = Practitioner.objects.get(pk=given.person.pk)
        with CaptureQueriesContext(connection) as found:
            papers = certifications_of(person, TODAY)
        return len(found), [paper.reading.headline for paper in papers]

    queries, headlines = asked()
    assert headlines == ["Valid"]
    for number in range(3):
        certified_in(given, f"Scheme {number}")
    assert asked() == (queries, ["Valid"] * 4)
