"""The pages of a certificate of completion: asking for it, the lists, and what a stranger reads."""

from datetime import timedelta

import pytest
from django.utils.formats import date_format

from certificates.documents import document_of
from certificates.models import Certificate
from tests import factories
from tests.certificates.course import graduate, printed
from tests.certificates.make import issued, story
from tests.certificates.test_decide import shown
from tests.certificates.test_verify import DESIGNED, words
from tests.factories import NOW
from training.models import Completion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
OWN = {"verify_address", "design_version", "code", *DESIGNED}  # shown otherwise


@pytest.fixture
def given(db):
    return graduate()


@pytest.fixture
def mine(client, given):
    client.force_login(given.person.user)
    return client


def url(given) -> str:
    return f"/my/completions/{given.completion.pk}/certificate/"


def form(given, **changes) -> dict:
    return {"seen_name": given.person.full_name, "seen_code": "", "license": "", **changes}


def facts(certificate):
    """Each printed fact as a page says it, with the name of its field."""
    document = document_of(certificate)
    for name, value in certificate.document.items():
        if name in OWN:
            continue
        if name.endswith("_on"):
            value = date_format(getattr(document, name))
        for row in value if isinstance(value, list) else [value]:
            for fact in row.values() if isinstance(row, dict) else [row]:
                yield name, " ".join(str(fact).split())


def test_every_printed_fact_is_on_the_page_and_in_json(client, given):
    certificate = printed(given, license=given.license)
    page = words(client.get(f"/verify/{certificate.code}/"))
    for name, fact in facts(certificate):
        assert fact in page, name
    assert certificate.typed_code in page
    assert certificate.sha256 in page
    said = client.get(f"/verify/{certificate.code}/?format=json").json()
    assert said["certificate"] == certificate.document
    assert (said["status"], said["kind"], said["since"]) == ("valid", "completion", None)
    assert "no certification and no license" in said["not_proven"]


def test_nothing_else_about_the_person_is(client, given):
    certificate = printed(given)
    page = client.get(f"/verify/{certificate.code}/").content.decode()
    for private in [given.person.email, given.clinic.name, given.license.number, "right", "certified"]:
        assert private not in page


def test_the_page_says_what_it_does_not_prove(client, given):
    page = words(client.get(f"/verify/{printed(given).code}/"))
    assert page.index("Valid") < page.index("Inés Zamora")
    assert "We vouch that this course was completed on that day." in page
    assert "The record of a course is no certification and no license." in page


def test_a_replaced_and_a_withdrawn_one_say_so(client, given):
    first = printed(given)
    second = printed(given, seen_code=first.code, license=given.license)
    page = words(client.get(f"/verify/{first.code}/"))
    assert f"Replaced by {second.number}" in page
    assert "The paper reads: “has completed the course" in page
    assert client.get(f"/verify/{first.code}/?format=json").json()["replaced_by"] == second.number
    newer = client.get(f"/verify/{second.code}/")
    assert f"Replaces {first.number}" in words(newer)
    assert first.code not in newer.content.decode(), "it names the older one, and leads nobody to it"
    Completion.objects.update(superseded_at=NOW - timedelta(days=1))
    for certificate in (first, second):
        assert "Withdrawn Since February 28, 2027" in words(client.get(f"/verify/{certificate.code}/"))
        assert client.get(f"/verify/{certificate.code}/?format=json").json()["status"] == "withdrawn"


def test_the_holder_asks_and_gets_it(mine, given):
    page = shown(mine.get(url(given)))
    assert "Get the certificate of completion" in page
    assert "Name Inés Zamora" in page
    assert "The public page of the certificate shows it too" in page
    assert f"License {given.license.number}, {given.license.jurisdiction}" in page
    page = shown(mine.post(url(given), form(given, license=given.license.pk), follow=True))
    certificate = Certificate.objects.get()
    assert f"Certificate {certificate.number} is printed." in page
    assert f"It shows {certificate.document['license']}" in page
    response = mine.get(f"/my/certificates/{certificate.code}/pdf/")
    assert response.content == bytes(certificate.pdf.content)


