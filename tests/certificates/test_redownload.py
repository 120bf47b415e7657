"""What was issued is downloaded with the same SHA-256 for ever: after another name, logo, design and sealing key."""

from hashlib import sha256

import pytest
from django.test import Client

from certificates.issue import issue
from certificates.models import Certificate, CertificatePdf
from tests.certificates import course
from tests.certificates.designs.make import draft, picture, png, put, redrafted
from tests.certificates.make import decided, issued, story
from tests.certificates.seal.make import chain, configure
from tests.factories import NOW
from training.models import Organization

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def downloaded(person, certificate: Certificate) -> str:
    """The SHA-256 of what the holder gets."""
    client = Client()
    client.force_login(person.user)
    answer = client.get(f"/my/certificates/{certificate.code}/pdf/")
    assert answer.status_code == 200
    return sha256(answer.content).hexdigest()


def renamed(person) -> None:
    person.full_name = person.sort_name = "Inés Zamora-Whitfield"
    person.save()


def moved_house() -> None:
    Organization.objects.update(name="Larkspur Health")


def redesigned(by, kind: str) -> None:
    """Another design with a logo is put to use, and then a next version of it with another one."""
    design = draft(by, kind=kind, name=f"Formal {kind}", title="Diploma", logo=picture(by, content=png()).sha256)
    put(design, by)
    other = picture(by, "Another mark", png("#7a1f5c"))
    redrafted(design, by, logo=other.sha256, paper="a4", language="es")
    put(design, by)


def all_of_it(settings, given, kind: str) -> None:
    """The key, the design, the name of the holder and the organization are others than before."""
    configure(settings, chain("The new key"))
    redesigned(given.manager, kind)
    renamed(given.person)
    moved_house()


def test_a_certification_is_the_same_after_all_of_it(given, settings):
    decision = decided(given)
    first = issue(decision=decision, cycle=decision.cycle, by=given.manager, now=NOW)
    before = downloaded(given.person, first)
    assert before == first.sha256
    all_of_it(settings, given, "certification")
    assert downloaded(given.person, first) == before == first.sha256


def test_the_next_one_bears_all_that_is_new_and_the_first_one_nothing(given, settings):
    decision = decided(given)
    first = issue(decision=decision, cycle=decision.cycle, by=given.manager, now=NOW)
    all_of_it(settings, given, "certification")
    second = issued(story("Ana Pop", "Another scheme"))
    assert (second.document["title"], second.document["language"]) == ("Diploma", "es")
    assert second.document["look"]["logo"]
    assert second.seal.by != first.seal.by
    assert second.document["design"] != first.document["design"]
    assert downloaded(given.person, first) == first.sha256
    stored = Certificate.objects.get(pk=first.pk)
    assert (stored.document["holder_name"], stored.document["title"]) == ("Inés Zamora", "Certificate")


def test_a_completion_is_the_same_after_all_of_it(settings):
    given = course.graduate()
    paper = course.printed(given)
    before = downloaded(given.person, paper)
    all_of_it(settings, given, "completion")
    assert downloaded(given.person, paper) == before == paper.sha256


def test_nothing_renders_what_was_issued(given, monkeypatch):
    """The stored bytes are what is sent: a printer that would fail is not asked."""
    decision = decided(given)
    first = issue(decision=decision, cycle=decision.cycle, by=given.manager, now=NOW)
    monkeypatch.setattr("certificates.printing.render.written", None)
    monkeypatch.setattr("certificates.printed.seal", None)
    assert downloaded(given.person, first) == sha256(bytes(CertificatePdf.objects.get().content)).hexdigest()
