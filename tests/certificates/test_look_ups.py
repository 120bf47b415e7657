"""How often strangers looked a certificate up: its holder reads a number, and nobody reads who."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from certificates import look_ups
from certificates.models import LookUpCount
from tests.certificates.test_verify import words
from tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def counts() -> list[tuple]:
    return list(LookUpCount.objects.order_by("day").values_list("day", "count"))


def test_each_look_of_a_stranger_counts_as_a_page_as_json_and_as_a_file(client, certificate):
    client.get(f"/verify/{certificate.code}/")
    client.get(f"/verify/{certificate.code}/?format=json")
    client.post("/verify/", {"file": SimpleUploadedFile("a.pdf", bytes(certificate.pdf.content))})
    assert counts() == [(TODAY, 3)]


def test_what_shows_nothing_counts_nothing(client, certificate):
    client.head(f"/verify/{certificate.code}/")
    client.get("/verify/00000000000000000000000000/")
    client.get(f"/verify/{certificate.typed_code}/")  # leads to its address
    client.get("/verify/", {"code": certificate.code})
    assert counts() == []


def test_the_holder_is_not_counted_and_a_manager_is(client, given, certificate):
    client.force_login(given.person.user)
    client.get(f"/verify/{certificate.code}/")
    assert counts() == []
    client.force_login(given.manager)
    client.get(f"/verify/{certificate.code}/")
    assert counts() == [(TODAY, 1)]


def test_each_day_has_a_row_in_the_zone_of_the_organization(client, certificate, clock):
    client.get(f"/verify/{certificate.code}/")
    clock.move_to(NOW + timedelta(hours=14))  # the next day in London, and in New York
    client.get(f"/verify/{certificate.code}/")
    assert counts() == [(TODAY, 1), (TODAY + timedelta(days=1), 1)]


def test_the_row_holds_a_number_and_nothing_of_who_asked():
    assert {field.name for field in LookUpCount._meta.fields} == {"id", "certificate", "day", "count"}


def test_two_that_are_the_first_at_once_are_two(certificate, monkeypatch):
    LookUpCount.objects.create(certificate=certificate, day=TODAY)
    real, missed = look_ups.LookUpCount.objects.filter, []

    class Blind:
        """The first time nobody is there yet."""

        def __init__(self, rows):
            self.rows = rows

        def update(self, **changes):
            if not missed:
                missed.append(changes)
                return 0
            return self.rows.update(**changes)

    monkeypatch.setattr(look_ups.LookUpCount.objects, "filter", lambda **about: Blind(real(**about)), raising=False)
    look_ups.add_one(certificate, TODAY)
    monkeypatch.undo()
    assert counts() == [(TODAY, 2)]


def test_a_busy_database_keeps_nobody_from_the_answer(client, certificate, monkeypatch):
    def locked(*args):
        raise OperationalError("database is locked")

    monkeypatch.setattr(look_ups, "add_one", locked)
    assert client.get(f"/verify/{certificate.code}/").status_code == 200


def test_the_holder_reads_the_number(client, given, certificate):
    stranger = client.__class__()
    client.force_login(given.person.user)
    assert "Nobody has looked it up yet." in words(client.get("/my/certificates/"))
    stranger.get(f"/verify/{certificate.code}/")
    assert "Looked up once, on Mar 1, 2027 ." in words(client.get("/my/certificates/"))
    stranger.get(f"/verify/{certificate.code}/")
    assert "Looked up 2 times, last on Mar 1, 2027 ." in words(client.get("/my/certificates/"))


def test_the_desk_does_not(client, given, certificate):
    client.get(f"/verify/{certificate.code}/")
    client.force_login(given.manager)
    assert "Looked up" not in words(client.get(f"/desk/practitioners/{given.person.pk}/"))
