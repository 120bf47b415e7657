"""Handing in a file: ours byte for byte, ours with other words, or none of ours. Nothing of it is kept."""

import json
import re
import time
import tracemalloc
from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfWriter

from certificates.documents import document_of
from certificates.dropped import badges
from certificates.models import LookUpCount
from certificates.printing.render import render
from certificates.throttle import MISSES
from tests.certificates import course
from tests.certificates.make import decided, document
from tests.certificates.test_verify import words
from tests.factories import NOW
from training.models import DecisionKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def send(client, content: bytes, name: str = "certificate.pdf", **more):
    return client.post("/verify/", {"file": SimpleUploadedFile(name, content)}, **more)


def as_json(client, content: bytes) -> dict:
    return send(client, content, headers={"accept": "application/json"}).json()


def pdf_of(certificate) -> bytes:
    return bytes(certificate.pdf.content)


def forged(certificate, **changes) -> bytes:
    """The certificate printed with other words."""
    return render(replace(document_of(certificate), **changes), NOW)


def badge_of(certificate) -> dict:
    return json.loads(certificate.badge.content)


def written(badge: dict) -> bytes:
    return json.dumps(badge).encode()


@pytest.fixture
def paper(db):
    """A certificate of completion that prints a license."""
    given = course.graduate()
    return course.printed(given, license=given.license)


# Ours


def test_our_pdf_is_told_byte_for_byte_under_the_status_of_today(client, certificate):
    response = send(client, pdf_of(certificate))
    page = words(response)
    assert response.status_code == 200
    assert page.index("Valid") < page.index("This is our file, byte for byte.") < page.index("Inés Zamora")
    assert f'href="/verify/{certificate.code}/"' in response.content.decode()
    assert "A certificate is not a license." in page


def test_a_revoked_one_is_our_file_and_revoked(client, given, certificate):
    decided(given, DecisionKind.REVOKE)
    page = words(send(client, pdf_of(certificate)))
    assert page.index("Revoked") < page.index("This is our file, byte for byte.")
    told = as_json(client, pdf_of(certificate))
    assert (told["status"], told["file"]["outcome"]) == ("revoked", "exact")


def test_our_badge_too_and_its_proof(client, certificate):
    page = words(send(client, certificate.badge.content.encode(), "badge.json"))
    assert "This is our file, byte for byte. Its proof was made with our key over these words." in page


def test_so_is_a_certificate_of_completion(client, paper):
    for content in (pdf_of(paper), paper.badge.content.encode()):
        assert as_json(client, content)["file"]["outcome"] == "exact"


def test_a_badge_that_a_wallet_wrote_anew_says_the_same(client, certificate):
    badge = badge_of(certificate)
    told = as_json(client, written(dict(reversed(badge.items())) | {"issuer": badge["issuer"]}))
    assert (told["status"], told["file"]["outcome"], told["file"]["differences"]) == ("valid", "same", [])
    assert told["record"]["certificate"]["number"] == certificate.number


def test_json_tells_the_file_and_the_record(client, certificate):
    told = as_json(client, pdf_of(certificate))
    assert (told["status"], told["file"]["kind"], told["file"]["sha256"]) == ("valid", "pdf", certificate.sha256)
    page = client.get(f"/verify/{certificate.code}/?format=json").json()
    assert told["record"] == page
    assert client.post("/verify/?format=json", {"file": SimpleUploadedFile("a", b"x")}).json()["status"] == "refused"


# Changed


def test_a_changed_pdf_is_told_fact_by_fact(client, certificate):
    response = send(client, forged(certificate, holder_name="Ann Forger"))
    page = words(response)
    assert response.status_code == 200
    assert "Name The file says Ann Forger Our record says Inés Zamora" in page
    assert f"It bears the code of certificate {certificate.number}" in page
    assert f'href="/verify/{certificate.code}/"' in response.content.decode()
    assert page.index("Not our file") < page.index("Valid")


def test_of_a_changed_pdf_json_never_says_valid_first(client, certificate):
    told = as_json(client, forged(certificate, holder_name="Ann Forger"))
    assert told["status"] == "changed"
    assert told["file"]["differences"] == [{"what": "Name", "file": "Ann Forger", "record": "Inés Zamora"}]
    assert told["record"]["status"] == "valid"


@pytest.mark.parametrize("at", [0.3, 0.5, 0.8, 0.95])
def test_one_byte_makes_it_another_file(client, certificate, at):
    content = bytearray(pdf_of(certificate))
    content[int(len(content) * at)] ^= 1
    told = as_json(client, bytes(content))
    assert told["status"] in {"changed", "unreadable", "unknown"}


def test_a_byte_at_the_end_is_told_although_every_word_is_the_same(client, certificate):
    page = words(send(client, pdf_of(certificate) + b"\n"))
    assert "Not our file" in page
    assert "every word in it is the same" in page


