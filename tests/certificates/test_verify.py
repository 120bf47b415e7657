"""The page that tells a stranger what we vouch for today: every printed fact, no cookie, no difference in refusals."""

import html
import json
import re
from datetime import timedelta

import pytest
from django.utils.formats import date_format

from certificates.document import CertificateDocument
from certificates.reading import read
from certificates.throttle import MISSES
from tests.certificates.make import decided
from tests.factories import NOW, TODAY
from training.models import DecisionKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
UNKNOWN = "/verify/00000000000000000000000000/"

# How facts are said. Signatories have tests of their own.
DESIGNED = {"labels", "language", "look", "design", "signatories"}


def words(response) -> str:
    """What a reader sees: no tags, single spaces."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2]))
    return " ".join(text.split())


def test_every_printed_fact_is_on_the_page(client, certificate):
    page = words(client.get(f"/verify/{certificate.code}/"))
    document = CertificateDocument.from_json(certificate.document)
    for name, fact in certificate.document.items():
        if name in {"verify_address", "design_version", "code", *DESIGNED}:
            continue
        shown = date_format(getattr(document, name)) if name.endswith(("_on", "_from", "_until")) else fact
        assert " ".join(shown.split()) in page, name
    assert certificate.typed_code in page
    assert certificate.sha256 in page


def test_nothing_else_about_the_person_is(client, given, certificate):
    page = client.get(f"/verify/{certificate.code}/").content.decode()
    for private in [given.person.email, given.clinic.name, "All requirements are met.", "An institute"]:
        assert private not in page


def test_the_status_comes_first_as_of_now_in_the_named_zone(client, certificate):
    page = words(client.get(f"/verify/{certificate.code}/"))
    assert page.index("Valid") < page.index("Inés Zamora")
    assert "Checked March 1, 2027, 12:00 PM EST (America/New_York)" in page
    assert "A certificate is not a license." in page


def test_a_revocation_shows_at_once_without_its_reason(client, given, certificate):
    assert "Valid" in words(client.get(f"/verify/{certificate.code}/"))
    decided(given, DecisionKind.REVOKE, now=NOW + timedelta(minutes=1))
    page = words(client.get(f"/verify/{certificate.code}/"))
    assert page.partition("Inés")[0].find("Revoked") > -1
    assert "Since March 1, 2027" in page
    assert "All requirements are met." not in page
    assert "The paper reads: “has met every requirement" in page
    assert "Printed as certified from" in page


def test_what_expired_or_is_suspended_is_told_as_what_the_paper_reads(client, given, certificate, clock):
    assert "The paper reads" not in words(client.get(f"/verify/{certificate.code}/"))
    decided(given, DecisionKind.SUSPEND, now=NOW + timedelta(minutes=1))
    assert "The paper reads: “has met" in words(client.get(f"/verify/{certificate.code}/"))
    clock.move_to(NOW + timedelta(days=900))
    assert "The paper reads: “has met" in words(client.get(f"/verify/{certificate.code}/"))


def test_json_at_the_same_address(client, certificate):
    for ask in [{"headers": {"accept": "application/json"}}, {"query_params": {"format": "json"}}]:
        response = client.get(f"/verify/{certificate.code}/", **ask)
        data = json.loads(response.content)
        assert response["Content-Type"] == "application/json"
        assert (data["status"], data["time_zone"]) == ("valid", "America/New_York")
        assert data["certificate"] == certificate.document


def test_no_cookie_no_session_no_store(client, certificate):
    for path in ["/verify/", f"/verify/{certificate.code}/", UNKNOWN]:
        response = client.get(path)
        assert not response.cookies, path
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert "csrf" not in client.get("/verify/").content.decode().lower()


def test_who_is_signed_in_makes_no_difference(client, given, certificate):
    stranger = words(client.get(f"/verify/{certificate.code}/"))
    client.force_login(given.manager)
    response = client.get(f"/verify/{certificate.code}/")
    assert words(response) == stranger
    assert given.manager.email not in response.content.decode()


@pytest.mark.parametrize("shape", ["{}", "{} ", "-{}-"])
def test_a_typed_code_is_forgiven(client, certificate, shape):
    typed = shape.format(certificate.typed_code.lower().replace("0", "o").replace("1", "l"))
    response = client.get("/verify/", {"code": typed}, follow=True)
    assert response.redirect_chain[-1][0] == f"/verify/{certificate.code}/"
    assert response.status_code == 200


def test_an_unknown_code_is_told_clearly(client):
    response = client.get(UNKNOWN)
    assert response.status_code == 404
    page = words(response)
    assert "We have no certificate with this code" in page
    assert "treat it as not issued by us" in page
    data = client.get(UNKNOWN, query_params={"format": "json"})
    assert (data.status_code, data.json()["status"]) == (404, "unknown")


def test_a_pasted_address_is_its_code(client, certificate):
    typed = f"https://pinpoint.example/verify/{certificate.code}/"
    assert client.get("/verify/", {"code": typed}).url == f"/verify/{certificate.code}/"


@pytest.mark.parametrize("code", ["7KQF-2M9D", "DN-2027-00001"])
def test_who_types_no_whole_code_is_told_what_is_missing(client, code):
    response = client.get("/verify/", {"code": code}, follow=True)
    assert response.status_code == 404
    page = words(response)
    assert "This is not a whole code" in page
    assert "treat it as not issued by us" not in page


@pytest.mark.parametrize("code", ["x", "<script>alert(1)</script>", "é" * 40, "a" * 2000, "%F0%9F%98%80", "../admin"])
def test_no_code_breaks_the_page(client, code):
    for response in [client.get("/verify/", {"code": code}, follow=True), client.get(f"/verify/{code[:200]}/")]:
        assert response.status_code == 404
        assert "<script>alert" not in response.content.decode()


def guess(client, times: int) -> None:
    for number in range(times):
        assert client.get(f"/verify/{number:026d}/").status_code == 404


def test_a_known_code_is_never_throttled(client, certificate):
    """A clinic's whole waiting room looks from one address."""
    asked = [client.get(f"/verify/{certificate.code}/").status_code for _ in range(2 * MISSES)]
    assert set(asked) == {200}


