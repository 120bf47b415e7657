"""A certificate is issued with its seal, shows who made it, and stays known when the key changes."""

import json
from hashlib import sha256

import pytest
from django.db import DatabaseError, models, transaction

from certificates.models import Certificate, CertificateSeal, Frozen, SealingCertificate
from certificates.refused import IssueRefused
from certificates.seal import stamps
from certificates.seal.check import Verdict
from certificates.seals import check_file
from tests.certificates import course
from tests.certificates.make import issued, story
from tests.certificates.seal.make import attached, chain, configure, stamping
from tests.certificates.test_verify import words
from tests.tampering import lifted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def paper(db):
    """A certificate of completion."""
    return course.printed(course.graduate())


def file_of(certificate) -> bytes:
    return bytes(certificate.pdf.content)


def lose_seals():
    """As if they had been issued before there were seals."""
    with lifted():
        models.QuerySet(CertificateSeal).delete()


def test_what_is_stored_is_the_sealed_file_with_its_hash(certificate):
    assert check_file(file_of(certificate)).verdict is Verdict.WHOLE
    assert sha256(file_of(certificate)).hexdigest() == certificate.sha256
    assert check_file(file_of(certificate)).fingerprint == certificate.seal.by.fingerprint


def test_so_is_that_of_a_completion(paper):
    assert check_file(file_of(paper)).is_whole


def test_the_badge_in_the_file_is_the_very_one_beside_it(certificate, paper):
    for each in (certificate, paper):
        assert attached(file_of(each)) == {f"{each.number}.json": each.badge.content.encode()}


def test_the_page_names_the_self_made_key(client, certificate, paper):
    for each in (certificate, paper):
        page = words(client.get(f"/verify/{each.code}/"))
        assert "Certificates of testserver , with a self-made key" in page
        assert certificate.seal.by.fingerprint in page


def test_the_page_names_a_given_key_with_its_fingerprint(client, given, settings):
    key = configure(settings, chain("Larkspur Physical Therapy"))
    page = words(client.get(f"/verify/{issued(given).code}/"))
    assert "Sealed by Larkspur Physical Therapy SHA-256" in page
    assert key.fingerprint in page
    assert "self-made" not in page


def test_machines_read_the_same(client, certificate):
    data = json.loads(client.get(f"/verify/{certificate.code}/?format=json").content)
    by = certificate.seal.by
    assert data["sha256"] == certificate.sha256
    assert data["seal"] | {"by": by.name, "fingerprint": by.fingerprint, "self_made": True} == data["seal"]
    assert data["seal"]["level"] == "B-B"


def test_of_an_older_one_the_page_says_that_it_has_none(client, certificate):
    lose_seals()
    assert "Nobody: this file is from before we sealed them." in words(client.get(f"/verify/{certificate.code}/"))
    assert json.loads(client.get(f"/verify/{certificate.code}/?format=json").content)["seal"] is None


def test_after_a_change_of_key_the_older_file_is_still_ours(certificate, settings):
    before = file_of(certificate)
    configure(settings, chain("The new one"))
    newer = issued(story("Ana Pop", "Other"))
    assert check_file(before) == check_file(file_of(Certificate.objects.get(pk=certificate.pk)))
    found = {check_file(before).fingerprint, check_file(file_of(newer)).fingerprint}
    assert found == set(SealingCertificate.objects.values_list("fingerprint", flat=True))
    assert len(found) == 2
    assert check_file(before).is_whole
    assert sha256(before).hexdigest() == certificate.sha256


def test_a_sealing_certificate_is_kept_once(certificate, paper):
    assert certificate.seal.by == paper.seal.by
    assert SealingCertificate.objects.count() == 1


def test_rows_about_seals_are_never_changed(certificate):
    seal = certificate.seal
    for row in (seal, seal.by):
        for act in (row.save, row.delete, type(row).objects.all().delete):
            with pytest.raises(Frozen):
                act()
    for model, change in ((CertificateSeal, {"level": "B-T"}), (SealingCertificate, {"name": "X"})):
        for act in (lambda: models.QuerySet(model).update(**change), models.QuerySet(CertificateSeal).delete):  # noqa: B023
            with pytest.raises(DatabaseError), transaction.atomic():
                act()


def test_without_its_time_stamp_nothing_is_issued(given, settings):
    settings.TIME_STAMP_URL = "http://127.0.0.1:9/"
    with pytest.raises(IssueRefused, match="time-stamp server"), transaction.atomic():
        issued(given)
    assert not Certificate.objects.exists()
    assert not CertificateSeal.objects.exists()


def test_nor_with_a_sealing_certificate_that_has_ended(given, settings):
    configure(settings, chain("Ended", until=2020))
    with pytest.raises(IssueRefused, match="not valid today"), transaction.atomic():
        issued(given)


def test_the_page_says_that_there_is_a_time_stamp(client, given, settings, monkeypatch):
    stamper, root = stamping()
    monkeypatch.setattr(stamps, "client", lambda address: stamper)
    settings.TIME_STAMP_URL, settings.TIME_STAMP_CERTIFICATES = "https://stamps.example", root
    certificate = issued(given)
    assert certificate.seal.level == "B-LTA"
    assert "with a time stamp" in words(client.get(f"/verify/{certificate.code}/"))
    assert check_file(file_of(certificate)).is_whole