def test_a_changed_license_on_a_completion_is_told(client, paper):
    told = as_json(client, forged(paper, license="License PT 1, Florida"))
    assert [each["what"] for each in told["file"]["differences"]] == ["License"]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (
            lambda badge: badge["credentialSubject"]["identifier"][0],
            "Name (credentialSubject, identifier, identityHash)",
        ),
        (
            lambda badge: badge["credentialSubject"]["achievement"],
            "What was achieved (credentialSubject, achievement, name)",
        ),
        (lambda badge: badge, "Valid until (validUntil)"),
        (lambda badge: badge["issuer"], "Issuer (issuer, id)"),
        (lambda badge: badge["credentialStatus"][1], "credentialStatus, 2, statusListIndex"),
        (lambda badge: badge["proof"], "Proof (proof, proofValue)"),
    ],
)
def test_a_changed_badge_is_told_field_by_field(client, certificate, change, what):
    badge = badge_of(certificate)
    change(badge)[re.findall(r"\w+", what)[-1]] = "forged"
    told = as_json(client, written(badge))
    assert told["status"] == "changed"
    assert [(each["what"], each["file"]) for each in told["file"]["differences"]] == [(what, "forged")]
    assert told["file"]["notes"] == ["A proof of ours is over our own words, so none holds for this file."]


@pytest.mark.parametrize(
    "change", [{"honors": "first"}, {"name": ["a", "b"]}, {"credentialStatus": []}, {"awardedDate": 0}, {"proof": None}]
)
def test_a_badge_with_more_or_less_is_changed(client, certificate, change):
    badge = badge_of(certificate) | change
    assert as_json(client, written(badge))["status"] == "changed"


def test_a_false_that_became_a_zero_is_told(client, certificate):
    badge = badge_of(certificate)
    badge["credentialSubject"]["identifier"][0]["hashed"] = 0
    [difference] = as_json(client, written(badge))["file"]["differences"]
    assert (difference["file"], difference["record"]) == ("0", "false")


def test_a_name_that_looks_like_a_place_hides_nothing(client, certificate):
    badge = badge_of(certificate)
    person = badge["credentialSubject"]["identifier"][0]
    place, ours = "credentialSubject, identifier, identityHash", person["identityHash"]
    person["identityHash"] = "Ann Forger"
    told = as_json(client, written(badge | {place: ours}))["file"]["differences"]
    assert {"what": f"Name ({place})", "file": "Ann Forger", "record": ours} in told


def test_a_changed_badge_within_a_pdf_that_prints_our_words_is_told(client, certificate):
    badge = badge_of(certificate)
    badge["credentialSubject"]["identifier"][0]["identityHash"] = "Ann Forger"
    told = as_json(client, render(document_of(certificate), NOW, json.dumps(badge)))
    assert told["status"] == "changed"
    assert told["file"]["differences"] == [
        {
            "what": "Attached badge: Name (credentialSubject, identifier, identityHash)",
            "file": "Ann Forger",
            "record": "Inés Zamora",
        }
    ]


def test_a_pdf_without_the_code_is_known_by_its_badge(client, certificate):
    content = render(replace(document_of(certificate), code="0" * 26), NOW, certificate.badge.content)
    [difference] = as_json(client, content)["file"]["differences"]
    assert (difference["what"], difference["record"]) == ("Code", certificate.typed_code)


def test_the_seal_of_a_file_is_told(client, certificate):
    for content, said in [
        (pdf_of(certificate), "The file bears our seal and was not changed since."),
        (pdf_of(certificate) + b"\n", "Something was added to the file after we sealed it."),
        (forged(certificate, holder_name="Ann Forger"), "The file bears no seal."),
    ]:
        assert as_json(client, content)["file"]["notes"] == [said]


# None of ours


def test_a_file_of_another_is_unknown(client, certificate):
    response = send(client, render(document("Ann Forger", number="XX-1"), NOW))
    assert response.status_code == 404
    assert "We have issued nothing like this." in words(response)


def test_of_a_long_file_it_is_said_that_its_end_was_not_read(client, certificate):
    """Somebody applies for work with all papers in one file."""
    papers = PdfWriter()
    for content in [render(document("A letter", number="XX-1"), NOW)] * 5 + [pdf_of(certificate)]:
        papers.append(BytesIO(content), pages=(0, 1))
    together = BytesIO()
    papers.write(together)
    told = as_json(client, together.getvalue())
    assert told["status"] == "unknown"
    assert "We read only its first pages." in told["file"]["notes"][0]


def test_a_number_without_its_code_opens_nothing(client, certificate):
    """Numbers are counted up: with one alone nobody learns whose certificate it is."""
    response = send(client, forged(certificate, holder_name="Ann Forger", code="0" * 26))
    page = words(response)
    assert response.status_code == 404
    assert "bears the number of a certificate of ours, but not its code" in page
    assert "Inés" not in page