def test_who_guesses_hears_nothing_of_any_code(client, certificate):
    guess(client, MISSES)
    known, unknown = client.get(f"/verify/{certificate.code}/"), client.get(UNKNOWN)
    zero = "0000-0000-0000-0000-0000-0000-00"
    assert (known.status_code, unknown.status_code) == (429, 429)
    assert words(known).replace(certificate.typed_code, zero) == words(unknown)
    assert known.headers == unknown.headers
    assert "Too many tries from here Wait a minute, then try again." in words(known)
    assert "not issued" not in words(known)
    assert 0 < int(known["Retry-After"]) <= 60
    assert client.get(f"/verify/{certificate.code}/", REMOTE_ADDR="198.51.100.7").status_code == 200


def test_who_guesses_hears_nothing_as_json_either(client, certificate):
    guess(client, MISSES)
    known, unknown = (client.get(f"{path}?format=json") for path in (f"/verify/{certificate.code}/", UNKNOWN))
    assert (known.status_code, known.content, known.headers) == (429, unknown.content, unknown.headers)
    assert known.json() == {
        "status": "throttled",
        "message": "Too many tries from here. Wait a minute, then try again.",
    }


def test_a_guess_too_few_changes_nothing(client, certificate):
    guess(client, MISSES - 1)
    assert client.get(f"/verify/{certificate.code}/").status_code == 200


def test_the_throttle_ends_with_the_minute(client, certificate, clock):
    guess(client, MISSES)
    clock.shift(61)
    assert client.get(f"/verify/{certificate.code}/").status_code == 200


def test_only_reading_is_possible(client, certificate):
    assert client.post(f"/verify/{certificate.code}/").status_code == 405
    assert read(certificate, TODAY).headline == "Valid"
