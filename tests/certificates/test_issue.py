"""Issued once, with the decision; the bytes never change; nothing is left behind by a refusal."""

import io
from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, transaction
from pypdf import PdfReader

from certificates.document import CertificateDocument
from certificates.issue import issue
from certificates.models import Certificate, CertificatePdf, Frozen, NumberSeries
from certificates.refused import IssueRefused
from tests.certificates.make import decided, issued, story
from tests.factories import NOW
from training.models import AuditEvent, Cycle, Decision, Organization


def test_an_award_issues_a_certificate_with_its_file(given):
    certificate = issued(given)
    assert certificate.number == "DN-2027-00001"
    assert certificate.cycle.practitioner == given.person
    content = bytes(certificate.pdf.content)
    assert content.startswith(b"%PDF-1.7")
    assert certificate.sha256 == sha256(content).hexdigest()
    assert certificate.pdf.size == len(content)


def test_the_document_holds_every_printed_word_and_nothing_private(certificate):
    document = CertificateDocument.from_json(certificate.document)
    assert document.to_json() == certificate.document
    assert document.holder_name == "Inés Zamora"
    assert document.decided_by == "Ruth Lindqvist"
    assert document.verify_address == f"http://testserver/verify/{certificate.code}/"
    assert document.sentence.replace("\u00a0", " ").endswith(
        "the scheme Dry Needling, and is certified from March 1, 2027 until February 28, 2029."
    )
    private = {"license", "employer", "clinic", "score", "supervisor", "email"}
    assert not private & set(certificate.document)


def test_it_is_recorded_without_names(given):
    certificate = issued(given)
    event = AuditEvent.objects.get(action="certificate.issue")
    assert (event.subject_id, event.actor, event.chain) == (str(certificate.pk), given.manager, f"p:{given.person.pk}")
    assert "Zamora" not in str(event.__dict__)


def test_numbers_follow_without_a_gap_after_a_refusal(given):
    first = issued(given)
    with pytest.raises(IssueRefused), transaction.atomic():
        issued(story("Ann 😀", "Second scheme"))
    assert NumberSeries.objects.get(year=2027).last == 1
    second = issued(story("Ann Lee", "Third scheme"))
    assert (first.number, second.number) == ("DN-2027-00001", "DN-2027-00002")


def test_a_cycle_is_documented_once(given):
    decision = decided(given)
    issue(decision=decision, cycle=decision.cycle, by=given.manager, now=NOW)
    assert issue(decision=decision, cycle=decision.cycle, by=given.manager, now=NOW) == Certificate.objects.get()
    assert Certificate.objects.count() == CertificatePdf.objects.count() == 1
    assert NumberSeries.objects.get().last == 1


def test_a_refused_issue_leaves_no_decision(given):
    given.person.full_name = "W" * 200
    given.person.save()
    with pytest.raises(IssueRefused, match="too long"), transaction.atomic():
        issued(given)
    assert not Decision.objects.exists()
    assert not Cycle.objects.exists()
    assert not Certificate.objects.exists()


def test_a_decider_without_a_name_is_asked_for_one(given):
    given.manager.first_name = given.manager.last_name = ""
    given.manager.save()
    with pytest.raises(IssueRefused, match="your sign-in has no name"):
        issued(given)


def test_later_changes_never_touch_the_file(given):
    certificate = issued(given)
    before = bytes(certificate.pdf.content)
    given.person.full_name = "Inés Zamora-Lee"
    given.person.save()
    Organization.objects.update_or_create(defaults={"name": "Another name"})
    again = Certificate.objects.select_related("pdf").get(pk=certificate.pk)
    assert bytes(again.pdf.content) == before
    assert sha256(before).hexdigest() == again.sha256
    assert again.document["holder_name"] == "Inés Zamora"
    assert "Inés Zamora" in PdfReader(io.BytesIO(before)).pages[0].extract_text()


@pytest.mark.parametrize("table", ["certificates_certificate", "certificates_certificatepdf"])
def test_the_database_refuses_an_update(certificate, table):
    column = "number" if table.endswith("certificate") else "size"
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = {column}")


def test_the_models_refuse_changes_and_deletion(certificate):
    for change in [certificate.save, certificate.delete, certificate.pdf.save, certificate.pdf.delete]:
        with pytest.raises(Frozen):
            change()
    rows = Certificate.objects.all()
    for change in [rows.delete, lambda: rows.update(number="x"), lambda: rows.bulk_update([certificate], ["number"])]:
        with pytest.raises(Frozen):
            change()