def test_a_badge_of_another_issuer_is_sent_there(client, certificate):
    badge = badge_of(certificate) | {"id": "urn:uuid:1", "issuer": {"id": "did:web:elsewhere.example"}}
    told = send(client, written(badge), headers={"accept": "application/json"})
    assert (told.status_code, told.json()["status"]) == (404, "unknown")
    assert told.json()["file"]["notes"] == [
        "Its issuer is did:web:elsewhere.example. We vouch for our own badges alone: ask there."
    ]


def test_a_badge_that_claims_to_be_ours_is_not(client, certificate):
    badge = badge_of(certificate) | {"id": f"https://pinpoint.example/verify/{'0' * 26}/"}
    assert "It names us as its issuer, but we have issued no such badge." in words(send(client, written(badge)))


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"%PDF-1.7 nothing", 422, "we cannot read the words in it"),
        (b'{"id": ', 422, "we cannot read the words in it"),
        (b'{"id": "\\ud800", "issuer": "\\ud800\\u202e"}', 404, "[U+D800][U+202E]"),
        (b"\xff\xd8\xff\xe0", 415, "This is a picture, and we do not read pictures."),
        (b"PK\x03\x04", 415, "neither a PDF nor a badge"),
        (b"", 422, "This file is empty."),
        (b"%PDF-" + b"0" * 2 * 1024 * 1024, 413, "more than 2 MB"),
    ],
)
def test_what_cannot_be_looked_at_is_said_honestly(client, content, status, said):
    response = send(client, content)
    assert response.status_code == status
    assert said in words(response)
    assert send(client, content, headers={"accept": "application/json"}).status_code == status


def test_a_scan_is_not_called_a_forgery(client):
    page = words(send(client, b"%PDF-1.7 nothing"))
    assert "We cannot read this file" in page
    assert "Not our file" not in page


def test_a_badge_that_is_made_to_be_much_work_is_soon_answered(client, certificate):
    deep, name = "x", certificate.document["verify_address"]
    for _ in range(400):
        deep = [deep, "y"]
    hostile = [{"id": "A1B2" * 20_000}, {"id": name, "name": deep}, {"id": name, **{f"n{n}": n for n in range(6_000)}}]
    before = time.perf_counter()
    statuses = [send(client, written(each)).status_code for each in hostile]
    assert (statuses, time.perf_counter() - before < 5) == ([404, 200, 200], True)


def test_a_badge_that_is_made_to_take_memory_takes_none(certificate):
    stored = badge_of(certificate)
    hostile = stored | {"x" * 40_000: {f"n{number}": number for number in range(5_000)}}
    tracemalloc.start()
    found = badges.differences(hostile, stored)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(found), most < 20_000_000) == (badges.MOST, True)


def test_nothing_chosen_is_told_at_the_field(client):
    response = client.post("/verify/")
    assert response.status_code == 422
    assert "Choose the PDF or the badge first." in words(response)


# Like every page of verification


def test_it_asks_for_no_cookie_and_sets_none(certificate):
    client = Client(enforce_csrf_checks=True)
    for content in (pdf_of(certificate), b"%PDF-1.7", forged(certificate, holder_name="Ann Forger")):
        response = send(client, content)
        assert not response.cookies
        assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store", "noindex")
        assert "script-src 'self'" in response["Content-Security-Policy"]
        assert "csrf" not in response.content.decode().lower()


def test_who_is_signed_in_makes_no_difference(client, given, certificate):
    stranger = words(send(client, pdf_of(certificate)))
    client.force_login(given.manager)
    assert words(send(client, pdf_of(certificate))) == stranger


def test_who_tries_files_by_the_dozen_waits(client, certificate):
    for number in range(MISSES):
        assert send(client, b'{"id": "%d"}' % number).status_code == 404
    ours, other = send(client, pdf_of(certificate)), send(client, b"{}")
    assert (ours.status_code, other.status_code, ours.content) == (429, 429, other.content)


def test_our_own_files_are_never_throttled(client, certificate):
    assert {send(client, pdf_of(certificate)).status_code for _ in range(MISSES + 2)} == {200}


def test_only_the_count_is_written(client, certificate, settings, tmp_path, django_assert_max_num_queries):
    settings.MEDIA_ROOT = tmp_path
    with django_assert_max_num_queries(60) as asked:
        send(client, forged(certificate, holder_name="Ann Forger"))
    changing = [
        each["sql"] for each in asked.captured_queries if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    assert all(LookUpCount._meta.db_table in each for each in changing)
    assert list(tmp_path.iterdir()) == []
    assert LookUpCount.objects.get().count == 1