def test_a_double_click_prints_once(mine, given):
    for _ in range(2):
        assert mine.post(url(given), form(given)).status_code == 302
    assert Certificate.objects.count() == 1


def test_who_prints_it_anew_is_told_that_the_old_code_leads_to_it(mine, given):
    """So that whoever has the old paper reads a license number that only the new one bears."""
    printed(given)
    assert "will say “replaced by” and lead to the new one" in words(mine.get(url(given)))


def test_it_is_printed_anew_with_the_present_name(mine, given):
    first = printed(given, license=given.license)
    given.person.full_name = "Inés Zamora-Lee"
    given.person.save()
    page = mine.get(url(given)).content.decode()
    assert f'value="{given.license.pk}" id="id_license_1" checked' in page
    assert "Print it anew with my present name" in shown(mine.get(url(given)))
    mine.post(url(given), form(given, seen_code=first.code, license=given.license.pk))
    page = shown(mine.get("/my/certificates/"))
    second = Certificate.objects.get(replaces=first)
    assert f"It replaces {first.number}" in page
    assert f"Replaced by {second.number}" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"seen_name": "Somebody"}, "Your name changed since this page was shown."),
        ({"license": "999999999999999999999"}, "This license cannot be printed any more."),
        ({"license": "another"}, "This license cannot be printed any more."),
    ],
)
def test_a_refusal_is_told_on_the_page(mine, given, changes, said):
    response = mine.post(url(given), form(given, **changes))
    assert response.status_code == 422
    assert said in shown(response)
    assert not Certificate.objects.exists()


def test_a_name_that_is_not_confirmed_is_asked_for_first(mine, given):
    given.person.name_confirmed_at = None
    given.person.save()
    page = shown(mine.get(url(given)))
    assert "Your name is not confirmed as it is on your license." in page
    assert "Confirm it in your profile first." in page
    assert mine.post(url(given), form(given)).status_code == 422


def test_result_module_and_list_offer_it(mine, given):
    places = [f"/learn/results/{given.completion.attempt_id}/", f"/learn/{given.module.key}/", "/my/certificates/"]
    for place in places:
        assert url(given) in mine.get(place).content.decode(), place
    certificate = printed(given)
    for place in places:
        assert f"/my/certificates/{certificate.code}/pdf/" in mine.get(place).content.decode(), place


def test_the_list_tells_the_two_kinds_apart(client):
    certificate, course = issued(story()), graduate("Ann Lee")
    Completion.objects.update(practitioner=certificate.practitioner)
    client.force_login(certificate.practitioner.user)
    page = shown(client.get("/my/certificates/"))
    page = page[page.index("Certifications") :]
    assert page.index(certificate.number) < page.index("Completed modules") < page.index(course.module.title)


def test_the_managers_file_lists_it_and_downloads_it(client, given):
    certificate = printed(given)
    client.force_login(given.manager)
    page = shown(client.get(f"/desk/practitioners/{given.person.pk}/"))
    assert f"Completion of a module, {certificate.number}" in page
    assert "printed a certificate of completion" in page
    assert client.get(f"/my/certificates/{certificate.code}/pdf/").status_code == 200


def test_the_list_asks_the_same_with_one_and_with_ten(mine, given, django_assert_num_queries):
    def add(count):
        for _ in range(count):
            given.completion = factories.CompletionFactory(practitioner=given.person, revision=given.module.current)
            printed(given)
            factories.CompletionFactory(practitioner=given.person, revision=given.module.current)

    add(1)
    mine.get("/my/certificates/")
    counts = []
    for more in (0, 9):
        add(more)
        with django_assert_num_queries(9, exact=False) as asked:
            mine.get("/my/certificates/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
