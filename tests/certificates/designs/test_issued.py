"""What is issued with a design in another language: its page, its JSON, its badge, and a file that was changed."""

import json
from dataclasses import replace
from html import unescape

import pytest

from certificates.designs.chosen import pictures
from certificates.designs.content import Signatory
from certificates.designs.packaged import packaged
from certificates.documents import document_of
from certificates.printing.render import render
from tests.certificates import course
from tests.certificates.designs.make import draft, picture, put
from tests.certificates.dropped.test_file import as_json, pdf_of
from tests.certificates.make import issued
from tests.certificates.test_verify import words
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SIGNATORIES = (Signatory(name="Amara Okonkwo", title="Directora de formación"), Signatory(name="Jürgen Groß"))


def spanish(kind: str, **more):
    """The Spanish design of a kind, put to use."""
    wording = packaged(kind, "es").to_json() | {"layout": "centered", "paper": "a4", "signatories": SIGNATORIES}
    return put(draft(**wording | more))


@pytest.fixture
def certificate(given):
    spanish("certification", logo=picture().sha256)
    return issued(given)


def test_its_page_shows_each_word_in_its_language(client, certificate):
    response = client.get(f"/verify/{certificate.code}/")
    page, source = words(response), unescape(response.content.decode())
    for said in [
        "Certificado",
        "Signatories",
        "Amara Okonkwo , Directora de formación Jürgen Groß",
        "desde el 1 de marzo",
    ]:
        assert said in page.replace("\u00a0", " ")
    assert '<p class="muted" lang="es">Certificado</p>' in source
    assert '<span lang="es">ha cumplido todos los requisitos' in source
    assert '<span lang="es">“Este certificado no es una licencia' in source
    assert '<bdi lang="es">Directora de formación</bdi>' in source


def test_its_json_names_design_language_and_who_signs(client, certificate):
    told = client.get(f"/verify/{certificate.code}/?format=json").json()["certificate"]
    assert (told["language"], told["title"], told["design_version"]) == ("es", "Certificado", 2)
    assert told["look"]["layout"] == "centered"
    assert [each["name"] for each in told["signatories"]] == ["Amara Okonkwo", "Jürgen Groß"]
    assert told["labels"]["valid_until"] == "Válida hasta"
    assert told["design"].endswith(".1")


def test_its_badge_says_the_sentence_and_who_signs(certificate):
    badge = json.loads(certificate.badge.content)
    assert badge["name"] == f"Dry Needling, certificado {certificate.number}"
    told = badge["credentialSubject"]["achievement"]["criteria"]["narrative"], badge["credentialSubject"]["narrative"]
    assert "Firma de Amara Okonkwo, Directora de formación; Jürgen Groß." in told[1]


@pytest.mark.parametrize("title", ["CERTIFICATE", "CEU Certificate"])
def test_a_title_in_capitals_keeps_them_in_the_name_of_the_badge(given, title):
    put(draft(title=title))
    paper = issued(given)
    assert json.loads(paper.badge.content)["name"] == f"Dry Needling, {title} {paper.number}"


def test_its_file_is_ours_and_a_changed_one_is_told_fact_by_fact(client, certificate):
    assert as_json(client, pdf_of(certificate))["file"]["outcome"] == "exact"
    document = document_of(certificate)
    later = replace(document, valid_until=document.valid_until.replace(year=2031), holder_name="Ann Forger")
    told = as_json(client, render(later, NOW, pictures=pictures(document.pictures)))["file"]
    found = {each["what"]: (each["file"], each["record"]) for each in told["differences"]}
    assert found["Name"] == ("Ann Forger", "Inés Zamora")
    assert found["Valid until"] == ("28 de febrero de 2031", "28 de febrero de 2029")
    assert set(found) == {"Name", "Valid until"}


def test_a_completion_says_its_hours_and_areas_in_the_language(client):
    spanish("completion")
    certificate = course.printed(course.graduate())
    document = document_of(certificate)
    assert document.contact_hours == "1.5\u00a0horas de contacto"
    assert document.competencies[0] in {
        "Anatomía de superficie y sus variaciones",
        "Factores de seguridad y prevención de lesiones",
    }
    page = words(client.get(f"/verify/{certificate.code}/"))
    for said in ["Certificado de finalización", "1.5 horas de contacto de 60 minutos", "a su propio ritmo: 60 minutos"]:
        assert said in page.replace("\u00a0", " ")


def test_who_has_the_paper_of_the_design_before_may_print_it_anew():
    given = course.graduate()
    first = course.printed(given)
    spanish("completion")
    second = course.printed(given, seen_code=first.code)
    assert second.replaces == first
    assert document_of(first).language == "en"
