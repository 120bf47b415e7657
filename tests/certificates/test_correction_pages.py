"""The desk's page of a certificate, printing it anew, and asking for it: what each shows, to whom, and what it does."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certificates.look_ups import add_one
from certificates.models import Certificate, CorrectionRequest
from tests import factories
from tests.certificates import course
from tests.certificates.test_acts_and_words import renewal
from tests.certificates.test_corrections import MARRIED, printed_anew, renamed
from tests.certificates.test_decide import shown
from tests.factories import TODAY, days
from training.models import OutgoingMail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def desk(client, given):
    client.force_login(given.manager)
    return client


@pytest.fixture
def holder(client, given):
    client.force_login(given.person.user)
    return client


def address(certificate) -> str:
    return f"/desk/certificates/{certificate.code}/"


def digest_on(response) -> str:
    return re.search(r'name="seen_digest" value="(\w+)"', response.content.decode()).group(1)


def test_the_desks_page_tells_all_of_it(desk, given, certificate):
    for day, times in ((days(-70), 2), (days(-3), 3), (TODAY, 1)):
        for _ in range(times):
            add_one(certificate, day)
    response = desk.get(address(certificate))
    page = shown(response)
    document = certificate.document
    for words in (document["holder_name"], document["scope"], document["number"], certificate.typed_code):
        assert words in page
    for words in ("Valid We vouch", "by Ruth Lindqvist", "Award , Mar 1, 2027", "Signature (B-B)", "Not revoked"):
        assert words in page, words
    assert certificate.sha256 in page
    assert "Who looked 6 times" in page
    assert "Feb 26, 2027 3 times" in page and "Mar 1, 2027 1 time" in page
    svg = response.content.decode().partition('<svg class="look-ups"')[2].partition("</svg>")[0]
    assert re.findall(r'x="(\d+)" y="(\d+)" width="4" height="(\d+)"', svg) == [("280", "0", "48"), ("295", "32", "16")]


def test_the_page_of_a_certificate_of_completion(client):
    paper = course.printed(course.graduate())
    client.force_login(factories.UserFactory(role="administrator"))
    page = shown(client.get(address(paper)))
    assert paper.document["course"] in page
    assert "A certificate of completion is printed anew by its holder." in page
    assert shown(client.get(address(paper) + "print/")).count("by its holder") == 1


def test_the_line_goes_on_from_cycle_to_cycle(desk, given, clock):
    first, second, *_ = renewal(given)
    clock.move_to(second.at)
    desk.force_login(given.manager)
    for told in (first, second):
        page = shown(desk.get(address(told.paper)))
        line = page[page.index("Its line") : page.index("Who looked")]
        assert first.paper.number in line and second.paper.number in line
        assert "Award" in line and "Renew" in line
        assert told.headline in page


def test_words_now_and_after_stand_side_by_side_and_printing_leads_to_the_new_page(desk, given, certificate):
    assert "Nothing would change" in shown(desk.get(address(certificate) + "print/"))
    renamed(given)
    asked = desk.get(address(certificate) + "print/")
    assert f"Name Inés Zamora {MARRIED}" in shown(asked)
    typed = {"seen_digest": digest_on(asked), "reason": "Married in May."}
    done = desk.post(address(certificate) + "print/", typed, follow=True)
    new = Certificate.objects.get(replaces=certificate)
    assert done.redirect_chain == [(address(new), 302)]
    page = shown(done)
    assert f"Certificate {new.number} is printed. It replaces {certificate.number}." in page
    assert "Printed anew Married in May." in page
    old = shown(desk.get(address(certificate)))
    assert f"Replaced by {new.number}" in old and "Revoked in the status list" in old
    assert f"Certificate {new.number} is printed in its place. Print that one anew." in old
    again = desk.post(address(certificate) + "print/", typed)
    assert again["Location"] == address(new)


def test_what_changed_meanwhile_is_shown_and_nothing_is_printed(desk, given, certificate):
    renamed(given)
    typed = {"seen_digest": digest_on(desk.get(address(certificate) + "print/")), "reason": "Married in May."}
    renamed(given, "Inés Lee")
    response = desk.post(address(certificate) + "print/", typed)
    page = shown(response)
    assert response.status_code == 422
    assert "Something changed since this page was shown." in page
    assert "Inés Lee" in page and "Married in May." in page
    assert not Certificate.objects.filter(replaces=certificate).exists()


def test_a_name_that_cannot_be_printed_prints_nothing(desk, given, certificate):
    renamed(given, "Ann \N{GRINNING FACE}")
    asked = desk.get(address(certificate) + "print/")
    page = shown(desk.post(address(certificate) + "print/", {"seen_digest": digest_on(asked), "reason": "Married."}))
    assert "Nothing is printed." in page and "U+1F600" in page


def test_both_pages_and_the_json_tell_the_line(client, given, certificate):
    renamed(given)
    new = printed_anew(given, certificate)
    old_page, new_page = (shown(client.get(f"/verify/{each.code}/")) for each in (certificate, new))
    assert f"Replaced by {new.number}" in old_page and f"Replaces {certificate.number}" in new_page
    assert "The name changed." not in old_page + new_page
    page = client.get(f"/verify/{new.code}/").content.decode()
    assert certificate.code not in page and "Zamora<" not in page
    told = [client.get(f"/verify/{each.code}/?format=json").json() for each in (certificate, new)]
    lines = [(each["status"], each["replaces"], each["replaced_by"]) for each in told]
    assert lines == [("replaced", None, new.number), ("valid", certificate.number, None)]
    assert told[0]["replaced_by_address"].endswith(f"/verify/{new.code}/")


def test_a_holder_sees_another_name_and_asks(holder, given, certificate):
    assert "Ask for a corrected" not in shown(holder.get("/my/certificates/"))
    renamed(given)
    mine = shown(holder.get("/my/certificates/"))
    assert f"It says Inés Zamora . Your name is now {MARRIED} ." in mine
    assert "Ask for a corrected certificate" in mine
    path = f"/my/certificates/{certificate.code}/correction/"
    assert "It says Inés Zamora Your name" in shown(holder.get(path))
    empty = holder.post(path, {"reason": ""})
    assert empty.status_code == 422 and not CorrectionRequest.objects.exists()
    done = holder.post(path, {"reason": "I married."}, follow=True)
    assert "Asked. The compliance managers see it" in shown(done)
    said = shown(done)
    assert "You asked for a corrected certificate on March 1, 2027" in said, said
    asked = shown(holder.get(path))
    assert "You asked on March 1, 2027" in asked
    assert "A compliance manager will answer by email. I married." in asked
    holder.post(path, {"reason": "Again."})
    assert CorrectionRequest.objects.get().reason == "I married."


def test_a_holder_whose_name_is_not_confirmed_is_told_where_to_confirm_it(holder, given, certificate):
    renamed(given)
    given.person.name_confirmed_at = None
    given.person.save()
    page = shown(holder.get(f"/my/certificates/{certificate.code}/correction/"))
    assert "Your name is not confirmed as on your license yet. Confirm it in your profile." in page
    assert "The therapist" not in page


def test_managers_find_the_request_and_print_or_decline(client, given, certificate):
    renamed(given)
    client.force_login(given.person.user)
    client.post(f"/my/certificates/{certificate.code}/correction/", {"reason": "I married."})
    row = CorrectionRequest.objects.get()
    client.force_login(given.manager)
    desk = client.get("/desk/")
    assert "1 Certificates to correct since today" in shown(desk)
    assert desk.context["waiting"] == str(sum(queue.count for queue in desk.context["queues"])) != "0"
    assert "I married." in shown(client.get("/desk/certificates/asked/"))
    assert f"{MARRIED} asks for a corrected certificate. I married." in shown(client.get(address(certificate)))
    assert "I married.</textarea>" in client.get(address(certificate) + "print/").content.decode()
    path = f"/desk/certificates/asked/{row.pk}/decline/"
    assert client.post(path, {"answer": ""}).status_code == 422
    done = client.post(path, {"answer": "Send the license first."}, follow=True)
    assert "Declined. The therapist is told why." in shown(done)
    assert "The answer, by Ruth Lindqvist: Send the license first." in shown(done)
    assert OutgoingMail.objects.filter(key=f"correction_declined:{row.pk}").exists()
    assert "Somebody answered this meanwhile." in shown(client.get(path))
    assert "Nobody asks for a correction" in shown(client.get("/desk/certificates/asked/"))
    client.force_login(given.person.user)
    assert "the answer was: Send the license first." in shown(client.get("/my/certificates/"))


def test_the_file_of_the_person_leads_to_the_page(desk, given, certificate):
    assert f'href="{address(certificate)}"' in desk.get(f"/desk/practitioners/{given.person.pk}/").content.decode()


def test_a_code_of_nobody_and_one_of_somebody_elsewhere_look_the_same(client, given, certificate):
    elsewhere = factories.UserFactory(role="manager")
    factories.ClinicFactory(manager=elsewhere)
    client.force_login(elsewhere)
    for code in (certificate.code, "0" * 26, "nothing", "bulky"):
        for rest in ("", "print/"):
            assert client.get(f"/desk/certificates/{code}/{rest}").status_code == 404


def queries_of(client, path: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_as_many_queries_for_one_paper_as_for_six(desk, given, certificate):
    desk.get(address(certificate))
    first = [queries_of(desk, address(certificate) + rest) for rest in ("", "print/")]
    paper = certificate
    for number in range(5):
        renamed(given, f"Inés Zamora {'I' * (number + 1)}")
        paper = printed_anew(given, paper)
        add_one(paper, days(-number))
    assert [queries_of(desk, address(paper) + rest) for rest in ("", "print/")] == first
